package dev.evenkeel.model;

/// How a listener or a pool treats what reaches it.
public record Handling(Protocol protocol, Block rules, Timeouts timeouts) {}
