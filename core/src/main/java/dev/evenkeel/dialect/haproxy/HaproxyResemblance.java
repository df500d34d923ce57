package dev.evenkeel.dialect.haproxy;

import dev.evenkeel.text.Source;

/// Tells HAProxy's language from others by its shape: section names alone at the beginning of
/// lines, and no line that ends with a semicolon or a brace.
final class HaproxyResemblance {
    private static final int LINES_MAX = 2_000;

    private HaproxyResemblance() {}

    /// 0 to 100.
    static int of(Source source) {
        String text = source.text();
        int sections = 0;
        int others = 0;
        int lines = 0;
        int start = 0;
        while (start < text.length() && lines < LINES_MAX) {
            int newline = text.indexOf('\n', start);
            int end = newline < 0 ? text.length() : newline;
            int first = start;
            while (first < end && HaproxyWords.isBlank(text.charAt(first))) {
                first++;
            }
            int last = end;
            while (last > first && HaproxyWords.isBlank(text.charAt(last - 1))) {
                last--;
            }
            if (first < last && text.charAt(first) != '#') {
                lines++;
                char c = text.charAt(last - 1);
                if (isSection(text, first, last)) {
                    sections++;
                } else if (c == ';' || c == '{' || c == ',' || c == '>') {
                    others++;
                }
            }
            start = end + 1;
        }
        if (sections == 0 || lines == 0) {
            return 0;
        }
        return Math.max(0, 100 - 200 * others / lines);
    }

    private static boolean isSection(String text, int first, int last) {
        int end = first;
        while (end < last && !HaproxyWords.isBlank(text.charAt(end))) {
            end++;
        }
        if (end - first > 16 || text.charAt(last - 1) == '{') {
            return false;
        }
        String rest = text.substring(end, last).strip();
        return switch (text.substring(first, end)) {
            case "global" -> rest.isEmpty() || rest.startsWith("#");
            case "defaults" -> true;
            case "frontend", "backend", "listen", "userlist", "peers", "resolvers" ->
                    !rest.isEmpty() && !rest.endsWith(";");
            default -> false;
        };
    }
}
