package dev.evenkeel.model;

import dev.evenkeel.text.Span;

import java.util.List;

/// Where clients connect, and the rules their requests meet.
public record Listener(String name, List<Endpoint> endpoints, Handling handling, Span span) {
    public Listener {
        endpoints = List.copyOf(endpoints);
    }
}
