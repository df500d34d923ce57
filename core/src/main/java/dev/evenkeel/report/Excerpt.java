package dev.evenkeel.report;

import dev.evenkeel.text.Span;

/// The line in which a span begins, in three parts, fit for a terminal: the part of the span on
/// this line is `marked`.
record Excerpt(String before, String marked, String after) {
    private static final String ELLIPSIS = "…";

    /// Keeps endless lines cheap: no terminal shows more.
    private static final int BYTES_MAX = 2000;

    /// The excerpt in at most `columns` columns, cut around the mark.
    static Excerpt of(Span span, Secrets secrets, int columns) {
        Span line = span.source().lineSpan(span.line());
        int start = Math.min(span.start(), line.end());
        int end = Math.clamp(span.end(), start, line.end());
        String text = span.source().text();
        while (end > start && text.charAt(end - 1) <= ' ') {
            end--;
        }
        int from = Math.max(line.start(), start - BYTES_MAX);
        int markTo = Math.min(end, start + BYTES_MAX);
        int to = Math.min(line.end(), markTo + BYTES_MAX);
        return new Excerpt(
                        visible(span, from, start, secrets),
                        visible(span, start, markTo, secrets),
                        visible(span, markTo, to, secrets).stripTrailing())
                .within(columns);
    }

    private static String visible(Span span, int start, int end, Secrets secrets) {
        return Columns.visible(secrets.readable(new Span(span.source(), start, end)));
    }

    private Excerpt within(int columns) {
        if (Columns.of(before) + Columns.of(marked) + Columns.of(after) <= columns) {
            return this;
        }
        // The mark matters most, then what leads to it.
        String middle = head(marked, columns);
        int left = columns - Columns.of(middle);
        String lead = tail(before, Math.max(left * 2 / 3, left - Columns.of(after)));
        return new Excerpt(lead, middle, head(after, left - Columns.of(lead)));
    }

    /// The start of a text in at most so many columns.
    static String head(String text, int columns) {
        if (Columns.of(text) <= columns) {
            return text;
        }
        int used = 0;
        int i = 0;
        while (i < text.length()) {
            int width = Columns.of(text.codePointAt(i));
            if (used + width > columns - 1) {
                break;
            }
            used += width;
            i += Character.charCount(text.codePointAt(i));
        }
        return columns <= 0 ? "" : text.substring(0, i) + ELLIPSIS;
    }

    private static String tail(String text, int columns) {
        if (Columns.of(text) <= columns) {
            return text;
        }
        int used = 0;
        int i = text.length();
        while (i > 0) {
            int width = Columns.of(text.codePointBefore(i));
            if (used + width > columns - 1) {
                break;
            }
            used += width;
            i -= Character.charCount(text.codePointBefore(i));
        }
        return columns <= 0 ? "" : ELLIPSIS + text.substring(i);
    }
}
