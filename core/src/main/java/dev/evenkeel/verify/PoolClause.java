package dev.evenkeel.verify;

import dev.evenkeel.text.Span;

import org.jspecify.annotations.Nullable;

/// One thing that is expected of a pool, and the line that says so.
public sealed interface PoolClause {
    Span span();

    /// In the long run no machine gets more than a part of the pool's requests, no server that
    /// takes part gets less than another, and none is farther than `within` from its even share.
    /// Parts are from 0 to 1, `null` where nothing is asked.
    record Share(@Nullable Double min, @Nullable Double max, @Nullable Double within, Span span)
            implements PoolClause {}

    /// It goes on without any so many machines; with a load, the others take that too.
    record Survives(int lost, @Nullable Load load, Span span) implements PoolClause {}

    /// At least so many machines take requests when the process starts, without backup servers.
    record UsableServers(int min, Span span) implements PoolClause {}

    /// Every server that may be used is checked: asked, or with `passive` at least looked at while
    /// it serves.
    record HealthChecked(boolean passive, Span span) implements PoolClause {}

    record Uses(Method method, Span span) implements PoolClause {}

    /// How a pool chooses, in words of no program.
    enum Method {
        ROUND_ROBIN("round-robin"),
        LEAST_CONNECTIONS("least-connections"),
        LEAST_TIME("least-time"),
        FIRST("first"),
        RANDOM("random"),
        HASH("hash");

        private final String word;

        Method(String word) {
            this.word = word;
        }

        /// As users write it.
        public String word() {
            return word;
        }
    }

    /// So many requests a second, of which each lasts so many seconds; `each` is how many requests
    /// a second one machine takes (`null`: only its limit of connections says so).
    record Load(double rate, double seconds, @Nullable Double each) {}
}
