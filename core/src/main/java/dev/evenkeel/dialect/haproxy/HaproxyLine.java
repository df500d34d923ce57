package dev.evenkeel.dialect.haproxy;

import dev.evenkeel.text.Source;
import dev.evenkeel.text.Span;

import java.util.Arrays;

/// One effective line: its words as HAProxy sees them (quotes, escapes and variables resolved), and
/// where each stands in the source. A word that an environment variable made has the span of the
/// word it came from. Words are kept in flat arrays: a configuration has hundreds of thousands.
///
/// A leading `no` or `default` is not among the words: `no option httplog` has the words `option`
/// and `httplog` and the modifier [Modifier#NO]. Words behind an empty one are not there either, as
/// HAProxy ends the line at it.
public final class HaproxyLine {
    /// What stands before the keyword.
    public enum Modifier {
        /// Nothing: the line sets what it says.
        NONE,
        /// `no`: the line switches off what it says.
        NO,
        /// `default`: the line takes back what the defaults section set.
        DEFAULT
    }

    private final Source source;
    private final int start;
    private final int end;
    private final String[] words;
    private final int[] places;
    private final long unresolved;
    private final Modifier modifier;

    /// `places` holds start and end offset of word i at 2i and 2i+1.
    HaproxyLine(Source source, int start, int end, String[] words, int[] places) {
        this(source, start, end, words, places, 0, Modifier.NONE);
    }

    /// Bit i of `unresolved` is set when word i holds a variable that has no value here.
    HaproxyLine(
            Source source,
            int start,
            int end,
            String[] words,
            int[] places,
            long unresolved,
            Modifier modifier) {
        this.source = source;
        this.start = start;
        this.end = end;
        this.words = words;
        this.places = places;
        this.unresolved = unresolved;
        this.modifier = modifier;
    }

    public Modifier modifier() {
        return modifier;
    }

    /// Whether the word holds a variable that has no value here, so that what the word says is not
    /// known: the variable stands in it as it is written.
    public boolean isUnresolved(int index) {
        return index < Long.SIZE && (unresolved >> index & 1) != 0;
    }

    /// Whether any word is unresolved.
    public boolean hasUnresolved() {
        return unresolved != 0;
    }

    /// The first words only.
    HaproxyLine cut(int size) {
        return new HaproxyLine(
                source,
                start,
                end,
                Arrays.copyOf(words, size),
                Arrays.copyOf(places, 2 * size),
                size < Long.SIZE ? unresolved & ((1L << size) - 1) : unresolved,
                modifier);
    }

    /// Without its first word, which is said by the modifier instead.
    HaproxyLine behind(Modifier said) {
        return new HaproxyLine(
                source,
                start,
                end,
                Arrays.copyOfRange(words, 1, words.length),
                Arrays.copyOfRange(places, 2, places.length),
                unresolved >>> 1,
                said);
    }

    int start() {
        return start;
    }

    int end() {
        return end;
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
