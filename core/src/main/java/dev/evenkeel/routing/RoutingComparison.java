package dev.evenkeel.routing;

import dev.evenkeel.model.Expression;
import dev.evenkeel.model.Listener;
import dev.evenkeel.model.LoadBalancer;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/// Compares what two configurations do to all requests. Sets of requests are larger than they are
/// in truth only where an obstacle says so: “equivalent” is a proof, and every difference that is
/// told was seen with one request.
public final class RoutingComparison {
    /// How many differences are told.
    private static final int TOLD_MAX = 60;

    /// How many pairs of endings are looked at for differences to tell.
    private static final int LOOKED_AT_MAX = 400;

    private final LoadBalancer before;
    private final LoadBalancer after;
    private final List<ListenerPairs.Pair> listeners;
    private final Map<String, String> renames;
    private final Set<RoutingDiff.Obstacle> obstacles = new LinkedHashSet<>();

    private final Later<Router> routerBefore;
    private final Later<Router> routerAfter;
    private final Beside beside;
    private @Nullable Supplier<Confirmation> confirmation;

    private RoutingComparison(LoadBalancer before, LoadBalancer after, Beside beside) {
        this.beside = beside;
        this.before = before;
        this.after = after;
        this.listeners = ListenerPairs.of(before, after);
        this.renames = renames(PoolPairs.of(before, after));
        this.routerBefore = new Later<>(() -> Router.of(before));
        this.routerAfter = new Later<>(() -> Router.of(after));
    }

    /// Begun as soon as sets are looked for: where there is a difference it will be wanted.
    private Supplier<Confirmation> confirmation() {
        Supplier<Confirmation> begun = confirmation;
        if (begun == null) {
            begun =
                    beside.start(
                            () -> new Confirmation(routerBefore.get(), routerAfter.get(), renames));
            confirmation = begun;
        }
        return begun;
    }

    private static Map<String, String> renames(PoolPairs pools) {
        var renames = new LinkedHashMap<String, String>();
        for (PoolPairs.Pair pair : pools.pairs()) {
            if (pair.isRenamed() && pair.before() != null) {
                renames.put(pair.before().name(), pair.name());
            }
        }
        return renames;
    }

    public static RoutingDiff of(LoadBalancer before, LoadBalancer after) {
        return of(before, after, Beside.NOBODY);
    }

    /// The same with somebody who does beside what does not hang on the sets of requests.
    public static RoutingDiff of(LoadBalancer before, LoadBalancer after, Beside beside) {
        return new RoutingComparison(before, after, beside).diff();
    }

    private RoutingDiff diff() {
        List<Round.Subject> subjects =
                List.of(
                        new Round.Subject(
                                before, routerBefore, name -> renames.getOrDefault(name, name)),
                        new Round.Subject(after, routerAfter, UnaryOperator.identity()));
        try {
            return Round.last(subjects, beside, round -> new Followed(round, ends(round))).told();
        } catch (Diagrams.Exhausted exhausted) {
            return tooMuch(exhausted.getMessage());
        }
    }

    private RoutingDiff tooMuch(@Nullable String why) {
        if (!listeners.isEmpty()) {
            obstacles.add(
                    new RoutingDiff.Obstacle(
                            "too much for an exact answer: " + why,
                            listeners.getFirst().any().span()));
        }
        return new RoutingDiff(
                RoutingDiff.Verdict.NOT_PROVEN,
                List.of(),
                0,
                List.of(),
                List.copyOf(obstacles),
                List.of());
    }

    /// How requests end at each pair of listeners.
    private record Ends(ListenerPairs.Pair pair, int all, int before, int after) {}

    private List<Ends> ends(Round round) {
        confirmation();
        var ends = new ArrayList<Ends>();
        for (ListenerPairs.Pair pair : listeners) {
            int all = Arrivals.of(round.space(), round.sides().getFirst().guards(), pair);
            ends.add(ends(round, pair, all, all, false));
        }
        return ends;
    }

