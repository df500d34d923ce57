package dev.evenkeel.check;

import dev.evenkeel.model.Request;
import dev.evenkeel.text.Span;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// A fault at a place. `message` says the consequence in the user's words, in one sentence;
/// `advice` the next step; `related` other places that belong to it; `example` a request that shows
/// it, where one exists.
public record Finding(
        String check,
        Severity severity,
        Span span,
        String message,
        String advice,
        List<Related> related,
        @Nullable Request example) {
    /// Another place, and what it has to do with the fault.
    public record Related(Span span, String message) {}

    public Finding {
        related = List.copyOf(related);
    }
}
