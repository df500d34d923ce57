package dev.evenkeel.model;

import org.jspecify.annotations.Nullable;

import java.time.Duration;

/// How long the balancer waits for the client, for a connection to a server, and for a server's
/// answer. `null` is “never given”, which is forever; zero is “forever” as written.
public record Timeouts(
        @Nullable Duration client, @Nullable Duration connect, @Nullable Duration server) {}