    private Ends ends(Round round, ListenerPairs.Pair pair, int all, int some, boolean byLine) {
        return new Ends(
                pair,
                all,
                follow(round, round.sides().getFirst(), pair.before(), some, byLine),
                follow(round, round.sides().getLast(), pair.after(), some, byLine));
    }

    private static int follow(
            Round round, Round.Side side, @Nullable Listener listener, int some, boolean byLine) {
        if (listener != null) {
            return side.walk(round.endings(), byLine).follow(listener, some);
        }
        int nobody = round.endings().number(Ending.close("nobody listens"));
        Diagrams diagrams = round.space().diagrams();
        return diagrams.choose(some, diagrams.terminal(nobody), Diagrams.FALSE);
    }

    /// The round that counts, with its ends.
    private final class Followed {
        private final Round round;
        private final List<Ends> ends;

        private Followed(Round round, List<Ends> ends) {
            this.round = round;
            this.ends = ends;
        }

        private RoutingDiff told() {
            for (Round.Side side : round.sides()) {
                obstacles.addAll(side.guards().obstacles());
            }
            Diagrams diagrams = round.space().diagrams();
            var found = new ArrayList<RoutingDiff.Difference>();
            int untold = 0;
            boolean unsure = false;
            for (int i = 0; i < ends.size(); i++) {
                Ends one = ends.get(i);
                int differ =
                        diagrams.something(
                                diagrams.pairs(one.before(), one.after(), 0, (_, _) -> 1));
                if (differ == Diagrams.FALSE) {
                    continue;
                }
                var telling = new Telling(round, one, i + 1);
                Ends lines = ends(round, one.pair(), one.all(), differ, true);
                untold += telling.tell(lines.before(), lines.after());
                found.addAll(telling.differences());
                unsure |= telling.isUnsure();
            }
            RoutingDiff.Verdict verdict =
                    found.isEmpty()
                            ? unsure ? RoutingDiff.Verdict.NOT_PROVEN : verdict(round)
                            : RoutingDiff.Verdict.DIFFERENT;
            return new RoutingDiff(
                    verdict,
                    first(found),
                    untold + Math.max(0, found.size() - TOLD_MAX),
                    reach(round, ends),
                    List.copyOf(obstacles),
                    scope(round));
        }
    }

    private static List<RoutingDiff.Difference> first(List<RoutingDiff.Difference> found) {
        found.sort(Consequence.MOST_FIRST);
        return found.subList(0, Math.min(TOLD_MAX, found.size()));
    }

    /// Without a difference it is a proof if every request was looked at. Obstacles make the sets
    /// larger, not smaller, and what they ask is the same on both sides.
    private RoutingDiff.Verdict verdict(Round round) {
        return scope(round).isEmpty()
                ? RoutingDiff.Verdict.EQUIVALENT
                : RoutingDiff.Verdict.NOT_PROVEN;
    }

    static List<String> scope(Round round) {
        var scope = new ArrayList<String>();
        if (round.space().hasPlainPathsOnly()) {
            scope.add("only paths without escapes, double slashes and dot segments");
        }
        for (Coordinate coordinate : round.space().narrowed()) {
            String what =
                    switch (coordinate.kind()) {
                        case COOKIE -> "cookie ";
                        case PARAMETER -> "parameter ";
                        default -> "header ";
                    };
            scope.add("only requests with at most one value of " + what + coordinate.name());
        }
        return scope;
    }

    private List<RoutingDiff.Reach> reach(Round round, List<Ends> ends) {
        var reach = new TreeMap<String, boolean[]>();
        before.pools()
                .forEach(pool ->
                        reach.put(renames.getOrDefault(pool.name(), pool.name()), new boolean[2]));
        after.pools().forEach(pool -> reach.putIfAbsent(pool.name(), new boolean[2]));
        for (Ends one : ends) {
            mark(round, one.before(), 0, reach);
            mark(round, one.after(), 1, reach);
        }
        var all = new ArrayList<RoutingDiff.Reach>();
        reach.forEach((name, is) -> all.add(new RoutingDiff.Reach(name, is[0], is[1])));
        return all;
    }

