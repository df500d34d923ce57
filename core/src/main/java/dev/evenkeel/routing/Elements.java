package dev.evenkeel.routing;

/// The elements of a header line: split at commas outside of quotes, blanks around them taken off.
/// An empty line is one empty element.
final class Elements {
    private final String line;
    private int next;
    private int start;
    private boolean more = true;

    Elements(String line) {
        this.line = line;
    }

    static int count(String line) {
        int count = 0;
        for (var elements = new Elements(line); elements.hasNext(); count++) {
            elements.next();
        }
        return count;
    }

    boolean hasNext() {
        return more;
    }

    String next() {
        int end = end(next);
        start = next;
        String element = line.substring(start, end);
        more = end < line.length();
        next = end + 1;
        return trimmed(element);
    }

    /// Where the last element begins in the line, with the blanks before it.
    int start() {
        return start;
    }

    /// Where the last element ends in the line, with the blanks behind it.
    int end() {
        return next - 1;
    }

    private int end(int from) {
        boolean quoted = false;
        for (int i = from; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (quoted && c == '\\') {
                i++;
            } else if (!quoted && c == ',') {
                return i;
            }
        }
        return line.length();
    }

    /// Without spaces and tabs at both ends.
    static String trimmed(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && isBlank(text.charAt(start))) {
            start++;
        }
        while (end > start && isBlank(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }
}
