package dev.evenkeel.model;

import dev.evenkeel.text.Span;

import org.jspecify.annotations.Nullable;

import java.time.Duration;

/// How much a server takes: its weight (`weightSpan` is where somebody wrote it, `null` nowhere),
/// the most simultaneous connections and queued requests (0: no limit), how slowly it comes back,
/// and how many failures it may have.
public record Capacity(
        int weight,
        @Nullable Span weightSpan,
        int connectionsMax,
        int queueMax,
        Duration slowStart,
        Failures failures) {
    public Capacity(
            int weight,
            @Nullable Span weightSpan,
            int connectionsMax,
            int queueMax,
            Duration slowStart) {
        this(weight, weightSpan, connectionsMax, queueMax, slowStart, Failures.UNCOUNTED);
    }

    /// After `max` failed requests (0: they are not counted) the server is left alone for `pause`;
    /// failures further apart than that are forgotten.
    public record Failures(int max, Duration pause) {
        public static final Failures UNCOUNTED = new Failures(0, Duration.ZERO);
    }
}
