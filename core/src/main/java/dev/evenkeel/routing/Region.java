package dev.evenkeel.routing;

import dev.evenkeel.model.Field;

import java.util.List;

/// A set of requests in a form that people read: every limit holds. Parts of a request without a
/// limit may be anything. `exact` is false when the set is described by more than it holds.
public record Region(List<Limit> limits, boolean exact) {
    /// What one part of the request may be: any of the terms, or with `except` none of them. `more`
    /// terms are left out.
    public record Limit(Field field, boolean except, List<Term> terms, int more) {
        public Limit {
            terms = List.copyOf(terms);
        }
    }

    /// Texts of one kind.
    public sealed interface Term {
        /// Just this text.
        record Exactly(String text) implements Term {}

        /// The text itself, and what begins with it and a slash.
        record Under(String text) implements Term {}

        record BeginningWith(String text) implements Term {}

        record EndingWith(String text) implements Term {}

        record Containing(String text) implements Term {}

        /// What a regular expression matches; `text` as written.
        record Matching(String text) implements Term {}

        /// Numbers or addresses from the first to the last, as written.
        record Between(String first, String last) implements Term {}

        /// Such texts as this one; nothing shorter describes them.
        record Like(String text) implements Term {}

        /// The part is not there.
        record Absent() implements Term {}

        /// Something that is not known before run time is so, as written.
        record Said(String text, boolean truth) implements Term {}
    }

    public Region {
        limits = List.copyOf(limits);
    }
}
