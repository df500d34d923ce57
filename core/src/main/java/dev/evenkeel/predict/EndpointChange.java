package dev.evenkeel.predict;

import dev.evenkeel.model.Endpoint;
import dev.evenkeel.model.Listener;

import org.jspecify.annotations.Nullable;

/// What became of a place where clients connect, but for the rules behind it; `before` is `null`
/// for one that was added, `after` for one that is gone.
public record EndpointChange(Kind kind, @Nullable Door before, @Nullable Door after) {
    public enum Kind {
        ADDED("added"),
        REMOVED("removed"),
        /// TLS, the PROXY protocol, datagrams.
        TRANSPORT("transport"),
        /// How long the balancer waits for clients.
        TIMEOUT("timeout");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        /// As programs call it.
        public String word() {
            return word;
        }
    }

    /// An address, and the listener behind it.
    public record Door(Endpoint endpoint, Listener listener) {}

    /// The place as it is now, or was last.
    public Door door() {
        Door door = after != null ? after : before;
        if (door == null) {
            throw new IllegalStateException("a change of no endpoint");
        }
        return door;
    }
}
