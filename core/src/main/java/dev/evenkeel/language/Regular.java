package dev.evenkeel.language;

import java.util.ArrayList;
import java.util.List;

/// A regular expression without anything that reaches beyond regular languages: what it matches
/// somewhere in a text. `Start` and the ends hold it to the ends of the text.
public sealed interface Regular {
    /// Matches nowhere.
    record Nothing() implements Regular {}

    /// One byte of a set.
    record One(ByteSet bytes) implements Regular {}

    /// One after the other; none is the empty text.
    record Then(List<Regular> parts) implements Regular {
        public Then {
            parts = List.copyOf(parts);
        }
    }

    record Or(List<Regular> alternatives) implements Regular {
        public Or {
            alternatives = List.copyOf(alternatives);
        }
    }

    /// `min` to `max` times; without bound when `max` is negative.
    record Repeat(Regular inner, int min, int max) implements Regular {}

    /// The start of the text.
    record Start() implements Regular {}

    /// The end of the text.
    record End() implements Regular {}

    /// The end of the text, or a line feed and then the end.
    record LineEnd() implements Regular {}

    Regular EMPTY = new Then(List.of());

    static Regular text(String text, boolean ignoreCase) {
        var parts = new ArrayList<Regular>(text.length());
        for (int i = 0; i < text.length(); i++) {
            ByteSet one = ByteSet.of(text.charAt(i));
            parts.add(new One(ignoreCase ? one.inAnyCase() : one));
        }
        return new Then(parts);
    }

    /// The whole text, not a part of it.
    static Regular whole(Regular inner) {
        return new Then(List.of(new Start(), inner, new End()));
    }

    /// A text that stands between delimiters, or at an end of the whole.
    static Regular delimited(String text, String delimiters, boolean ignoreCase) {
        Regular delimiter = new One(ByteSet.of(delimiters));
        return new Then(
                List.of(
                        new Or(List.of(new Start(), delimiter)),
                        text(text, ignoreCase),
                        new Or(List.of(new End(), delimiter))));
    }

    /// Texts of `min` to `max` bytes; without bound when `max` is negative.
    static Regular length(int min, int max) {
        return whole(new Repeat(new One(ByteSet.ALL), min, max));
    }
}
