package dev.evenkeel.text;

/// A place in a source: offsets from `start` (inclusive) to `end` (exclusive), in bytes.
public record Span(Source source, int start, int end) implements Comparable<Span> {
    public Span {
        if (start < 0 || end < start || end > source.length()) {
            throw new IllegalArgumentException(
                    "span " + start + ".." + end + " of " + source.name() + ", " + source.length());
        }
    }

    public String text() {
        return source.text().substring(start, end);
    }

    public String file() {
        return source.name();
    }

    /// From 1.
    public int line() {
        return source.line(start);
    }

    /// In characters, from 1.
    public int column() {
        return source.column(start);
    }

    /// The smallest span of the same source that holds both.
    public Span to(Span other) {
        return new Span(source, Math.min(start, other.start), Math.max(end, other.end));
    }

    @Override
    public int compareTo(Span other) {
        int byFile = file().compareTo(other.file());
        return byFile != 0 ? byFile : Integer.compare(start, other.start);
    }

    @Override
    public String toString() {
        return file() + ":" + line();
    }
}
