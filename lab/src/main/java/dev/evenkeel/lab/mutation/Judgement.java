package dev.evenkeel.lab.mutation;

import dev.evenkeel.dialect.Reading;
import dev.evenkeel.lab.conformance.Chance;
import dev.evenkeel.model.Listener;
import dev.evenkeel.model.Pool;
import dev.evenkeel.predict.ConfigurationDiff;
import dev.evenkeel.predict.EndpointChange;
import dev.evenkeel.predict.PoolChange;
import dev.evenkeel.routing.Assumption;
import dev.evenkeel.routing.Decision;
import dev.evenkeel.routing.Given;
import dev.evenkeel.routing.Outcome;
import dev.evenkeel.routing.Router;
import dev.evenkeel.routing.RoutingDiff;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What is said of a mutant, held against what is found by trying. `reasons` are why nothing is
/// proven, in words that hold nothing of the configuration; `seen` is a difference that was found
/// by trying (empty: none).
record Judgement(Mutant mutant, Result result, List<String> reasons, String seen, Duration took) {
    /// What ends an assumption that something is not so.
    private static final String NO = ": no";

    /// How what is said and what is found go together.
    enum Result {
        /// Said to be different, and found so by trying.
        DIFFERENT_FOUND,
        /// Said to be different; trying did not find it, but what is told of it is so.
        DIFFERENT_TOLD,
        /// Said to be different, and nothing shows it: a fault of ours.
        DIFFERENT_UNSHOWN,
        EQUIVALENT,
        /// Said to be equivalent, and found to differ: a fault of ours.
        CONTRADICTED,
        /// Nothing is proven, and trying found nothing.
        NOT_PROVEN,
        /// Nothing is proven, while trying found a difference.
        NOT_PROVEN_FOUND;

        boolean isFault() {
            return this == DIFFERENT_UNSHOWN || this == CONTRADICTED;
        }
    }

    /// With so many requests tried.
    static Judgement of(Mutant mutant, int requests, long seed) {
        Reading before = mutant.original().read();
        Reading after = mutant.changed().read();
        long start = System.nanoTime();
        ConfigurationDiff diff = ConfigurationDiff.of(side(before), side(after));
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        Optional<String> found =
                Search.difference(before.balancer(), after.balancer(), requests, new Chance(seed));
        Result result =
                switch (diff.verdict()) {
                    case DIFFERENT ->
                            found.isPresent()
                                    ? Result.DIFFERENT_FOUND
                                    : isShown(diff)
                                            ? Result.DIFFERENT_TOLD
                                            : Result.DIFFERENT_UNSHOWN;
                    case EQUIVALENT -> found.isPresent() ? Result.CONTRADICTED : Result.EQUIVALENT;
                    case NOT_PROVEN ->
                            found.isPresent() ? Result.NOT_PROVEN_FOUND : Result.NOT_PROVEN;
                };
        List<String> reasons =
                diff.verdict() == RoutingDiff.Verdict.NOT_PROVEN ? reasons(diff) : List.of();
        return new Judgement(mutant, result, reasons, found.orElse(""), took);
    }

    private static ConfigurationDiff.Side side(Reading reading) {
        return new ConfigurationDiff.Side(reading.balancer(), reading.coverage());
    }

    /// Whether what is told of a difference is so: a witness ends differently, a pool that differs
    /// is described differently, a place where clients connect is another.
    private static boolean isShown(ConfigurationDiff diff) {
        Router first = Router.of(diff.before());
        Router second = Router.of(diff.after());
        for (RoutingDiff.Difference difference : diff.routing().differences()) {
            if (differs(difference, first, second)) {
                return true;
            }
        }
        for (PoolChange change : diff.pools()) {
            if (change.felt() && differs(change, diff)) {
                return true;
            }
        }
        for (EndpointChange change : diff.endpoints()) {
            if (change.before() == null
                    || change.after() == null
                    || !change.before().toString().equals(change.after().toString())) {
                return true;
            }
        }
        return false;
    }

    private static boolean differs(RoutingDiff.Difference difference, Router first, Router second) {
        Map<String, String> said = new HashMap<>();
        for (Assumption given : difference.witness().given()) {
            String text = given.text();
            int is = text.indexOf(" is ");
            if (is > 0) {
                said.put(text.substring(0, is), text.substring(is + 4));
            }
            if (text.endsWith(NO)) {
                said.put(text.substring(0, text.length() - NO.length()), "false");
            } else {
                said.put(text, "true");
            }
        }
        var given = new Given(said, Set.of(), false);
        return !ending(difference.before().listener(), difference, first, given)
                .equals(ending(difference.after().listener(), difference, second, given));
    }

    private static String ending(
            @Nullable Listener listener,
            RoutingDiff.Difference difference,
            Router router,
            Given given) {
        if (listener == null) {
            return "nobody listens";
        }
        Decision decision = router.decide(listener, difference.witness().request(), given, false);
        return ending(decision.outcome()) + decision.received();
    }

    private static String ending(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Forward forward ->
                    forward.name() + " " + forward.servers() + " " + forward.status();
            case Outcome.Undetermined(var alternatives) ->
                    alternatives.stream().map(each -> ending(each.outcome())).toList().toString();
            case Outcome.Answer _, Outcome.Serve _, Outcome.Close _ -> outcome.toString();
        };
    }

    private static boolean differs(PoolChange change, ConfigurationDiff diff) {
        Pool was = change.pools().before();
        Pool is = change.pools().after();
        return was == null
                || is == null
                || change.kind() == PoolChange.Kind.BECAME_REACHABLE
                || change.kind() == PoolChange.Kind.BECAME_UNREACHABLE
                || !new Treatment(diff.before())
                        .pool(was)
                        .equals(new Treatment(diff.after()).pool(is));
    }

    /// The first words of each line's directive, and why it stands in the way.
    private static List<String> reasons(ConfigurationDiff diff) {
        var reasons = new ArrayList<String>(diff.routing().scope());
        for (RoutingDiff.Obstacle obstacle : diff.obstacles()) {
            reasons.add(obstacle.why());
        }
        return reasons.stream().distinct().toList();
    }
}
