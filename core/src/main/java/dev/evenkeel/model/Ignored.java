package dev.evenkeel.model;

import dev.evenkeel.text.Span;

import org.jspecify.annotations.Nullable;

/// Something the balancer reads and does not use. `what` names it as written, `because` completes
/// “is ignored because …”, `by` is the line that takes its place, where there is one.
public record Ignored(Topic topic, String what, Span span, String because, @Nullable Span by) {
    public enum Topic {
        /// An algorithm that another one replaces.
        ALGORITHM_OVERRIDDEN,
        /// An algorithm, or a setting of one, that has no effect here.
        ALGORITHM_WITHOUT_EFFECT,
        /// A host name that another block has already taken.
        HOST_NAME,
        /// Servers that no request can reach.
        SERVERS,
        /// A health check that no server runs.
        HEALTH_CHECK,
        AFFINITY,
        OTHER
    }
}
