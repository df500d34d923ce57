package dev.evenkeel.report;

import dev.evenkeel.check.Severity;

import java.util.ArrayList;
import java.util.List;

/// How text for people looks: coloured or not, and how many columns a line may take.
public record Style(boolean coloured, int columns) {
    private static final int COLUMNS_MIN = 40;

    /// Longer lines of prose are hard to read, however wide the terminal is.
    private static final int PROSE_MAX = 100;

    public Style {
        columns = Math.max(columns, COLUMNS_MIN);
    }

    /// Without colours, 100 columns.
    public static Style plain() {
        return new Style(false, PROSE_MAX);
    }

    String bold(String text) {
        return paint("1", text);
    }

    String dim(String text) {
        return paint("2", text);
    }

    String code(String text) {
        return paint("36", text);
    }

    String good(String text) {
        return paint("32", text);
    }

    /// In the colour of a severity.
    String severity(Severity severity, String text) {
        return switch (severity) {
            case ERROR -> paint("1;31", text);
            case WARNING -> paint("1;33", text);
            case NOTE -> paint("1;34", text);
        };
    }

    private String paint(String code, String text) {
        return coloured && !text.isEmpty() ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }

    /// Prose in lines that fit behind an indentation. What stands in backquotes is not broken.
    List<String> wrap(String text, int indentation) {
        int width = Math.max(COLUMNS_MIN / 2, Math.min(columns, PROSE_MAX) - indentation);
        var lines = new ArrayList<String>();
        var line = new StringBuilder();
        int used = 0;
        for (int start = 0; start <= text.length(); ) {
            int end = wordEnd(text, start);
            String word = text.substring(start, end);
            int wordWidth = Columns.of(word);
            if (used > 0 && used + 1 + wordWidth > width) {
                lines.add(line.toString());
                line.setLength(0);
                used = 0;
            }
            line.append(used > 0 ? " " : "").append(word);
            used += (used > 0 ? 1 : 0) + wordWidth;
            start = end + 1;
        }
        lines.add(line.toString());
        return lines;
    }

    private static int wordEnd(String text, int start) {
        boolean quoted = false;
        int end = start;
        while (end < text.length() && (quoted || text.charAt(end) != ' ')) {
            quoted ^= text.charAt(end) == '`';
            end++;
        }
        return end;
    }

    /// Colours what stands in backquotes, which a terminal does not need then.
    String prose(String text) {
        if (!coloured) {
            return text;
        }
        var painted = new StringBuilder();
        int at = 0;
        while (true) {
            int open = text.indexOf('`', at);
            int close = open < 0 ? -1 : text.indexOf('`', open + 1);
            if (close < 0) {
                return painted.append(text, at, text.length()).toString();
            }
            painted.append(text, at, open).append(code(text.substring(open + 1, close)));
            at = close + 1;
        }
    }
}
