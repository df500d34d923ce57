package dev.evenkeel.model;

/// The rule by which a pool chooses a server.
public sealed interface Algorithm {
    /// In turn, by weight; `fixed` when weights cannot change at run time.
    record RoundRobin(boolean fixed) implements Algorithm {}

    /// The server with the fewest connections for its weight.
    record LeastConnections() implements Algorithm {}

    /// The server that answers fastest.
    record LeastTime(String measure) implements Algorithm {}

    /// The first server with room.
    record First() implements Algorithm {}

    /// The best of `draws` random draws.
    record RandomDraws(int draws, String comparison) implements Algorithm {}

    /// By a hash of `key`; without a key the server is chosen in turn.
    record Hash(Expression key, Form form) implements Algorithm {}

    /// Something that is not modelled; `text` as written.
    record Unmodelled(String text) implements Algorithm {}

    /// How a hash becomes a server. `function` is the vendor's name of it; `factorPercent` bounds
    /// the load of a server relative to the average (0: no bound).
    record Form(
            Placement placement,
            String function,
            boolean avalanche,
            int factorPercent,
            Overflow overflow) {
        public Form(Placement placement, String function, boolean avalanche, int factorPercent) {
            this(placement, function, avalanche, factorPercent, Overflow.NEVER);
        }
    }

    /// When a hash passes over its server for the next on the ring.
    enum Overflow {
        NEVER,
        /// When the server has no free place.
        FULL,
        /// When the server has no place in its queue, either.
        QUEUE_FULL
    }

    enum Placement {
        /// A table by weight: a change of the servers moves most keys.
        MODULO,
        /// A ring: a change of the servers moves few keys.
        RING
    }
}
