package dev.evenkeel.model;

import dev.evenkeel.text.Span;

import java.util.List;

/// Servers that do the same work, and how requests are spread over them. `handling` are the rules a
/// request meets after the pool was chosen and before a server is.
public record Pool(
        String name,
        List<Server> servers,
        Balancing balancing,
        List<Affinity> affinities,
        Health health,
        Handling handling,
        Span span) {
    public Pool {
        servers = List.copyOf(servers);
        affinities = List.copyOf(affinities);
    }
}
