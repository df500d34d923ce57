package dev.evenkeel.routing;

/// A text that stands whole between delimiters. Source: HAProxy, `match_word` of `src/pattern.c`.
enum Delimited {
    DIRECTORY("/?"),
    DOMAIN("/?.:");

    private final String delimiters;

    Delimited(String delimiters) {
        this.delimiters = delimiters;
    }

    private boolean isDelimiter(char c) {
        return delimiters.indexOf(c) >= 0;
    }

    /// Without delimiters at both ends.
    String stripped(String pattern) {
        int start = 0;
        int end = pattern.length();
        while (start < end && isDelimiter(pattern.charAt(start))) {
            start++;
        }
        while (end > start && isDelimiter(pattern.charAt(end - 1))) {
            end--;
        }
        return pattern.substring(start, end);
    }

    /// A pattern of nothing but delimiters stands nowhere.
    boolean holds(String value, String pattern) {
        if (pattern.isEmpty()) {
            return false;
        }
        for (int at = value.indexOf(pattern); at >= 0; at = value.indexOf(pattern, at + 1)) {
            int end = at + pattern.length();
            boolean starts = at == 0 || isDelimiter(value.charAt(at - 1));
            if (starts && (end == value.length() || isDelimiter(value.charAt(end)))) {
                return true;
            }
        }
        return false;
    }
}
