package dev.evenkeel.report;

import dev.evenkeel.text.Source;
import dev.evenkeel.text.Span;

/// Where something stands, as people and programs name it: line and column from 1.
record Place(String file, int line, int column) {
    /// Further right than this, columns are counted in bytes: nobody counts characters there, and
    /// many findings on one endless line stay cheap.
    private static final int EXACT_BYTES = 4096;

    static Place of(Span span) {
        return of(span.source(), span.start());
    }

    static Place endOf(Span span) {
        return of(span.source(), span.end());
    }

    private static Place of(Source source, int offset) {
        int line = source.line(offset);
        int start = source.lineSpan(line).start();
        int column = offset - start + 1;
        if (column <= EXACT_BYTES && !isAscii(source.text(), start, offset)) {
            column = source.column(offset);
        }
        return new Place(Columns.visible(source.name()), line, column);
    }

    private static boolean isAscii(String text, int start, int end) {
        for (int i = start; i < end; i++) {
            if (text.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }

    /// Without the column.
    String fileAndLine() {
        return file + ":" + line;
    }

    @Override
    public String toString() {
        return file + ":" + line + ":" + column;
    }
}
