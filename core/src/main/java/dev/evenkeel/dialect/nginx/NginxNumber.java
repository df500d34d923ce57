package dev.evenkeel.dialect.nginx;

/// A number as nginx writes it: decimal digits, nothing else.
final class NginxNumber {
    private static final int DIGITS_MAX = 9;

    private NginxNumber() {}

    /// -1 when the text is no number, or one that is too large to matter.
    static int parse(String text) {
        if (text.isEmpty() || text.length() > DIGITS_MAX) {
            return -1;
        }
        int number = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return -1;
            }
            number = 10 * number + (c - '0');
        }
        return number;
    }
}
