package dev.evenkeel.model;

import dev.evenkeel.text.Span;

/// One guarded step of the routing form: when the condition holds, the action is taken.
public record Rule(Condition when, Action action, Origin origin, Span span) {
    public enum Origin {
        /// Somebody wrote this rule.
        WRITTEN,
        /// Somebody wrote what happens when no rule matched.
        FALLBACK,
        /// Nobody wrote it: it is what the balancer does by itself.
        IMPLIED
    }

    /// Whether nothing of the same block can run after this rule.
    public boolean endsItsBlock() {
        return when instanceof Condition.Always && action.isFinal();
    }
}
