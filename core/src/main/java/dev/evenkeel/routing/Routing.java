package dev.evenkeel.routing;

import dev.evenkeel.model.Listener;
import dev.evenkeel.model.LoadBalancer;
import dev.evenkeel.model.Rule;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/// Every rule of a configuration with the exact set of requests that reaches its action, in the
/// order and after the rewrites that the balancer makes.
///
/// Where an obstacle stands in the way the sets hold more than they should, never less.
public final class Routing {
    private final List<Reached> listeners;
    private final List<RoutingDiff.Obstacle> obstacles;

    private Routing(List<Reached> listeners, Set<RoutingDiff.Obstacle> obstacles) {
        this.listeners = List.copyOf(listeners);
        this.obstacles = List.copyOf(obstacles);
    }

    /// All that can come to a listener.
    record Arrived(Space space, Program program, Listener listener, int all) {}

    /// The requests that reach each rule from one listener, and how they end.
    private record Reached(Arrived arrived, Map<Rule, Integer> rules, int ends, Endings endings) {}

    /// Empty when the configuration is too much to be followed in full.
    public static Optional<Routing> of(LoadBalancer balancer) {
        Router router = Router.of(balancer);
        var subject = new Round.Subject(balancer, router, UnaryOperator.identity());
        try {
            return Optional.of(Round.last(List.of(subject), round -> of(balancer, router, round)));
        } catch (Diagrams.Exhausted _) {
            return Optional.empty();
        }
    }

    private static Routing of(LoadBalancer balancer, Router router, Round round) {
        var listeners = new ArrayList<Reached>();
        Round.Side side = round.sides().getFirst();
        for (Listener listener : balancer.listeners()) {
            var pair = new ListenerPairs.Pair(listener, null);
            int all = Arrivals.of(round.space(), side.guards(), pair);
            var arrived = new Arrived(round.space(), router.program(), listener, all);
            var rules = new IdentityHashMap<Rule, Integer>();
            Diagrams diagrams = round.space().diagrams();
            int ends =
                    side.walk(
                                    round.endings(),
                                    true,
                                    (rule, requests) -> rules.merge(rule, requests, diagrams::or))
                            .follow(listener, all);
            listeners.add(new Reached(arrived, rules, ends, round.endings()));
        }
        return new Routing(listeners, new LinkedHashSet<>(side.guards().obstacles()));
    }

    /// Lines that were not followed exactly.
    public List<RoutingDiff.Obstacle> obstacles() {
        return obstacles;
    }

    /// All requests that can come to a listener.
    public RequestSet all(Listener listener) {
        Reached reached = reached(listener);
        return new RequestSet(reached.arrived(), reached.arrived().all());
    }

    /// The requests of a listener for which a rule's action is taken.
    public RequestSet reaching(Listener listener, Rule rule) {
        Reached reached = reached(listener);
        Integer requests = reached.rules().get(rule);
        return new RequestSet(reached.arrived(), requests == null ? Diagrams.FALSE : requests);
    }

    private Reached reached(Listener listener) {
        Reached found = null;
        for (Reached reached : listeners) {
            if (reached.arrived().listener().equals(listener)) {
                found = reached;
            }
        }
        return required(found, listener);
    }

    private static Reached required(@Nullable Reached found, Listener listener) {
        if (found == null) {
            throw new IllegalArgumentException("no such listener: " + listener.name());
        }
        return found;
    }
}
