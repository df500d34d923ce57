package dev.evenkeel.predict;

import dev.evenkeel.model.Server;
import dev.evenkeel.routing.Assumption;
import dev.evenkeel.routing.Decision;

import java.util.ArrayList;
import java.util.List;

/// Where a request goes, down to the server. `standing` is what the choice of the server takes to
/// be so, the same list for every request of a pool.
public record Prediction(Decision decision, Served served, List<Assumption> standing) {
    public Prediction {
        standing = List.copyOf(standing);
    }

    /// All that is taken to be so.
    public List<Assumption> assumed() {
        if (standing.isEmpty()) {
            return decision.assumed();
        }
        var all = new ArrayList<>(decision.assumed());
        all.addAll(standing);
        return all;
    }

    /// Who answers.
    public sealed interface Served {
        /// The request goes to no pool that is known.
        record Nobody() implements Served {}

        record By(Server server) implements Served {}

        /// By one of several servers, by chance: the probabilities are exact and add up to 1.
        record ByOneOf(List<Candidate> candidates) implements Served {
            public ByOneOf {
                candidates = List.copyOf(candidates);
            }
        }

        /// Every server is busy: it waits.
        record Later() implements Served {}

        /// No server takes it; the client gets this status.
        record Refused(int status) implements Served {}

        /// One of these servers; which one is not known before run time, and why.
        record Unknown(List<Server> servers, String why) implements Served {
            public Unknown {
                servers = List.copyOf(servers);
            }
        }
    }

    public record Candidate(Server server, double probability) {}
}
