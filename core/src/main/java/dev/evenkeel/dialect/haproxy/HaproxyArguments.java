package dev.evenkeel.dialect.haproxy;

import org.jspecify.annotations.Nullable;

/// The types of arguments: what they may look like.
final class HaproxyArguments {
    private HaproxyArguments() {}

    /// Why a text is no value of a type; `null` when it is one.
    static @Nullable String reject(String type, String text) {
        boolean right =
                switch (type) {
                    case "integer" -> isInteger(text);
                    case "time" -> isQuantity(text, "us", "ms", "s", "m", "h", "d");
                    case "size" -> isQuantity(text, "k", "K", "m", "M", "g", "G");
                    case "dotted" -> isDotted(text);
                    case "ipv4" -> HaproxyAddresses.isIpv4(text);
                    case "ipv6" -> HaproxyAddresses.isIpv6(text);
                    case "mask4" -> HaproxyAddresses.isIpv4(text) || isWithin(text, 32);
                    case "mask6" -> HaproxyAddresses.isIpv6(text) || isWithin(text, 128);
                    default -> true;
                };
        return right ? null : readable(type);
    }

    static String readable(String type) {
        return switch (type) {
            case "integer" -> "an integer";
            case "time" -> "a duration";
            case "size" -> "a size";
            case "dotted" -> "numbers separated by dots";
            case "ipv4" -> "an IPv4 address";
            case "ipv6" -> "an IPv6 address";
            case "mask4" -> "an IPv4 mask";
            case "mask6" -> "an IPv6 mask";
            default -> "a " + type;
        };
    }

    /// A whole number, with a sign or without.
    static boolean isInteger(String text) {
        int start = !text.isEmpty() && (text.charAt(0) == '-' || text.charAt(0) == '+') ? 1 : 0;
        return digits(text, start) == text.length() && text.length() > start;
    }

    /// Whether a text is a number from 0 to `most`.
    static boolean isWithin(String text, int most) {
        return !text.isEmpty()
                && text.length() <= 9
                && digits(text, 0) == text.length()
                && Integer.parseInt(text) <= most;
    }

    /// The offset of the first character from `at` that is no digit.
    static int digits(String text, int at) {
        int i = at;
        while (i < text.length() && text.charAt(i) >= '0' && text.charAt(i) <= '9') {
            i++;
        }
        return i;
    }

    private static boolean isDotted(String text) {
        int i = 0;
        while (true) {
            int end = digits(text, i);
            if (end == i) {
                return false;
            }
            if (end == text.length()) {
                return true;
            }
            if (text.charAt(end) != '.') {
                return false;
            }
            i = end + 1;
        }
    }

    private static boolean isQuantity(String text, String... units) {
        int end = digits(text, 0);
        if (end == 0) {
            return false;
        }
        String unit = text.substring(end);
        boolean known = unit.isEmpty();
        for (String each : units) {
            known |= each.equals(unit);
        }
        return known;
    }
}
