package dev.evenkeel.routing;

import org.jspecify.annotations.Nullable;

/// IP addresses and networks in CIDR form.
final class Networks {
    private Networks() {}

    /// The 4 or 16 bytes of an address; `null` when the text is none.
    static byte @Nullable [] address(String text) {
        if (text.indexOf(':') < 0) {
            return four(text, 0, text.length());
        }
        return sixteen(text);
    }

    private static byte @Nullable [] four(String text, int start, int end) {
        var bytes = new byte[4];
        int at = start;
        for (int i = 0; i < 4; i++) {
            int value = 0;
            int digits = 0;
            while (at < end && text.charAt(at) >= '0' && text.charAt(at) <= '9' && digits < 4) {
                value = 10 * value + text.charAt(at++) - '0';
                digits++;
            }
            if (digits == 0 || digits > 3 || value > 255) {
                return null;
            }
            bytes[i] = (byte) value;
            if (i < 3) {
                if (at >= end || text.charAt(at) != '.') {
                    return null;
                }
                at++;
            }
        }
        return at == end ? bytes : null;
    }

    private static byte @Nullable [] sixteen(String text) {
        var bytes = new byte[16];
        int filled = 0;
        int gap = -1;
        int at = 0;
        if (text.startsWith("::")) {
            gap = 0;
            at = 2;
        }
        while (at < text.length()) {
            int end = text.indexOf(':', at);
            end = end < 0 ? text.length() : end;
            if (end == text.length() && text.indexOf('.', at) > 0) {
                byte[] last = four(text, at, end);
                if (last == null || filled > 12) {
                    return null;
                }
                System.arraycopy(last, 0, bytes, filled, 4);
                filled += 4;
                break;
            }
            int value = hexadecimal(text, at, end);
            if (value < 0 || filled > 14) {
                return null;
            }
            bytes[filled++] = (byte) (value >> 8);
            bytes[filled++] = (byte) value;
            at = end + 1;
            if (end < text.length() && at < text.length() && text.charAt(at) == ':') {
                if (gap >= 0) {
                    return null;
                }
                gap = filled;
                at++;
            } else if (end < text.length() && at == text.length()) {
                return null;
            }
        }
        if (gap < 0) {
            return filled == 16 ? bytes : null;
        }
        var whole = new byte[16];
        System.arraycopy(bytes, 0, whole, 0, gap);
        System.arraycopy(bytes, gap, whole, 16 - (filled - gap), filled - gap);
        return whole;
    }

    private static int hexadecimal(String text, int start, int end) {
        if (end <= start || end - start > 4) {
            return -1;
        }
        int value = 0;
        for (int i = start; i < end; i++) {
            int digit = Character.digit(text.charAt(i), 16);
            if (digit < 0) {
                return -1;
            }
            value = 16 * value + digit;
        }
        return value;
    }

    /// A network: its address and how many bits of it count.
    static final class Network {
        private final byte[] address;
        private final int bits;

        private Network(byte[] address, int bits) {
            this.address = address;
            this.bits = bits;
        }

        int bits() {
            return bits;
        }

        static @Nullable Network of(String text) {
            int slash = text.indexOf('/');
            byte[] address = Networks.address(slash < 0 ? text : text.substring(0, slash));
            if (address == null) {
                return null;
            }
            int bits = slash < 0 ? 8 * address.length : bits(text.substring(slash + 1));
            return bits < 0 || bits > 8 * address.length ? null : new Network(address, bits);
        }

        /// A prefix length, or a mask such as 255.255.0.0.
        private static int bits(String text) {
            byte[] mask = text.indexOf('.') < 0 ? null : four(text, 0, text.length());
            if (mask != null) {
                int bits = 0;
                for (byte part : mask) {
                    bits += Integer.bitCount(part & 0xFF);
                }
                return bits;
            }
            int value = 0;
            for (int i = 0; i < text.length(); i++) {
                int digit = text.charAt(i) - '0';
                if (digit < 0 || digit > 9 || i > 2) {
                    return -1;
                }
                value = 10 * value + digit;
            }
            return text.isEmpty() ? -1 : value;
        }

        boolean holds(byte[] other) {
            return other.length == address.length && samePrefix(other);
        }

        private boolean samePrefix(byte[] other) {
            int whole = bits / 8;
            for (int i = 0; i < whole; i++) {
                if (other[i] != address[i]) {
                    return false;
                }
            }
            int rest = bits % 8;
            return rest == 0
                    || ((other[whole] ^ address[whole]) & (0xFF << (8 - rest)) & 0xFF) == 0;
        }
    }

    /// The bytes of an address as a text of one char per byte.
    static String bytes(byte[] address) {
        var text = new StringBuilder(address.length);
        for (byte part : address) {
            text.append((char) (part & 0xFF));
        }
        return text.toString();
    }
}
