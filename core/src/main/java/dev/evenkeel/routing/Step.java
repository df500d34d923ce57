package dev.evenkeel.routing;

import dev.evenkeel.model.Condition;
import dev.evenkeel.model.Rule;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// A rule that was tried: whether its condition held, what was looked at, and what its action made
/// (the new value of what it rewrote, the pool or location it computed), if there is anything to
/// say. `depth` is 0 for the rules of the listener and 1 more in each block that was entered.
public record Step(Rule rule, Truth held, List<Seen> seen, @Nullable String made, int depth) {
    public enum Truth {
        TRUE,
        FALSE,
        /// It depends on what is not known; the decision went on as its assumptions say.
        UNKNOWN
    }

    /// One comparison inside a condition (`Match` or `Unknown`): the value of the request that
    /// decided it (`null`: there was none), one char per byte.
    public record Seen(Condition condition, @Nullable String value, Truth truth) {}

    public Step {
        seen = List.copyOf(seen);
    }
}
