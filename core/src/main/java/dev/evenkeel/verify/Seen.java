package dev.evenkeel.verify;

import dev.evenkeel.model.Request;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// What became of a request: how it ended, which pool it was sent to (`null`: none) and which of
/// its servers may have taken it, the status that the balancer gave (0: the server's own, or none),
/// where a redirect leads to (else `null`), and what the server received (`null` unless it was sent
/// to one).
public record Seen(
        Ending ending,
        @Nullable String pool,
        Servers servers,
        int status,
        @Nullable String location,
        @Nullable Request received) {
    public enum Ending {
        FORWARD("forward"),
        REDIRECT("redirect"),
        RESPOND("respond"),
        CLOSE("close");

        private final String word;

        Ending(String word) {
            this.word = word;
        }

        /// As users write it.
        public String word() {
            return word;
        }
    }

    /// The servers that may take a request.
    public record Servers(List<String> names, Certainty certainty) {
        public static final Servers NONE = new Servers(List.of(), Certainty.SETTLED);

        public enum Certainty {
            /// Each of them can, by chance or as the only one, and no other.
            SETTLED,
            /// It was the one; another time it may be another.
            OBSERVED,
            /// Which of them can depends on what is not known.
            OPEN
        }

        public Servers {
            names = List.copyOf(names);
        }

        boolean isOpen() {
            return certainty == Certainty.OPEN;
        }
    }
}
