package dev.evenkeel.balance;

import org.jspecify.annotations.Nullable;

/// One way in which HAProxy chooses a server, with what it remembers between two requests. It is
/// asked only while a server is usable.
sealed interface HaproxyAlgorithm
        permits HaproxyFirst,
                HaproxyLeastConnections,
                HaproxyMapHash,
                HaproxyRandom,
                HaproxyRingHash,
                HaproxyRoundRobin,
                HaproxyScatteredLeastConnections,
                HaproxyStaticRoundRobin {
    /// A server for a request that has this key (`null`: none); not `avoided` (-1: nothing is) if
    /// another one will do. `Wait(-1)` when every server is full.
    Choice choose(@Nullable String key, int avoided);

    /// Whether a server is usable, or how heavy it is, has changed.
    void changed(int server, boolean wasUsable, int oldWeight);

    /// A server was given requests.
    default void given(int server) {}

    /// A request has left a server.
    default void left(int server) {}

    /// Whether a request that comes while others wait for any server waits behind them, and nobody
    /// is asked.
    default boolean waitsBehindOthers() {
        return false;
    }

    /// Whether the choice for a key depends on the requests that came before, other than those that
    /// are at a server now.
    boolean remembers(@Nullable String key);

    /// Whether the same request always goes to the same server.
    default boolean isHash() {
        return false;
    }
}
