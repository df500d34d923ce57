package dev.evenkeel.verify;

import dev.evenkeel.predict.Asked;
import dev.evenkeel.predict.Policy;
import dev.evenkeel.routing.Given;
import dev.evenkeel.text.Span;

import java.util.List;

/// What a test expects of a configuration.
public sealed interface Expectation {
    /// That one request, the first since the start, is treated so; `given` is what is said of
    /// things that are not known before run time.
    record OfRequest(Asked asked, Given given, List<Clause> clauses) implements Expectation {
        public OfRequest {
            clauses = List.copyOf(clauses);
        }
    }

    /// That requests of a set go to pools as their bounds say.
    record OfRequests(RequestPattern requests, List<Bound> bounds) implements Expectation {
        public OfRequests {
            bounds = List.copyOf(bounds);
        }
    }

    /// Where requests of a set may go: the names of pools, in which `*` stands for anything.
    record Bound(Kind kind, List<String> pools, Span span) {
        public enum Kind {
            /// None of them goes to one of these pools.
            NEVER("never"),
            /// Those that go to a pool go to one of these.
            ONLY("only"),
            /// All of them go to one of these pools.
            ALWAYS("always");

            private final String word;

            Kind(String word) {
                this.word = word;
            }

            /// As users write it.
            public String word() {
                return word;
            }
        }

        public Bound {
            pools = List.copyOf(pools);
        }
    }

    /// That every pool of a name, in which `*` stands for anything, is as its clauses say.
    record OfPool(String pool, Span span, List<PoolClause> clauses) implements Expectation {
        public OfPool {
            clauses = List.copyOf(clauses);
        }
    }

    /// That a change keeps to a policy.
    record OfChange(Policy policy, Span span) implements Expectation {}

    /// That requests can reach what was written: with `pools` every pool, with `rules` every rule
    /// that decides.
    record OfReach(boolean pools, boolean rules, Span span) implements Expectation {}
}
