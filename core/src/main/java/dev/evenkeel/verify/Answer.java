package dev.evenkeel.verify;

import dev.evenkeel.routing.Assumption;

import java.util.List;

/// What an oracle says of a request.
public sealed interface Answer {
    /// It ends in one of these ways: one where everything is known that matters, none where too
    /// much is not known. `disagreement` says how another oracle's answer differs that was held
    /// against it (empty: it does not).
    record Told(List<Possibility> possibilities, String disagreement) implements Answer {
        public Told {
            possibilities = List.copyOf(possibilities);
        }
    }

    /// The request comes nowhere, and why.
    record Untold(String why) implements Answer {}

    /// The request could not be sent, and why.
    record Unasked(String why) implements Answer {}

    /// One way to end, and what must be so for it.
    record Possibility(Seen seen, List<Assumption> assumed) {
        public Possibility {
            assumed = List.copyOf(assumed);
        }
    }
}
