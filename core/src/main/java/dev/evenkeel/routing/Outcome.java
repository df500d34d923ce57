package dev.evenkeel.routing;

import dev.evenkeel.model.Affinity;
import dev.evenkeel.model.Pool;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// What becomes of a request.
public sealed interface Outcome {
    /// It goes to a pool, or to an address that is looked up at run time (`pool` is then `null` and
    /// `name` is the address). `key` is what the pool's hash is taken of (`null`: the request has
    /// none; U+FFFF in it stands for what is not known); `servers` are the servers that rules ask
    /// for, most wanted first; `held` is what the request carries for each affinity of the pool, in
    /// their order; `status` is what the client gets in place of the server's (0: the server's).
    record Forward(
            String name,
            @Nullable Pool pool,
            @Nullable String key,
            List<String> servers,
            List<Held> held,
            int status)
            implements Outcome {
        public Forward {
            servers = List.copyOf(servers);
            held = List.copyOf(held);
        }

        /// Whether the key holds nothing that is not known before run time.
        public boolean isKeyKnown() {
            return !RequestState.isUnknown(key);
        }
    }

    /// The values of a request for one affinity: the cookies of that name from left to right, or
    /// the key of the table; U+FFFF stands for what is not known. They count for a server that is
    /// down when `evenDown`.
    record Held(Affinity affinity, List<String> values, boolean evenDown) {
        public Held {
            values = List.copyOf(values);
        }
    }

    /// The balancer answers by itself; `location` is where a redirect leads to.
    record Answer(int status, @Nullable String location) implements Outcome {}

    /// The balancer answers by itself with content that is not modelled; `what` says which.
    /// `status` is what the client gets in place of the content's (0: the content's).
    record Serve(String what, int status) implements Outcome {}

    /// The connection ends without an answer.
    record Close(String how) implements Outcome {}

    /// It depends on what is not known: each alternative with what leads to it.
    record Undetermined(List<Alternative> alternatives) implements Outcome {
        public Undetermined {
            alternatives = List.copyOf(alternatives);
        }
    }

    /// One of several outcomes, never itself `Undetermined`. `assumed` is what must be so.
    record Alternative(List<Assumption> assumed, Outcome outcome) {
        public Alternative {
            assumed = List.copyOf(assumed);
        }
    }
}
