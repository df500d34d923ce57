package dev.evenkeel.model;

import dev.evenkeel.text.Span;

import org.jspecify.annotations.Nullable;

/// How a pool chooses: the algorithm in force, whether its state is shared by all workers, what it
/// does when a server fails, and where it is written (`null`: nobody wrote it).
public record Balancing(
        Algorithm algorithm, boolean shared, Failover failover, @Nullable Span span) {

    /// After a failed attempt the same server is tried again up to `retries` times; with
    /// `redispatch` another server is tried. With `allBackups` all backup servers are used at once
    /// when no other is left, else only the first.
    public record Failover(int retries, boolean redispatch, boolean allBackups) {}
}
