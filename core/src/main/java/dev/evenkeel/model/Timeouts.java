package dev.evenkeel.model;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// How long the balancer waits for the client, for a connection to a server, and for a server's
/// answer. `null` is “never given”, which is forever; zero is “forever” as written.
public record Timeouts(
        @Nullable Duration client, @Nullable Duration connect, @Nullable Duration server) {}
