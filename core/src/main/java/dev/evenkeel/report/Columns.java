package dev.evenkeel.report;

/// Text as a terminal shows it: harmless to it, and how many columns it takes.
final class Columns {
    static final int TAB = 4;

    private Columns() {}

    /// The columns a text takes: two for East Asian wide characters and emoji, none for marks that
    /// stand on another character. Source: Unicode Standard Annex 11, in the ranges that matter.
    static int of(String text) {
        int columns = 0;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            columns += of(c);
            i += Character.charCount(c);
        }
        return columns;
    }

    static int of(int c) {
        if (c < 0x300) {
            return 1;
        }
        int type = Character.getType(c);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
            return 0;
        }
        boolean wide =
                within(c, 0x1100, 0x115F)
                        || within(c, 0x2E80, 0xA4CF)
                        || within(c, 0xAC00, 0xD7A3)
                        || within(c, 0xF900, 0xFAFF)
                        || within(c, 0xFE30, 0xFE6F)
                        || within(c, 0xFF00, 0xFF60)
                        || within(c, 0xFFE0, 0xFFE6)
                        || within(c, 0x1F300, 0x1F64F)
                        || within(c, 0x1F900, 0x1F9FF)
                        || within(c, 0x20000, 0x3FFFD);
        return wide ? 2 : 1;
    }

    private static boolean within(int c, int first, int last) {
        return first <= c && c <= last;
    }

    /// The text without anything that would steer a terminal: tabs become blanks, control
    /// characters and those that turn the direction of writing become `�`.
    static String visible(String text) {
        int first = 0;
        while (first < text.length() && !steers(text.charAt(first))) {
            first++;
        }
        if (first == text.length()) {
            return text;
        }
        var visible = new StringBuilder(text.length() + 16).append(text, 0, first);
        for (int i = first; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\t') {
                visible.repeat(' ', TAB);
            } else {
                visible.append(steers(c) ? '\uFFFD' : c);
            }
        }
        return visible.toString();
    }

    private static boolean steers(char c) {
        return c < 0x20
                || within(c, 0x7F, 0x9F)
                || within(c, 0x200B, 0x200F)
                || within(c, 0x202A, 0x202E)
                || within(c, 0x2066, 0x2069);
    }
}
