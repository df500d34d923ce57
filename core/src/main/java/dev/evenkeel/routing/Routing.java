package dev.evenkeel.routing;

import dev.evenkeel.model.Condition;
import dev.evenkeel.model.Field;
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
    private final List<String> scope;

    private Routing(
            List<Reached> listeners, Set<RoutingDiff.Obstacle> obstacles, List<String> scope) {
        this.listeners = List.copyOf(listeners);
        this.obstacles = List.copyOf(obstacles);
        this.scope = List.copyOf(scope);
    }

    /// A condition over what is received that divides the requests besides the rules. `path` is the
    /// field by which the rules know the path: as received, or normalised.
    @FunctionalInterface
    public interface Question {
        Condition of(Field.Kind path);
    }

    /// Requests of one listener that end alike: in a pool (`null`: in none), or with `computed` in
    /// one whose name is not known before run time.
    public record End(@Nullable String pool, boolean computed, RequestSet requests) {}

    /// All that can come to a listener.
    record Arrived(Space space, Program program, Listener listener, int all) {}

    /// The requests that reach each rule from one listener, and how they end.
    private record Reached(
            Arrived arrived,
            Map<Rule, Integer> rules,
            int ends,
            Endings endings,
            List<Integer> asked) {}

    /// Empty when the configuration is too much to be followed in full.
    public static Optional<Routing> of(LoadBalancer balancer) {
        return of(balancer, List.of());
    }

    /// The same with questions whose answers are sets too.
    public static Optional<Routing> of(LoadBalancer balancer, List<Question> questions) {
        Router router = Router.of(balancer);
        var subject = new Round.Subject(balancer, () -> router, UnaryOperator.identity());
        try {
            return Optional.of(
                    Round.last(
                            List.of(subject),
                            Beside.NOBODY,
                            round -> of(balancer, router, questions, round)));
        } catch (Diagrams.Exhausted _) {
            return Optional.empty();
        }
    }

    private static Routing of(
            LoadBalancer balancer, Router router, List<Question> questions, Round round) {
        var listeners = new ArrayList<Reached>();
        Round.Side side = round.sides().getFirst();
        Demands demands = round.space().demands();
        boolean normalised = demands.looksAtNormalisedPath() && !demands.looksAtReceivedPath();
        Field.Kind path = normalised ? Field.Kind.NORMALISED_PATH : Field.Kind.PATH;
        var asked = new ArrayList<Integer>();
        for (Question question : questions) {
            asked.add(side.guards().of(question.of(path), SymbolicState.ARRIVED));
        }
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
                                    new Sightings() {
                                        @Override
                                        public void action(Rule rule, int requests) {
                                            rules.merge(rule, requests, diagrams::or);
                                        }
                                    })
                            .follow(listener, all);
            List<Integer> here = asked.stream().map(set -> diagrams.and(all, set)).toList();
            listeners.add(new Reached(arrived, rules, ends, round.endings(), here));
        }
        return new Routing(
                listeners,
                new LinkedHashSet<>(side.guards().obstacles()),
                RoutingComparison.scope(round));
    }

    /// Lines that were not followed exactly.
    public List<RoutingDiff.Obstacle> obstacles() {
        return obstacles;
    }

    /// Which requests were looked at, in plain words, where that is not all.
    public List<String> scope() {
        return scope;
    }

    /// The requests of a listener for which the condition of a question holds.
    public RequestSet asked(Listener listener, int question) {
        Reached reached = reached(listener);
        return new RequestSet(reached.arrived(), reached.asked().get(question));
    }

    /// How the requests of a set end, as far as the pools are wanted that they end in; the rest is
    /// left out. The last argument says so of the name of a pool, `null` for none, and of one that
    /// is computed.
    public List<End> ends(Listener listener, RequestSet requests, Wanted wanted) {
        Reached reached = reached(listener);
        Diagrams diagrams = reached.arrived().space().diagrams();
        int some = diagrams.choose(requests.diagram(), reached.ends(), Diagrams.FALSE);
        var ends = new ArrayList<End>();
        for (int number : diagrams.numbers(some)) {
            if (number < Endings.FIRST) {
                continue;
            }
            Ending ending = reached.endings().of(number);
            boolean computed = ending.kind() == Ending.Kind.FORWARD_COMPUTED;
            String pool = ending.kind() == Ending.Kind.FORWARD ? ending.where() : null;
            if (wanted.is(pool, computed)) {
                var set = new RequestSet(reached.arrived(), diagrams.where(some, number));
                ends.add(new End(pool, computed, set));
            }
        }
        return ends;
    }

    /// Whether an end is wanted.
    @FunctionalInterface
    public interface Wanted {
        boolean is(@Nullable String pool, boolean computed);
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
