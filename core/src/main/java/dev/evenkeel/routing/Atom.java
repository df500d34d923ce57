package dev.evenkeel.routing;

import dev.evenkeel.text.Span;

/// Something that is true or false, but not known: the decision is followed both ways. Equal keys
/// are the same question.
record Atom(Object key, String text, Span span) {
    Assumption assumed(boolean truth) {
        return new Assumption(text + (truth ? "" : ": no"), span);
    }
}
