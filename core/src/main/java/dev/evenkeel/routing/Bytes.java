package dev.evenkeel.routing;

import java.nio.charset.StandardCharsets;

/// Bytes as texts of one char per byte.
final class Bytes {
    private static final String DIGITS = "0123456789ABCDEF";

    private Bytes() {}

    static String hex(String bytes) {
        var text = new StringBuilder(2 * bytes.length());
        for (int i = 0; i < bytes.length(); i++) {
            char c = bytes.charAt(i);
            text.append(DIGITS.charAt((c >> 4) & 15)).append(DIGITS.charAt(c & 15));
        }
        return text.toString();
    }

    /// ASCII letters in lower case; no other byte has a case to a balancer.
    static String lower(String bytes) {
        for (int i = 0; i < bytes.length(); i++) {
            char c = bytes.charAt(i);
            if (c >= 'A' && c <= 'Z') {
                return lower(bytes, i);
            }
        }
        return bytes;
    }

    private static String lower(String bytes, int from) {
        char[] lower = bytes.toCharArray();
        for (int i = from; i < lower.length; i++) {
            char c = lower[i];
            if (c >= 'A' && c <= 'Z') {
                lower[i] = (char) (c | 0x20);
            }
        }
        return new String(lower);
    }

    static String of(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /// A number of 64 bits in network order.
    static String of(long number) {
        var text = new StringBuilder(8);
        for (int shift = 56; shift >= 0; shift -= 8) {
            text.append((char) ((number >>> shift) & 0xFF));
        }
        return text.toString();
    }
}
