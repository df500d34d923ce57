package dev.evenkeel.predict;

import dev.evenkeel.model.Server;

import org.jspecify.annotations.Nullable;

/// What became of one server of a pool; `before` is `null` for one that was added, `after` for one
/// that is gone.
public record ServerChange(Kind kind, @Nullable Server before, @Nullable Server after) {
    public enum Kind {
        ADDED,
        GONE,
        RENAMED,
        ADDRESS,
        /// Active, backup, switched off.
        ROLE,
        /// Its place among the others, where that decides who gets what.
        PLACE,
        WEIGHT,
        /// How many connections, how long a queue, how slow a start.
        CAPACITY,
        /// Whether it is checked, and how many failures it may have.
        CHECKS,
        /// What binds clients to it.
        IDENTITY
    }

    /// The server as it is now, or was last.
    public Server server() {
        Server server = after != null ? after : before;
        if (server == null) {
            throw new IllegalStateException("a change of no server");
        }
        return server;
    }
}
