package dev.evenkeel.model;

import dev.evenkeel.text.Span;

import org.jspecify.annotations.Nullable;

/// How the health of a pool's servers is asked for when a server is checked at all: `what` in plain
/// words (“a TCP connection”, “GET /health”), `span` where it is written.
public record Health(String what, @Nullable Span span) {
    public static Health connection() {
        return new Health("a TCP connection", null);
    }
}
