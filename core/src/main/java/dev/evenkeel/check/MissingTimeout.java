package dev.evenkeel.check;

import dev.evenkeel.model.Listener;
import dev.evenkeel.model.LoadBalancer;
import dev.evenkeel.model.Pool;
import dev.evenkeel.model.Protocol;
import dev.evenkeel.model.Timeouts;
import dev.evenkeel.text.Span;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Listeners that wait forever for clients, and pools that wait forever for servers.
final class MissingTimeout implements Check {
    @Override
    public Stream<Finding> findings(LoadBalancer balancer) {
        var found = new ArrayList<Finding>();
        listeners(balancer, found);
        pools(balancer, found);
        return found.stream();
    }

    /// What is missing is missing in a common place most times, so there is one finding for all
    /// listeners together.
    private void listeners(LoadBalancer balancer, List<Finding> found) {
        var waiting = new ArrayList<Listener>();
        for (Listener listener : balancer.listeners()) {
            if (listener.handling().timeouts().client() == null
                    && listener.handling().protocol() != Protocol.UDP) {
                waiting.add(listener);
            }
        }
        if (!waiting.isEmpty()) {
            found.add(
                    Finding.warning(
                                    this,
                                    waiting.getFirst().span(),
                                    "a client that falls silent keeps its connection to "
                                            + Words.list(
                                                    waiting.stream().map(Listener::name).toList())
                                            + " forever: no timeout ends it",
                                    "Set a timeout for clients, best in the common defaults.")
                            .relatedTo(
                                    others(waiting.stream().map(Listener::span).toList()),
                                    "waits forever too"));
        }
    }

    private void pools(LoadBalancer balancer, List<Finding> found) {
        var waiting = new ArrayList<Pool>();
        boolean connect = false;
        boolean server = false;
        for (Pool pool : balancer.pools()) {
            Timeouts timeouts = pool.handling().timeouts();
            if (!pool.servers().isEmpty()
                    && pool.handling().protocol() != Protocol.UDP
                    && (timeouts.connect() == null || timeouts.server() == null)) {
                waiting.add(pool);
                connect |= timeouts.connect() == null;
                server |= timeouts.server() == null;
            }
        }
        if (!waiting.isEmpty()) {
            found.add(
                    Finding.warning(
                                    this,
                                    waiting.getFirst().span(),
                                    message(waiting, connect, server),
                                    "Set "
                                            + (connect && server
                                                    ? "timeouts for connecting and for answers"
                                                    : connect
                                                            ? "a timeout for connecting"
                                                            : "a timeout for answers")
                                            + ", best in the common defaults.")
                            .relatedTo(
                                    others(waiting.stream().map(Pool::span).toList()),
                                    "waits forever too"));
        }
    }

    private static String message(List<Pool> waiting, boolean connect, boolean server) {
        return (waiting.size() == 1 ? "pool " : "pools ")
                + Words.list(waiting.stream().map(Pool::name).toList())
                + (waiting.size() == 1 ? " waits" : " wait")
                + " forever for a server that "
                + (connect && server
                        ? "does not answer: neither connecting nor the answer has a timeout"
                        : connect
                                ? "cannot be reached: connecting has no timeout"
                                : "accepts and never answers: the answer has no timeout");
    }

    private static List<Span> others(List<Span> spans) {
        return spans.subList(1, spans.size());
    }
}
