package dev.evenkeel.model;

import dev.evenkeel.text.Span;

import org.jspecify.annotations.Nullable;

import java.util.Set;

/// How a pool chooses: the algorithm in force, where its state is kept, what it does when a server
/// fails, and where it is written (`null`: nobody wrote it).
public record Balancing(Algorithm algorithm, State state, Failover failover, @Nullable Span span) {

    /// Where the state of an algorithm is kept.
    public enum State {
        /// All workers share it.
        SHARED,
        /// Every worker has its own.
        APART,
        /// The machine decides whether there is one worker or more.
        UNSAID
    }

    /// Whether all workers share the state, whatever the machine.
    public boolean shared() {
        return state == State.SHARED;
    }

    /// After a failed attempt the same server is tried again up to `retries` times; with
    /// `redispatch` another server is tried, for those who are bound to one after every
    /// `interval`-th attempt (negative: counted from the last, which is -1). With `allBackups` all
    /// backup servers are used at once when no other is left, else only the first.
    public record Failover(
            int retries, boolean redispatch, int interval, boolean allBackups, After after) {
        public Failover(int retries, boolean redispatch, boolean allBackups, After after) {
            this(retries, redispatch, -1, allBackups, after);
        }

        public Failover(int retries, boolean redispatch, boolean allBackups) {
            this(retries, redispatch, -1, allBackups, After.CONNECTION);
        }
    }

    /// After which failures there is another attempt: those kinds, those statuses, and with
    /// `unrepeatable` also when the request must not be sent twice.
    public record After(Set<Failure.Kind> kinds, Set<Integer> statuses, boolean unrepeatable) {
        public static final After CONNECTION =
                new After(
                        Set.of(Failure.Kind.CONNECTION, Failure.Kind.CONNECTION_TIMEOUT),
                        Set.of(),
                        false);

        public After {
            kinds = Set.copyOf(kinds);
            statuses = Set.copyOf(statuses);
        }

        /// Whether another attempt follows this failure.
        public boolean includes(Failure failure) {
            boolean named =
                    failure.kind() == Failure.Kind.STATUS
                            ? statuses.contains(failure.status())
                            : kinds.contains(failure.kind());
            return named && (failure.repeatable() || !failure.isSent() || unrepeatable);
        }
    }
}
