package dev.evenkeel.model;

import dev.evenkeel.text.Span;

import org.jspecify.annotations.Nullable;

import java.time.Duration;

/// How much a server takes: its weight (`weightSpan` is where somebody wrote it, `null` nowhere),
/// the most simultaneous connections and queued requests (0: no limit), and how slowly it comes
/// back.
public record Capacity(
        int weight,
        @Nullable Span weightSpan,
        int connectionsMax,
        int queueMax,
        Duration slowStart) {}
