package dev.evenkeel.predict;

import dev.evenkeel.model.Request;
import dev.evenkeel.routing.Assumption;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// One request and where it goes. `id` is the JSON by which whoever asked knows the request
/// (`null`: none); `assumed` is what had to be taken to be so before the first rule.
public record Traced(
        @Nullable String id, Request request, List<Assumption> assumed, Prediction prediction) {
    public Traced {
        assumed = List.copyOf(assumed);
    }
}
