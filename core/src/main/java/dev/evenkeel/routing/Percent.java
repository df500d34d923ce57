package dev.evenkeel.routing;

/// Percent-encoding of bytes.
final class Percent {
    private static final String HEX = "0123456789ABCDEF";

    private Percent() {}

    /// The byte that `%XX` at a place stands for; -1 when there are no two digits.
    static int code(String text, int at) {
        if (at + 2 >= text.length()) {
            return -1;
        }
        int high = Character.digit(text.charAt(at + 1), 16);
        int low = Character.digit(text.charAt(at + 2), 16);
        return high < 0 || low < 0 ? -1 : 16 * high + low;
    }

    static void append(StringBuilder text, char c) {
        text.append('%').append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
    }
}
