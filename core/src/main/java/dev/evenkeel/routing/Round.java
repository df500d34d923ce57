package dev.evenkeel.routing;

import dev.evenkeel.language.Pattern;
import dev.evenkeel.model.Condition;
import dev.evenkeel.model.LoadBalancer;
import dev.evenkeel.model.Matcher;
import dev.evenkeel.model.Rule;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/// Configurations over one space of requests that is divided as finely as all of them ask for. What
/// rules ask of parts that other rules changed shows only on the way, so that there may have to be
/// several rounds, each in a new space.
record Round(Space space, Endings endings, List<Side> sides) {
    /// How many nodes the decision diagrams may have.
    private static final int NODES_MAX = 3_000_000;

    /// With how many they begin, and for each rule: what is still open costs far more than what is
    /// known, so that a round that does not find out everything must not cost much.
    private static final int NODES_FIRST = 100_000;

    private static final int NODES_OF_RULE = 100;
    private static final int NODES_GROWTH = 4;

    /// How many more there may be for what is made of the last round.
    private static final int NODES_OF_ANSWER = 1_000_000;

    /// How many steps their operations may take in all rounds together.
    static final long STEPS_MAX = 40_000_000;

    /// How often rules may ask for something new.
    private static final int ROUNDS_MAX = 24;

    /// A configuration with its router, which few of them need; pools are compared by the names
    /// that `poolNames` gives.
    record Subject(
            LoadBalancer balancer, Supplier<Router> router, UnaryOperator<String> poolNames) {}

    /// A configuration in one round.
    record Side(Guards guards, Influence influence, UnaryOperator<String> poolNames) {
        SymbolicWalk walk(Endings endings, boolean byLine, Sightings sightings) {
            return new SymbolicWalk(guards, influence, endings, poolNames, byLine, sightings);
        }

        SymbolicWalk walk(Endings endings, boolean byLine) {
            return walk(endings, byLine, Sightings.NONE);
        }
    }

    /// What `work` makes of the round in which nothing new was asked for. Throws `Exhausted` when
    /// that takes too much.
    static <T> T last(List<Subject> subjects, Beside beside, Function<Round, T> work) {
        return last(subjects, Latitude.EXACT, STEPS_MAX, beside, work);
    }

    /// The same with sets of that latitude, which may take so many steps.
    static <T> T last(
            List<Subject> subjects,
            Latitude latitude,
            long stepsMax,
            Beside beside,
            Function<Round, T> work) {
        List<Pools> pools =
                subjects.stream().map(subject -> new Pools(subject.balancer().pools())).toList();
        List<Influence> influences =
                subjects.stream().map(subject -> Influence.of(subject.balancer())).toList();
        var demands = new Demands(latitude, influences.stream().anyMatch(Influence::normalises));
        if (influences.stream().anyMatch(Influence::normalisesOtherwise)) {
            demands.path(true);
            demands.path(false);
        }
        var divisions = new Space.Divisions();
        Map<String, Integer> tables = new HashMap<>();
        var units = new IdentityHashMap<Matcher, Optional<List<Pattern>>>();
        long steps = 0;
        int nodes = nodesFirst(influences);
        for (int i = 0; i < ROUNDS_MAX; i++) {
            var diagrams = new Diagrams(nodes, stepsMax - steps);
            var space = new Space(demands, diagrams, divisions, beside);
            demands.takeGrown();
            var sides = new ArrayList<Side>();
            for (int j = 0; j < subjects.size(); j++) {
                Subject subject = subjects.get(j);
                var guards =
                        new Guards(
                                pools.get(j),
                                subject.router(),
                                space,
                                demands,
                                new CanonicalText(tables),
                                influences.get(j).remembered(),
                                units);
                sides.add(new Side(guards, influences.get(j), subject.poolNames()));
            }
            if (i == 0) {
                sides.forEach(Round::scan);
                continue;
            }
            try {
                T result = work.apply(new Round(space, new Endings(), sides));
                if (!demands.takeGrown()) {
                    diagrams.allow(diagrams.size() + NODES_OF_ANSWER);
                    return result;
                }
            } catch (Diagrams.Exhausted exhausted) {
                if (!demands.takeGrown()) {
                    if (nodes == NODES_MAX) {
                        throw exhausted;
                    }
                    nodes = Math.min(NODES_MAX, NODES_GROWTH * nodes);
                }
            }
            steps += diagrams.steps();
            if (steps >= stepsMax) {
                throw new Diagrams.Exhausted("more steps than are allowed");
            }
        }
        throw new Diagrams.Exhausted("rules ask for ever more of what they change themselves");
    }

    private static int nodesFirst(List<Influence> influences) {
        long nodes = NODES_FIRST;
        for (Influence influence : influences) {
            nodes += (long) NODES_OF_RULE * influence.rules().size();
        }
        return (int) Math.min(NODES_MAX, nodes);
    }

    /// Asks for what conditions need as long as no rule has changed anything.
    private static void scan(Side side) {
        for (Rule rule : side.influence().rules()) {
            if (side.influence().matters(rule)) {
                side.guards().of(rule.when(), SymbolicState.ARRIVED);
                if (side.guards().demands().isWide()) {
                    for (Condition.Match one : Alternatives.of(rule.when())) {
                        side.guards().of(one, SymbolicState.ARRIVED);
                    }
                }
            }
        }
    }
}
