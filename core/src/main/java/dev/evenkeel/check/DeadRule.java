package dev.evenkeel.check;

import dev.evenkeel.model.Condition;
import dev.evenkeel.model.Request;
import dev.evenkeel.model.Rule;

import java.util.List;

/// A rule that somebody wrote and that no request reaches.
record DeadRule(Reach.Place place, Cause cause) {
    /// Why none does.
    sealed interface Cause {
        /// Rules before it take all that it matches, none of them without the others; the example
        /// is one of these requests.
        record Taken(List<Rule> by, Request example) implements Cause {
            public Taken {
                by = List.copyOf(by);
            }
        }

        /// No request that comes there matches its condition.
        record Unmatched() implements Cause {}

        /// It matches requests as they arrive, and a rule before it changes them.
        record Changed(Rule by, Request example) implements Cause {}
    }

    /// A path or host that a rule asks for beside others: a rule before it takes all its requests.
    record Part(Rule rule, Condition.Match match, Rule by, Request example) {}

    Rule rule() {
        return place.rule();
    }
}
