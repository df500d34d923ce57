package dev.evenkeel.dialect.nginx;

import dev.evenkeel.dialect.LineCoverage;
import dev.evenkeel.dialect.Support;
import dev.evenkeel.text.Source;
import dev.evenkeel.text.Span;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// A directive: its name, its arguments as nginx sees them (quotes and escapes resolved, variables
/// not), and its block, if it has one. `include` directives in a config are replaced by what they
/// include; `opaque` is the text of a block in another language (Lua), which is not parsed.
public final class NginxDirective {
    private final Source source;
    private final String[] words;
    private final int[] places;
    private final int stop;
    private final int end;
    private final @Nullable List<NginxDirective> block;
    private final @Nullable String opaque;

    /// `places` holds start and end offset of word i at 2i and 2i+1; word 0 is the name. `stop` is
    /// the offset of the `;` or of the opening brace, `end` is behind the `;` or the closing brace.
    NginxDirective(
            Source source,
            String[] words,
            int[] places,
            int stop,
            int end,
            @Nullable List<NginxDirective> block,
            @Nullable String opaque) {
        this.source = source;
        this.words = words;
        this.places = places;
        this.stop = stop;
        this.end = end;
        this.block = block;
        this.opaque = opaque;
    }

    /// The same directive with another block.
    NginxDirective withBlock(List<NginxDirective> other) {
        return new NginxDirective(source, words, places, stop, end, other, opaque);
    }

    public String name() {
        return words[0];
    }

    public boolean is(String name) {
        return words[0].equals(name);
    }

    /// How many arguments there are, the name not counted.
    public int arguments() {
        return words.length - 1;
    }

    /// The argument at an index from 0; the empty text behind the last one.
    public String argument(int index) {
        return index + 1 < words.length ? words[index + 1] : "";
    }

    public List<String> argumentList() {
        return List.of(words).subList(1, words.length);
    }

    /// Whether the argument was written in quotes.
    public boolean isQuoted(int index) {
        char first = source.text().charAt(places[2 * index + 2]);
        return first == '"' || first == '\'';
    }

    /// The span of an argument, quotes included; of the name behind the last one.
    public Span argumentSpan(int index) {
        int word = index + 1 < words.length ? index + 1 : 0;
        return new Span(source, places[2 * word], places[2 * word + 1]);
    }

    public Span nameSpan() {
        return new Span(source, places[0], places[1]);
    }

    /// Name and arguments, without the block.
    public Span span() {
        return new Span(source, places[0], places[2 * words.length - 1]);
    }

    /// All of it, with the block.
    public Span whole() {
        return new Span(source, places[0], end);
    }

    /// The offset of the `;` or of the opening brace.
    int stop() {
        return stop;
    }

    /// Where nginx says a mistake in this directive is: on the line of its `;` or opening brace. It
    /// is all words that begin there, else that sign.
    Span blamed() {
        int newline = source.text().substring(places[0], stop).lastIndexOf('\n');
        int lineStart = newline < 0 ? 0 : places[0] + newline + 1;
        for (int word = 0; word < words.length; word++) {
            if (places[2 * word] >= lineStart) {
                return new Span(source, places[2 * word], places[2 * words.length - 1]);
            }
        }
        return new Span(source, stop, Math.min(stop + 1, source.length()));
    }

    /// The closing brace, where nginx says what a whole block lacks; else as [#blamed].
    Span closing() {
        return block == null ? blamed() : new Span(source, Math.max(places[0], end - 1), end);
    }

    /// Says how far this directive is understood.
    void mark(LineCoverage coverage, Support support) {
        coverage.mark(source, places[0], places[2 * words.length - 1], support);
    }

    public boolean hasBlock() {
        return block != null;
    }

    /// What stands in the block; empty when there is none.
    public List<NginxDirective> block() {
        return block == null ? List.of() : block;
    }

    public @Nullable String opaque() {
        return opaque;
    }

    public Source source() {
        return source;
    }

    @Override
    public String toString() {
        return span() + " " + String.join(" ", words);
    }
}
