package dev.evenkeel.verify;

import dev.evenkeel.model.Listener;
import dev.evenkeel.model.LoadBalancer;
import dev.evenkeel.predict.Entry;
import dev.evenkeel.predict.ListenerChoice;
import dev.evenkeel.predict.Listeners;
import dev.evenkeel.routing.Routing;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;

/// One configuration with all its requests at once, divided by the sets that tests ask for. Not
/// thread-safe.
final class Symbolic {
    private final LoadBalancer balancer;
    private final IdentityHashMap<RequestPattern, Integer> questions = new IdentityHashMap<>();
    private final Optional<Routing> routing;

    private Symbolic(LoadBalancer balancer, List<RequestPattern> patterns) {
        this.balancer = balancer;
        var asked = new ArrayList<Routing.Question>();
        for (RequestPattern pattern : patterns) {
            questions.put(pattern, asked.size());
            asked.add(pattern::condition);
        }
        this.routing = Routing.of(balancer, asked);
    }

    static Symbolic of(LoadBalancer balancer, List<TestCase> tests) {
        var patterns = new ArrayList<RequestPattern>();
        for (TestCase test : tests) {
            if (test.expectation() instanceof Expectation.OfRequests some) {
                patterns.add(some.requests());
            }
        }
        return new Symbolic(balancer, patterns);
    }

    /// Empty when the configuration is too much to be followed in full.
    Optional<Routing> routing() {
        return routing;
    }

    /// The number of the question that a pattern is.
    int question(RequestPattern pattern) {
        Integer number = questions.get(pattern);
        if (number == null) {
            throw new IllegalArgumentException("nobody asked for " + pattern);
        }
        return number;
    }

    /// The listeners that requests of a pattern can come to.
    List<Listener> listeners(RequestPattern pattern) {
        Entry entry = pattern.entry();
        if (!entry.listener().isEmpty()) {
            return Listeners.of(balancer).choose(entry) instanceof ListenerChoice.Chosen chosen
                    ? List.of(chosen.listener())
                    : List.of();
        }
        return balancer.listeners().stream()
                .filter(listener -> entry.port() == 0 || isOpenAt(listener, entry.port()))
                .toList();
    }

    private static boolean isOpenAt(Listener listener, int port) {
        return listener.endpoints().stream()
                .anyMatch(endpoint -> endpoint.portFirst() <= port && port <= endpoint.portLast());
    }
}
