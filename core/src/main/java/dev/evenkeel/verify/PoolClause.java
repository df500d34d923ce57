package dev.evenkeel.verify;

import dev.evenkeel.text.Span;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// One thing that is expected of a pool, and the line that says so.
public sealed interface PoolClause {
    Span span();

    /// In the long run no machine gets more than a part of the pool's requests, no server that
    /// takes part gets less than another, and none is farther than `within` from its even share.
    /// Parts are from 0 to 1, `null` where nothing is asked.
    record Share(@Nullable Double min, @Nullable Double max, @Nullable Double within, Span span)
            implements PoolClause {
        /// What no share may be below or above, where the same for all is `even`.
        List<Double> bounds(double even) {
            var bounds = new ArrayList<Double>(2);
            if (min != null) {
                bounds.add(min);
            }
            if (max != null) {
                bounds.add(max);
            }
            if (within != null) {
                bounds.add(even - within);
                bounds.add(even + within);
            }
            bounds.removeIf(bound -> bound < 0 || bound > 1);
            return bounds;
        }
    }

    /// It goes on without any so many machines; with a load, the others take that too.
    record Survives(int lost, @Nullable Load load, Span span) implements PoolClause {}

    /// At least so many machines take requests when the process starts, without backup servers.
    record UsableServers(int min, Span span) implements PoolClause {}

    /// Every server that may be used is checked: asked, or with `PASSIVE` at least looked at while
    /// it serves; with `NONE` nobody checks any.
    record HealthChecked(Member.Health how, Span span) implements PoolClause {}

    /// It has just these servers, in any order, and each is as said.
    record Has(List<Member> members, Span span) implements PoolClause {
        public Has {
            members = List.copyOf(members);
        }
    }

    record Uses(Method method, Span span) implements PoolClause {}

    /// It waits so long for a connection to a server, and for its answer. Zero is for ever, `null`
    /// where nothing is asked.
    record Waits(@Nullable Duration connect, @Nullable Duration server, Span span)
            implements PoolClause {}

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
