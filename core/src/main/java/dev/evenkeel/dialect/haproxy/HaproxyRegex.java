package dev.evenkeel.dialect.haproxy;

import dev.evenkeel.text.Span;

/// Finds the mistakes in a regular expression that make every PCRE library refuse it. What is not
/// certain is let through.
final class HaproxyRegex {
    private HaproxyRegex() {}

    static void check(String regex, Span span) throws HaproxyRefusal {
        String wrong = mistake(regex);
        if (!wrong.isEmpty()) {
            throw new HaproxyRefusal(
                    span, "the regular expression '" + regex + "' " + wrong, "correct it");
        }
    }

    /// What is wrong, or nothing.
    private static String mistake(String regex) {
        int open = 0;
        boolean repeatable = false;
        int i = 0;
        while (i < regex.length()) {
            char c = regex.charAt(i);
            int next = i + 1;
            switch (c) {
                case '\\' -> {
                    if (next == regex.length()) {
                        return "ends with a backslash";
                    }
                    if (regex.charAt(next) == 'Q') {
                        int end = regex.indexOf("\\E", next);
                        next = end < 0 ? regex.length() : end + 2;
                    } else {
                        next++;
                    }
                    repeatable = true;
                }
                case '[' -> {
                    next = classEnd(regex, i);
                    if (next < 0) {
                        return "lacks a ']'";
                    }
                    repeatable = true;
                }
                case '(' -> {
                    if (regex.startsWith("(?#", i)) {
                        int end = regex.indexOf(')', i);
                        if (end < 0) {
                            return "lacks a ')'";
                        }
                        next = end + 1;
                    } else {
                        open++;
                        repeatable = false;
                        next =
                                regex.startsWith("(?", i) || regex.startsWith("(*", i)
                                        ? i + 2
                                        : i + 1;
                    }
                }
                case ')' -> {
                    if (--open < 0) {
                        return "has a ')' too many";
                    }
                    repeatable = true;
                }
                case '*', '+', '?' -> {
                    if (!repeatable) {
                        return "repeats nothing with '" + c + "'";
                    }
                    if (next < regex.length()
                            && (regex.charAt(next) == '?' || regex.charAt(next) == '+')) {
                        next++;
                    }
                    repeatable = false;
                }
                case '|' -> repeatable = false;
                default -> repeatable = true;
            }
            i = next;
        }
        return open > 0 ? "lacks a ')'" : "";
    }

    /// The offset behind the `]` of the class that begins at an offset; -1 without one.
    private static int classEnd(String regex, int at) {
        int i = at + 1;
        if (i < regex.length() && regex.charAt(i) == '^') {
            i++;
        }
        if (i < regex.length() && regex.charAt(i) == ']') {
            i++;
        }
        while (i < regex.length() && regex.charAt(i) != ']') {
            if (regex.startsWith("[:", i)) {
                int end = regex.indexOf(":]", i + 2);
                i = end < 0 ? i + 1 : end + 2;
            } else {
                i += regex.charAt(i) == '\\' ? 2 : 1;
            }
        }
        return i < regex.length() ? i + 1 : -1;
    }
}
