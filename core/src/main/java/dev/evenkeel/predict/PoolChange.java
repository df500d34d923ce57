package dev.evenkeel.predict;

import dev.evenkeel.routing.PoolPairs.Pair;

import java.util.List;

/// One thing in which a pool is no longer what it was. `servers` tells it server by server where it
/// is told so. It is `felt` when it can change what becomes of a request; not, for one, when no
/// request reaches the pool.
public record PoolChange(Kind kind, Pair pools, List<ServerChange> servers, boolean felt) {
    public enum Kind {
        ADDED("added"),
        REMOVED("removed"),
        RENAMED("renamed"),
        BECAME_UNREACHABLE("became-unreachable"),
        BECAME_REACHABLE("became-reachable"),
        /// How a server is chosen, and where the state of that is kept.
        ALGORITHM("algorithm"),
        SERVERS("servers"),
        WEIGHTS("weights"),
        /// How servers are checked, and how many failures they may have.
        HEALTH("health"),
        AFFINITY("affinity"),
        /// What happens when a server fails.
        FAILOVER("failover"),
        PROTOCOL("protocol"),
        TIMEOUTS("timeouts"),
        /// Connections and queues of the servers.
        LIMITS("limits");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        /// As programs and policies call it.
        public String word() {
            return word;
        }
    }

    public PoolChange {
        servers = List.copyOf(servers);
    }

    /// The same where no request can feel it.
    PoolChange unfelt() {
        return new PoolChange(kind, pools, servers, false);
    }
}