    private static void mark(Round round, int ends, int side, Map<String, boolean[]> reach) {
        for (int number : round.space().diagrams().numbers(ends)) {
            if (number >= Endings.FIRST) {
                Ending ending = round.endings().of(number);
                boolean[] is = reach.get(ending.where());
                if (ending.kind() == Ending.Kind.FORWARD && is != null) {
                    is[side] = true;
                }
            }
        }
    }

    /// Makes differences of the pairs of endings at one pair of listeners.
    private final class Telling {
        private final Space space;
        private final Diagrams diagrams;
        private final Endings endings;
        private final ListenerPairs.Pair pair;
        private final int family;
        private final Regions regions;
        private final Samples samples;
        private final Confirmation confirmation;
        private final List<RoutingDiff.Difference> differences = new ArrayList<>();
        private boolean unsure;

        private Telling(Round round, Ends ends, int family) {
            this.space = round.space();
            this.diagrams = space.diagrams();
            this.endings = round.endings();
            this.pair = ends.pair();
            this.family = family;
            this.regions = new Regions(space, ends.all());
            this.samples = new Samples(space);
            this.confirmation = confirmation().get();
        }

        private List<RoutingDiff.Difference> differences() {
            return differences;
        }

        private boolean isUnsure() {
            return unsure;
        }

        private record Two(int before, int after) {}

        /// How many pairs of endings were not looked at.
        private int tell(int endsBefore, int endsAfter) {
            var numbers = new HashMap<Two, Integer>();
            var twos = new ArrayList<Two>();
            int diff =
                    diagrams.pairs(
                            endsBefore,
                            endsAfter,
                            family,
                            (a, b) -> {
                                var two = new Two(a, b);
                                return alike(two)
                                        ? 0
                                        : numbers.computeIfAbsent(
                                                two,
                                                _ -> {
                                                    twos.add(two);
                                                    return twos.size();
                                                });
                            });
            int looked = 0;
            for (int number : diagrams.numbers(diff)) {
                if (number == 0) {
                    continue;
                }
                if (looked++ >= LOOKED_AT_MAX) {
                    return diagrams.numbers(diff).size() - looked;
                }
                for (Regions.Part part : regions.of(diagrams.where(diff, number))) {
                    tell(part);
                }
            }
            return 0;
        }

        /// Whether two endings differ only in the rule that decided.
        private boolean alike(Two two) {
            return endings.of(two.before()).at("").equals(endings.of(two.after()).at(""));
        }

        private void tell(Regions.Part part) {
            Samples.Sample sample = samples.of(part.requests(), pair.any());
            Confirmation.Seen seen = confirmation.of(pair, sample, space);
            Region region = part.region();
            if (!seen.differs()) {
                for (Samples.Sample variant : variants(sample, part.requests())) {
                    Confirmation.Seen other = confirmation.of(pair, variant, space);
                    if (other.differs()) {
                        seen = other;
                        region = new Region(region.limits(), false);
                        break;
                    }
                }
            }
            if (seen.differs()) {
                differences.add(
                        new RoutingDiff.Difference(
                                region, seen.witness(), seen.before(), seen.after()));
            } else {
                unsure = true;
                obstacles.add(
                        new RoutingDiff.Obstacle(
                                "a difference was not ruled out and not seen, either",
                                seen.after().decidedBy()));
            }
        }

        /// Other requests of the same set.
        private List<Samples.Sample> variants(Samples.Sample sample, int requests) {
            var computed = new ArrayList<String>();
            space.demands()
                    .computed()
                    .forEach((coordinate, expression) -> {
                        String text = sample.given().get(coordinate.name());
                        if (text != null && !(expression instanceof Expression.Unknown)) {
                            computed.add(text);
                        }
                    });
            return Variants.of(
                    sample,
                    computed,
                    variant -> {
                        Position position =
                                Position.of(
                                        space,
                                        confirmation.both(),
                                        pair.any(),
                                        variant.request(),
                                        variant.given());
                        return position != null && position.mayBeIn(requests);
                    });
        }
    }
}
