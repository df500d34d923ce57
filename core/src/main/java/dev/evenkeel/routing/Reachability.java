package dev.evenkeel.routing;

import dev.evenkeel.model.Condition;
import dev.evenkeel.model.Listener;
import dev.evenkeel.model.LoadBalancer;
import dev.evenkeel.model.Rule;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// Every rule and pool of a configuration with all requests that could come there, whatever is not
/// known before run time: what is in no set is a proof, what is in one is none.
public final class Reachability {
    private final List<Reached> listeners;
    private final IdentityHashMap<Listener, Reached> byListener = new IdentityHashMap<>();

    private Reachability(List<Reached> listeners) {
        this.listeners = List.copyOf(listeners);
        for (Reached reached : listeners) {
            byListener.put(reached.arrived().listener(), reached);
        }
    }

    /// What is seen of the requests of one listener.
    private record Reached(Routing.Arrived arrived, Round.Side side, Seen seen) {}

    /// Which requests were seen where.
    private static final class Seen implements Sightings {
        private final IdentityHashMap<Rule, Integer> rules = new IdentityHashMap<>();
        private final Map<String, Integer> pools = new HashMap<>();
        private final Diagrams diagrams;
        private @Nullable Rule unmodelled;

        Seen(Diagrams diagrams) {
            this.diagrams = diagrams;
        }

        @Override
        public void action(Rule rule, int requests) {
            rules.merge(rule, requests, diagrams::or);
        }

        @Override
        public void pool(String name, int requests) {
            pools.merge(name, requests, diagrams::or);
        }

        @Override
        public void unmodelled(Rule rule) {
            unmodelled = unmodelled == null ? rule : unmodelled;
        }
    }

    /// Empty when it takes more than so many steps.
    public static Optional<Reachability> of(LoadBalancer balancer, Router router, long stepsMax) {
        var subject = new Round.Subject(balancer, () -> router, UnaryOperator.identity());
        try {
            return Optional.of(
                    Round.last(
                            List.of(subject),
                            Latitude.WIDE,
                            stepsMax,
                            Beside.NOBODY,
                            round -> of(balancer, router, round)));
        } catch (Diagrams.Exhausted _) {
            return Optional.empty();
        }
    }

    private static Reachability of(LoadBalancer balancer, Router router, Round round) {
        var listeners = new ArrayList<Reached>();
        Round.Side side = round.sides().getFirst();
        for (Listener listener : balancer.listeners()) {
            var pair = new ListenerPairs.Pair(listener, null);
            int all = Arrivals.of(round.space(), side.guards(), pair);
            var arrived = new Routing.Arrived(round.space(), router.program(), listener, all);
            var seen = new Seen(round.space().diagrams());
            side.walk(round.endings(), true, seen).follow(listener, all);
            listeners.add(new Reached(arrived, side, seen));
        }
        return new Reachability(listeners);
    }

    /// A rule that requests of a listener come to and that may do anything to them.
    public Optional<Rule> unmodelled(Listener listener) {
        return Optional.ofNullable(reached(listener).seen().unmodelled);
    }

    /// All requests that can come to a listener.
    public RequestSet all(Listener listener) {
        Reached reached = reached(listener);
        return new RequestSet(reached.arrived(), reached.arrived().all());
    }

    /// The requests of a listener for which a rule's action is taken.
    public RequestSet reaching(Listener listener, Rule rule) {
        Reached reached = reached(listener);
        return set(reached, reached.seen().rules.get(rule));
    }

    /// The requests of a listener that come to a pool of that name; with an empty name those that
    /// go to a pool or an address whose name is not known before run time.
    public RequestSet reaching(Listener listener, String pool) {
        Reached reached = reached(listener);
        return set(reached, reached.seen().pools.get(pool));
    }

    private static RequestSet set(Reached reached, @Nullable Integer requests) {
        return new RequestSet(reached.arrived(), requests == null ? Diagrams.FALSE : requests);
    }

    /// The requests of a listener that may match a rule's condition as they arrive.
    public RequestSet matching(Listener listener, Rule rule) {
        Reached reached = reached(listener);
        return arriving(reached, guard(reached, rule, false));
    }

    /// The requests of a listener that may match one of the alternatives of a rule's condition as
    /// they arrive.
    public RequestSet matching(Listener listener, Condition.Match alternative) {
        Reached reached = reached(listener);
        Guards guards = reached.side().guards();
        return arriving(reached, guards.of(alternative, SymbolicState.ARRIVED, false));
    }

    /// The requests of a listener that match a rule's condition as they arrive, whatever is not
    /// known.
    public RequestSet surelyMatching(Listener listener, Rule rule) {
        Reached reached = reached(listener);
        return arriving(reached, guard(reached, rule, true));
    }

    private static int guard(Reached reached, Rule rule, boolean surely) {
        return reached.side().guards().of(rule.when(), SymbolicState.ARRIVED, surely);
    }

    private static RequestSet arriving(Reached reached, int requests) {
        Space space = reached.arrived().space();
        int all = space.some(reached.arrived().all());
        return set(reached, space.diagrams().and(all, requests));
    }

    /// Whether it was followed which requests reach a rule: those that cannot change where a
    /// request goes are left out.
    public boolean isFollowed(Rule rule) {
        return listeners.isEmpty() || listeners.getFirst().side().influence().matters(rule);
    }

    private Reached reached(Listener listener) {
        Reached found = byListener.get(listener);
        for (Reached reached : listeners) {
            if (found == null && reached.arrived().listener().equals(listener)) {
                found = reached;
            }
        }
        if (found == null) {
            throw new IllegalArgumentException("no such listener: " + listener.name());
        }
        return found;
    }
}
