package dev.evenkeel.text;

import org.jspecify.annotations.Nullable;

/// IP addresses as people write them.
public final class IpAddress {
    private IpAddress() {}

    /// The 4 or 16 bytes of an address in network order; `null` when the text is none. An IPv6
    /// address stands without brackets and without a zone.
    public static byte @Nullable [] parse(String text) {
        return text.indexOf(':') < 0 ? four(text, 0) : sixteen(text);
    }

    /// How programs write an address of 4 or 16 bytes: without leading zeros, the longest row of
    /// empty groups (of equal ones the first) as `::`, the end as IPv4 where the rest says that it
    /// is one. Source: the C library's `inet_ntop`.
    public static String text(byte[] address) {
        if (address.length == 4) {
            return dotted(address, 0);
        }
        int gap = -1;
        int length = 1;
        for (int i = 0; i < 8; i++) {
            int end = i;
            while (end < 8 && group(address, end) == 0) {
                end++;
            }
            if (end - i > length) {
                gap = i;
                length = end - i;
            }
        }
        boolean isMapped = gap == 0 && length == 5 && group(address, 5) == 0xFFFF;
        boolean isFour = isMapped || (gap == 0 && length == 6);
        var text = new StringBuilder(40);
        for (int i = 0; i < (isFour ? 6 : 8); i++) {
            if (i == gap) {
                text.append("::");
                i += length - 1;
            } else {
                text.append(i == 0 || (gap >= 0 && i == gap + length) ? "" : ":");
                text.append(Integer.toHexString(group(address, i)));
            }
        }
        return isFour ? text + (isMapped ? ":" : "") + dotted(address, 12) : text.toString();
    }

    private static int group(byte[] address, int index) {
        return (address[2 * index] & 0xFF) << 8 | (address[2 * index + 1] & 0xFF);
    }

    private static String dotted(byte[] address, int start) {
        var text = new StringBuilder(15);
        for (int i = start; i < start + 4; i++) {
            text.append(i == start ? "" : ".").append(address[i] & 0xFF);
        }
        return text.toString();
    }

    /// Four numbers from an offset to the end of the text.
    private static byte @Nullable [] four(String text, int start) {
        var bytes = new byte[4];
        int at = start;
        for (int i = 0; i < 4; i++) {
            int from = at;
            int value = 0;
            while (at < text.length() && isDigit(text.charAt(at)) && at - from < 4) {
                value = 10 * value + text.charAt(at++) - '0';
            }
            if (at == from || at - from > 3 || value > 255) {
                return null;
            }
            bytes[i] = (byte) value;
            boolean isEnd = at == text.length();
            if (isEnd != (i == 3) || (!isEnd && text.charAt(at++) != '.')) {
                return null;
            }
        }
        return bytes;
    }

    private static byte @Nullable [] sixteen(String text) {
        var bytes = new byte[16];
        int filled = 0;
        int gap = text.startsWith("::") ? 0 : -1;
        int at = gap == 0 ? 2 : 0;
        while (at < text.length()) {
            int colon = text.indexOf(':', at);
            int end = colon < 0 ? text.length() : colon;
            byte[] last = colon < 0 && text.indexOf('.', at) > 0 ? four(text, at) : null;
            if (last != null && filled <= 12) {
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
            if (at < text.length() && text.charAt(at) == ':') {
                if (gap >= 0) {
                    return null;
                }
                gap = filled;
                at++;
            } else if (colon >= 0 && at == text.length()) {
                return null;
            }
        }
        if (gap < 0) {
            return filled == 16 ? bytes : null;
        }
        var whole = new byte[16];
        System.arraycopy(bytes, 0, whole, 0, gap);
        System.arraycopy(bytes, gap, whole, 16 - (filled - gap), filled - gap);
        return filled == 16 ? null : whole;
    }

    private static int hexadecimal(String text, int start, int end) {
        if (end <= start || end - start > 4) {
            return -1;
        }
        int value = 0;
        for (int i = start; i < end; i++) {
            int digit = text.charAt(i) < 128 ? Character.digit(text.charAt(i), 16) : -1;
            if (digit < 0) {
                return -1;
            }
            value = 16 * value + digit;
        }
        return value;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
