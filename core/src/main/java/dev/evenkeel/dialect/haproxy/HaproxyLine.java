package dev.evenkeel.dialect.haproxy;

import dev.evenkeel.text.Source;
import dev.evenkeel.text.Span;

/// One effective line: its words as HAProxy sees them (quotes, escapes and variables resolved), and
/// where each stands in the source. A word that an environment variable made has the span of the
/// word it came from. Words are kept in flat arrays: a configuration has hundreds of thousands.
public final class HaproxyLine {
    private final Source source;
    private final int start;
    private final int end;
    private final String[] words;
    private final int[] places;

    /// `places` holds start and end offset of word i at 2i and 2i+1.
    HaproxyLine(Source source, int start, int end, String[] words, int[] places) {
        this.source = source;
        this.start = start;
        this.end = end;
        this.words = words;
        this.places = places;
    }

    public int size() {
        return words.length;
    }

    /// The word at an index; the empty text behind the last one.
    public String word(int index) {
        return index < words.length ? words[index] : "";
    }

    public boolean is(int index, String word) {
        return index < words.length && words[index].equals(word);
    }

    /// The span of a word; of the line behind the last one.
    public Span span(int index) {
        return index < words.length
                ? new Span(source, places[2 * index], places[2 * index + 1])
                : span();
    }

    /// From one word to another, both included.
    public Span span(int first, int last) {
        return new Span(source, places[2 * first], places[2 * last + 1]);
    }

    /// The line without leading blanks, comment and line end.
    public Span span() {
        return new Span(source, start, end);
    }

    public Source source() {
        return source;
    }

    @Override
    public String toString() {
        return span() + " " + String.join(" ", words);
    }
}
