package dev.evenkeel.routing;

import dev.evenkeel.model.Listener;
import dev.evenkeel.model.LoadBalancer;
import dev.evenkeel.model.Request;

import java.util.List;

/// Follows one concrete request through the rules of a listener. Immutable and thread-safe.
public final class Router {
    private Router() {}

    public static Router of(LoadBalancer balancer) {
        return new Router();
    }

    /// Where a request goes that came in at a listener. With `everyStep` the decision tells every
    /// rule that was tried, else those that held.
    public Decision decide(Listener listener, Request request, Given given, boolean everyStep) {
        return new Decision(
                listener,
                new Outcome.Undetermined(List.of()),
                null,
                listener.span(),
                List.of(),
                List.of());
    }
}
