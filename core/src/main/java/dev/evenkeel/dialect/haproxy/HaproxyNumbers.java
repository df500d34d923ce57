package dev.evenkeel.dialect.haproxy;

import org.jspecify.annotations.Nullable;

/// How HAProxy reads numbers, times and sizes in arguments.
final class HaproxyNumbers {
    private static final long TIME_MAX = 0x7fffffffL;

    private HaproxyNumbers() {}

    /// The number that a text begins with, 0 when it begins with none; what follows does not
    /// matter, as for the C function `atol`.
    static long number(String text) {
        int i = 0;
        while (i < text.length() && HaproxyWords.isBlank(text.charAt(i))) {
            i++;
        }
        boolean negative = i < text.length() && text.charAt(i) == '-';
        if (negative || (i < text.length() && text.charAt(i) == '+')) {
            i++;
        }
        long value = 0;
        while (i < text.length() && isDigit(text.charAt(i)) && value < Long.MAX_VALUE / 20) {
            value = 10 * value + (text.charAt(i) - '0');
            i++;
        }
        return negative ? -value : value;
    }

    /// The same as 32-bit number, which may turn negative.
    static int intNumber(String text) {
        return (int) number(text);
    }

    /// Whether the text is a decimal number and nothing else.
    static boolean isNumber(String text) {
        int start = text.startsWith("-") || text.startsWith("+") ? 1 : 0;
        for (int i = start; i < text.length(); i++) {
            if (!isDigit(text.charAt(i))) {
                return false;
            }
        }
        return text.length() > start;
    }

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /// What is wrong with a time whose unit is a millisecond (`seconds` false) or a second when
    /// none is given; null when nothing is.
    static @Nullable String timeFault(String text, boolean seconds) {
        if (text.isEmpty()) {
            return "a time is missing";
        }
        int i = 0;
        long value = 0;
        while (i < text.length() && isDigit(text.charAt(i))) {
            value = Math.min(10 * value + (text.charAt(i) - '0'), Long.MAX_VALUE / 1_000_000_000);
            i++;
        }
        if (i == 0) {
            return "'" + HaproxyNames.shown(text) + "' is no time";
        }
        String unit = text.substring(i);
        long microseconds;
        if (unit.isEmpty()) {
            microseconds = seconds ? 1_000_000 : 1_000;
        } else if (unit.startsWith("us")) {
            microseconds = 1;
        } else if (unit.startsWith("ms")) {
            microseconds = 1_000;
        } else {
            microseconds =
                    switch (unit.charAt(0)) {
                        case 's' -> 1_000_000L;
                        case 'm' -> 60_000_000L;
                        case 'h' -> 3_600_000_000L;
                        case 'd' -> 86_400_000_000L;
                        default -> -1L;
                    };
        }
        if (microseconds < 0) {
            return "'" + HaproxyNames.shown(text) + "' has no unit of time at its end";
        }
        long divisor = seconds ? 1_000_000 : 1_000;
        double result = Math.ceil((double) value * microseconds / divisor);
        return result > TIME_MAX ? "the time '" + HaproxyNames.shown(text) + "' is too long" : null;
    }

    /// What is wrong with a size in bytes (`10`, `10k`, `1m`, `1g`); null when nothing is.
    static @Nullable String sizeFault(String text) {
        int i = 0;
        while (i < text.length() && isDigit(text.charAt(i))) {
            i++;
        }
        String unit = text.substring(i);
        boolean known =
                switch (unit) {
                    case "", "k", "K", "m", "M", "g", "G" -> true;
                    default -> false;
                };
        return i > 0 && known ? null : "'" + HaproxyNames.shown(text) + "' is no size in bytes";
    }
}
