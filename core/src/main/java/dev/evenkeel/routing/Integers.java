package dev.evenkeel.routing;

import org.jspecify.annotations.Nullable;

/// Whole numbers of 64 bits, as texts.
final class Integers {
    private Integers() {}

    /// `null` when the text is no number.
    static @Nullable Long parse(String text) {
        boolean signed = text.startsWith("-") || text.startsWith("+");
        int length = text.length() - (signed ? 1 : 0);
        if (length == 0 || length > 19) {
            return null;
        }
        for (int i = signed ? 1 : 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return null;
            }
        }
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException _) {
            return null;
        }
    }

    /// The number that a text begins with, 0 when it begins with none; `null` for an empty text.
    /// Source: HAProxy, `c_str2int` of `src/sample.c`.
    static @Nullable Long leading(String text) {
        if (text.isEmpty()) {
            return null;
        }
        boolean negative = text.charAt(0) == '-';
        long value = 0;
        for (int i = negative || text.charAt(0) == '+' ? 1 : 0; i < text.length(); i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                break;
            }
            if (value > (Long.MAX_VALUE - digit) / 10) {
                return negative ? Long.MIN_VALUE : Long.MAX_VALUE;
            }
            value = 10 * value + digit;
        }
        return negative ? -value : value;
    }

    /// What `hdr_val` and its kin make of a text: every character up to `9` counts as a digit, even
    /// those below `0`; 0 when there is none. Source: HAProxy, `strl2ic` of `src/tools.c`.
    static int valued(String text) {
        boolean negative = text.startsWith("-");
        int number = 0;
        for (int i = negative ? 1 : 0; i < text.length(); i++) {
            int digit = (byte) text.charAt(i) - '0';
            if (digit > 9) {
                break;
            }
            number = 10 * number + (negative ? -digit : digit);
        }
        return number;
    }

    /// The number that a text begins with, 0 when it begins with none; it wraps at 32 bits.
    static int plain(String text) {
        boolean negative = text.startsWith("-");
        int number = 0;
        for (int i = negative ? 1 : 0; i < text.length(); i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                break;
            }
            number = 10 * number + (negative ? -digit : digit);
        }
        return number;
    }

    static boolean isTrue(String text) {
        Long number = parse(text);
        return number != null && number != 0;
    }

    /// Whether a number lies in `N`, `A:B` or `A-B` (either end may lack) or `eq|ge|gt|le|lt N`.
    static boolean inRange(String text, String range) {
        Long number = leading(text);
        return number != null && number >= lowest(range) && number <= highest(range);
    }

    /// The lowest number of a range; no number is above it where the range is none.
    static long lowest(String range) {
        int blank = range.indexOf(' ');
        if (blank > 0) {
            Long number = parse(range.substring(blank + 1).strip());
            if (number == null) {
                return Long.MAX_VALUE;
            }
            return switch (range.substring(0, blank)) {
                case "eq", "ge" -> number;
                case "gt" -> number == Long.MAX_VALUE ? number : number + 1;
                case "le", "lt" -> Long.MIN_VALUE;
                default -> Long.MAX_VALUE;
            };
        }
        int mark = mark(range);
        Long low = parse(range.substring(0, mark));
        return low != null ? low : mark == range.length() ? Long.MAX_VALUE : Long.MIN_VALUE;
    }

    /// The highest number of a range.
    static long highest(String range) {
        int blank = range.indexOf(' ');
        if (blank > 0) {
            Long number = parse(range.substring(blank + 1).strip());
            if (number == null) {
                return Long.MIN_VALUE;
            }
            return switch (range.substring(0, blank)) {
                case "eq", "le" -> number;
                case "lt" -> number == Long.MIN_VALUE ? number : number - 1;
                case "ge", "gt" -> Long.MAX_VALUE;
                default -> Long.MIN_VALUE;
            };
        }
        int mark = mark(range);
        Long high = parse(range.substring(mark == range.length() ? 0 : mark + 1));
        return high != null ? high : mark == range.length() ? Long.MIN_VALUE : Long.MAX_VALUE;
    }

    /// Where the two ends of a range part.
    private static int mark(String range) {
        int mark = 0;
        while (mark < range.length() && range.charAt(mark) != ':' && range.charAt(mark) != '-') {
            mark++;
        }
        return mark;
    }
}
