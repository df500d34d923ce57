package dev.evenkeel.model;

import dev.evenkeel.text.Span;

import org.jspecify.annotations.Nullable;

/// The processes among which connections are spread and which do not share balancing state by
/// themselves. `count` 0 means “as many as there are processors”; `span` is where it is written.
public record Workers(int count, @Nullable Span span) {
    /// All connections meet one state.
    public static Workers one() {
        return new Workers(1, null);
    }
}
