package dev.evenkeel.lab.mutation;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.evenkeel.text.Source;
import dev.evenkeel.text.Span;

import java.util.Comparator;
import java.util.List;

/// One change of one text, made of pieces that do not overlap.
record Change(Mutant.Kind kind, List<Piece> pieces) {
    /// Another text in place of what stands somewhere.
    record Piece(Span span, String text) {}

    Change {
        pieces =
                pieces.stream()
                        .sorted(Comparator.comparingInt(piece -> piece.span().start()))
                        .toList();
    }

    static Change of(Mutant.Kind kind, Span span, String text) {
        return new Change(kind, List.of(new Piece(span, text)));
    }

    /// What stands in one place in another, and the other way round.
    static Change swap(Span one, Span other) {
        return new Change(
                Mutant.Kind.RULE_ORDER,
                List.of(new Piece(one, other.text()), new Piece(other, one.text())));
    }

    Mutant of(Original original) {
        Source source = pieces.getFirst().span().source();
        var text = new StringBuilder(source.length());
        int at = 0;
        for (Piece piece : pieces) {
            text.append(source.text(), at, piece.span().start()).append(piece.text());
            at = piece.span().end();
        }
        text.append(source.text(), at, source.length());
        byte[] bytes = text.toString().getBytes(ISO_8859_1);
        return new Mutant(kind, original, source, Source.of(source.name(), bytes));
    }
}
