package dev.evenkeel.check;

import dev.evenkeel.text.Span;

import org.jspecify.annotations.Nullable;

/// One text that an expression can become. When `open`, anything may stand between `head` and
/// `tail`; else the text is `head` alone. `span` is the line that gives this text, where one does;
/// `certain` when no other rule can replace it on the way.
record Possibility(String head, String tail, boolean open, @Nullable Span span, boolean certain) {
    static final Possibility ANYTHING = new Possibility("", "", true, null, false);
    static final Possibility NOTHING = new Possibility("", "", false, null, true);

    static Possibility text(String text) {
        return new Possibility(text, "", false, null, true);
    }

    boolean isEmpty() {
        return !open && head.isEmpty();
    }

    /// This text with `next` behind it.
    Possibility then(Possibility next) {
        String joinedHead = open ? head : head + next.head;
        String joinedTail = next.open ? next.tail : open ? tail + next.head : "";
        return new Possibility(
                joinedHead,
                joinedTail,
                open || next.open,
                span == null ? next.span : span,
                certain && next.certain);
    }

    /// The same text, given by a certain line.
    Possibility at(Span line) {
        return new Possibility(head, tail, open, span == null ? line : span, certain);
    }

    Possibility uncertain() {
        return new Possibility(head, tail, open, span, false);
    }

    /// Whether the text may be this name, letters compared in any case.
    boolean mayBe(String name) {
        return open
                ? name.length() >= head.length() + tail.length()
                        && name.regionMatches(true, 0, head, 0, head.length())
                        && name.regionMatches(
                                true, name.length() - tail.length(), tail, 0, tail.length())
                : name.equalsIgnoreCase(head);
    }
}
