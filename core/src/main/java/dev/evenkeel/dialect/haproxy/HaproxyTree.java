package dev.evenkeel.dialect.haproxy;

import dev.evenkeel.model.Version;
import dev.evenkeel.text.Source;
import dev.evenkeel.text.Span;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// A text as it stands: its lines that say something, in order, its comments, and the lines that
/// cannot be split into words. What stands between them are blanks and line ends. Conditional
/// blocks are not decided, variables not expanded.
public record HaproxyTree(
        Source source, List<HaproxyLine> lines, List<Span> comments, List<Span> broken) {
    public HaproxyTree {
        lines = List.copyOf(lines);
        comments = List.copyOf(comments);
        broken = List.copyOf(broken);
    }

    /// The tree of a text, whatever it holds.
    public static HaproxyTree of(Source source, Version version) {
        return HaproxyParser.parse(source, version, new HaproxyProblems(new ArrayList<>()));
    }

    /// The text again, byte for byte.
    String print() {
        var out = new StringBuilder(source.length());
        int at = 0;
        for (Span piece : pieces()) {
            out.append(source.text(), at, piece.start()).append(piece.text());
            at = piece.end();
        }
        return out.append(source.text(), at, source.length()).toString();
    }

    /// Lines, comments and broken lines, in order.
    List<Span> pieces() {
        var pieces = new ArrayList<Span>(lines.size() + comments.size() + broken.size());
        for (HaproxyLine line : lines) {
            pieces.add(line.span());
        }
        pieces.addAll(comments);
        pieces.addAll(broken);
        pieces.sort(Comparator.comparingInt(Span::start));
        return pieces;
    }
}
