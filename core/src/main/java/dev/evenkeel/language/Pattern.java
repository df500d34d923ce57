package dev.evenkeel.language;

/// A pattern of texts: the language it stands for is what it matches.
public sealed interface Pattern {
    enum Place {
        WHOLE,
        START,
        END,
        ANYWHERE
    }

    /// A text at a place; with `ignoreCase` in any case of ASCII letters.
    record Literal(Place place, String text, boolean ignoreCase) implements Pattern {}

    /// What a regular expression matches somewhere; `written` is how people write it.
    record Search(Regular regular, String written) implements Pattern {
        public Search(Regular regular) {
            this(regular, regular.toString());
        }
    }
}
