package dev.evenkeel.model;

import dev.evenkeel.text.Span;

/// What keeps a client at its server. `byServerIdentity` when it works only for servers that have
/// an affinity identity of their own.
public record Affinity(Kind kind, String name, boolean byServerIdentity, Span span) {
    public enum Kind {
        COOKIE,
        TABLE,
        ROUTE
    }
}
