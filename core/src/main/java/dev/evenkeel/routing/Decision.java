package dev.evenkeel.routing;

import dev.evenkeel.model.Listener;
import dev.evenkeel.model.Request;
import dev.evenkeel.text.Span;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// Where a request goes and every step that led there. `received` is what the server receives
/// (`null` unless it is sent to one); `decidedBy` is the place of the rule that decided (of the
/// listener when nothing but the balancer itself did). `assumed` is what is not known and was taken
/// to be so although it could change the answer; what is not known and cannot change it is left
/// out.
public record Decision(
        Listener listener,
        Outcome outcome,
        @Nullable Request received,
        Span decidedBy,
        List<Step> steps,
        List<Assumption> assumed) {
    public Decision {
        steps = List.copyOf(steps);
        assumed = List.copyOf(assumed);
    }
}
