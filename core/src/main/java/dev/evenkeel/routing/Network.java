package dev.evenkeel.routing;

import dev.evenkeel.text.IpAddress;

import org.jspecify.annotations.Nullable;

/// A network: its address and how many bits of it count.
final class Network {
    private final byte[] address;
    private final int bits;

    private Network(byte[] address, int bits) {
        this.address = address;
        this.bits = bits;
    }

    int bits() {
        return bits;
    }

    /// The bytes of its address, those that do not count included.
    byte[] address() {
        return address.clone();
    }

    static @Nullable Network of(String text) {
        int slash = text.indexOf('/');
        byte[] address = IpAddress.parse(slash < 0 ? text : text.substring(0, slash));
        if (address == null) {
            return null;
        }
        int bits = slash < 0 ? 8 * address.length : bits(text.substring(slash + 1));
        return bits < 0 || bits > 8 * address.length ? null : new Network(address, bits);
    }

    /// A prefix length, or a mask such as 255.255.0.0.
    private static int bits(String text) {
        byte[] mask = text.indexOf('.') < 0 ? null : IpAddress.parse(text);
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
        return rest == 0 || ((other[whole] ^ address[whole]) & (0xFF << (8 - rest)) & 0xFF) == 0;
    }
}
