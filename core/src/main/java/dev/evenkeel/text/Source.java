package dev.evenkeel.text;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;

/// One named text, byte for byte: every char of `text()` is one byte (0 to 255), so offsets are
/// byte offsets, nothing is lost when it is printed back, and what is compared is what a balancer
/// compares. Use [#readable] before showing a part of it to a person.
public final class Source {
    private static final int TAB = 8;

    private final String name;
    private final String text;
    private volatile int @Nullable [] lineStarts;
    private int lastLine = 1;

    private Source(String name, String text) {
        this.name = name;
        this.text = text;
    }

    /// The text a file holds.
    public static Source of(String name, byte[] bytes) {
        return new Source(name, new String(bytes, ISO_8859_1));
    }

    /// A text written in Java, for examples and tests; it is encoded as UTF-8.
    public static Source of(String name, String text) {
        return of(name, text.getBytes(UTF_8));
    }

    /// The name as its user knows it, usually a path as given.
    public String name() {
        return name;
    }

    /// One char per byte.
    public String text() {
        return text;
    }

    public int length() {
        return text.length();
    }

    /// The line an offset stands in, counted from 1.
    public int line(int offset) {
        int[] starts = starts();
        // Most who ask go through the text from its beginning to its end.
        int near = lastLine;
        if (isIn(starts, near, offset)) {
            return near;
        }
        if (isIn(starts, near + 1, offset)) {
            lastLine = near + 1;
            return near + 1;
        }
        int found = Arrays.binarySearch(starts, offset);
        int line = found >= 0 ? found + 1 : -found - 1;
        lastLine = line;
        return line;
    }

    private static boolean isIn(int[] starts, int line, int offset) {
        return line <= starts.length
                && starts[line - 1] <= offset
                && (line == starts.length || offset < starts[line]);
    }

    /// The column of an offset in characters, counted from 1.
    public int column(int offset) {
        int start = starts()[line(offset) - 1];
        return readable(text.substring(start, offset)).codePoints().map(c -> 1).sum() + 1;
    }

    /// The number of lines; a last line without a newline counts.
    public int lines() {
        return starts().length - (text.isEmpty() || text.endsWith("\n") ? 1 : 0);
    }

    /// The span of a line (from 1) without its line end.
    public Span lineSpan(int line) {
        int[] starts = starts();
        int start = starts[line - 1];
        int end = line < starts.length ? starts[line] - 1 : text.length();
        if (end > start && text.charAt(end - 1) == '\r') {
            end--;
        }
        return new Span(this, start, Math.max(start, end));
    }

    /// In which column, from 0, the first character of a line (from 1) stands that is no blank,
    /// with a tab to every eighth; -1 for a line that is empty or a comment.
    public int indentation(int line) {
        Span span = lineSpan(line);
        int columns = 0;
        for (int at = span.start(); at < span.end(); at++) {
            char c = text.charAt(at);
            if (c == '\t') {
                columns += TAB - columns % TAB;
            } else if (c == ' ') {
                columns++;
            } else {
                return c == '#' ? -1 : columns;
            }
        }
        return -1;
    }

    /// Bytes as a person reads them: UTF-8 where they are UTF-8, else Latin-1.
    public static String readable(String bytes) {
        boolean ascii = true;
        for (int i = 0; i < bytes.length() && ascii; i++) {
            ascii = bytes.charAt(i) < 0x80;
        }
        if (ascii) {
            return bytes;
        }
        try {
            return UTF_8.newDecoder()
                    .decode(ByteBuffer.wrap(bytes.getBytes(ISO_8859_1)))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            return bytes;
        }
    }

    /// Text from elsewhere (a flag, a page) as bytes, to be compared with a part of a source.
    public static String bytes(String readable) {
        return new String(readable.getBytes(UTF_8), ISO_8859_1);
    }

    private int[] starts() {
        int[] known = lineStarts;
        if (known == null) {
            known = findStarts();
            lineStarts = known;
        }
        return known;
    }

    private int[] findStarts() {
        int count = 1;
        for (int at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
            count++;
        }
        int[] found = new int[count];
        int line = 1;
        for (int at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
            found[line++] = at + 1;
        }
        return found;
    }

    @Override
    public String toString() {
        return name;
    }
}
