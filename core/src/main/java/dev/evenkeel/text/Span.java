package dev.evenkeel.text;

import org.jspecify.annotations.Nullable;

/// A place in a source: offsets from `start` (inclusive) to `end` (exclusive), in bytes.
public record Span(Source source, int start, int end) implements Comparable<Span> {
    public Span {
        if (start < 0 || end < start || end > source.length()) {
            throw new IllegalArgumentException(
                    "span " + start + ".." + end + " of " + source.name() + ", " + source.length());
        }
    }

    // Spans are looked up by the thousand. Written out, because what a record has by itself is made
    // when it is first asked for, which takes longer than reading a usual configuration.
    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (other instanceof Span that
                        && start == that.start
                        && end == that.end
                        && source.equals(that.source));
    }

    @Override
    public int hashCode() {
        return 31 * (31 * source.hashCode() + start) + end;
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
