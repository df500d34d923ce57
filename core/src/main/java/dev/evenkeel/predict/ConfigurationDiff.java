package dev.evenkeel.predict;

import dev.evenkeel.model.Coverage;
import dev.evenkeel.model.LoadBalancer;
import dev.evenkeel.predict.PoolChange.Kind;
import dev.evenkeel.routing.Beside;
import dev.evenkeel.routing.PoolPairs;
import dev.evenkeel.routing.PoolPairs.Pair;
import dev.evenkeel.routing.RoutingComparison;
import dev.evenkeel.routing.RoutingDiff;
import dev.evenkeel.routing.RoutingDiff.Obstacle;
import dev.evenkeel.routing.RoutingDiff.Reach;
import dev.evenkeel.routing.RoutingDiff.Verdict;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// What a change of configuration does: to requests, to the pools they go to, to the shares of the
/// servers, and to the places where clients connect. `openLines` are the lines that are not fully
/// modelled and are not the same on both sides: anything may have changed there.
public record ConfigurationDiff(
        LoadBalancer before,
        LoadBalancer after,
        RoutingDiff routing,
        List<PoolChange> pools,
        List<ShareChange> shares,
        List<EndpointChange> endpoints,
        List<Obstacle> openLines) {
    /// A configuration, and how much of its text the model holds.
    public record Side(LoadBalancer balancer, Coverage coverage) {}

    public ConfigurationDiff {
        pools = List.copyOf(pools);
        shares = List.copyOf(shares);
        endpoints = List.copyOf(endpoints);
        openLines = List.copyOf(openLines);
    }

    /// What two pools of a pair are and do, compared as if requests reached them.
    private record Compared(Pair pair, List<PoolChange> changes, List<ShareChange> shares) {}

    /// All that is found without following requests.
    private record Standing(
            List<Compared> pools, List<EndpointChange> endpoints, List<Obstacle> openLines) {
        static Standing of(Side before, Side after) {
            LoadBalancer was = before.balancer();
            LoadBalancer is = after.balancer();
            var pools = new ArrayList<Compared>();
            for (Pair pair : PoolPairs.of(was, is).pairs()) {
                var comparison = PoolComparison.of(was, is, pair);
                pools.add(
                        comparison == null
                                ? new Compared(pair, List.of(), List.of())
                                : new Compared(pair, comparison.changes(), comparison.shares()));
            }
            return new Standing(
                    pools, EndpointComparison.of(was, is), OpenLines.changed(before, after));
        }
    }

    /// Everything that changed.
    public static ConfigurationDiff of(Side before, Side after) {
        return of(before, after, Beside.NOBODY);
    }

    /// The same with somebody who does beside what does not hang on requests.
    public static ConfigurationDiff of(Side before, Side after, Beside beside) {
        Supplier<Standing> standing = beside.start(() -> Standing.of(before, after));
        RoutingDiff routing = RoutingComparison.of(before.balancer(), after.balancer(), beside);
        return of(before, after, routing, standing.get());
    }

    /// The same, given what changed for requests.
    public static ConfigurationDiff of(Side before, Side after, RoutingDiff routing) {
        return of(before, after, routing, Standing.of(before, after));
    }

    private static ConfigurationDiff of(
            Side before, Side after, RoutingDiff routing, Standing standing) {
        Map<String, Reach> reaches = new HashMap<>();
        routing.pools().forEach(reach -> reaches.put(reach.pool(), reach));
        var pools = new ArrayList<PoolChange>();
        var shares = new ArrayList<ShareChange>();
        for (Compared one : standing.pools()) {
            Pair pair = one.pair();
            Boolean did = pair.before() == null ? null : reached(pair, reaches, Reach::before);
            Boolean does = pair.after() == null ? null : reached(pair, reaches, Reach::after);
            reach(pair, did, does, pools);
            boolean unreached = Boolean.FALSE.equals(did) || Boolean.FALSE.equals(does);
            for (PoolChange change : one.changes()) {
                pools.add(unreached ? change.unfelt() : change);
            }
            shares.addAll(one.shares());
        }
        return new ConfigurationDiff(
                before.balancer(),
                after.balancer(),
                routing,
                pools,
                shares,
                standing.endpoints(),
                standing.openLines());
    }

    /// Whether requests reach a pool, which is known by the name it has now; `null` where that is
    /// not known.
    private static @Nullable Boolean reached(
            Pair pair, Map<String, Reach> reaches, Predicate<Reach> side) {
        Reach reach = reaches.get(pair.name());
        return reach == null ? null : side.test(reach);
    }

    private static void reach(
            Pair pair, @Nullable Boolean did, @Nullable Boolean does, List<PoolChange> changes) {
        if (pair.before() == null) {
            boolean felt = Boolean.TRUE.equals(does);
            changes.add(new PoolChange(Kind.ADDED, pair, List.of(), felt));
        } else if (pair.after() == null) {
            boolean felt = Boolean.TRUE.equals(did);
            changes.add(new PoolChange(Kind.REMOVED, pair, List.of(), felt));
        } else if (did != null && does != null && !did.equals(does)) {
            Kind kind = does ? Kind.BECAME_REACHABLE : Kind.BECAME_UNREACHABLE;
            changes.add(new PoolChange(kind, pair, List.of(), true));
        }
    }

    /// Whether everything is as it was. Equivalent only when requests end as before, no pool that
    /// they reach and no place where clients connect is another, and nothing may have changed that
    /// is not modelled.
    public Verdict verdict() {
        boolean different =
                routing.verdict() == Verdict.DIFFERENT
                        || pools.stream().anyMatch(PoolChange::felt)
                        || !endpoints.isEmpty();
        if (different) {
            return Verdict.DIFFERENT;
        }
        boolean proven = routing.verdict() == Verdict.EQUIVALENT && openLines.isEmpty();
        return proven ? Verdict.EQUIVALENT : Verdict.NOT_PROVEN;
    }

    /// What stands in the way of a proof, each line once.
    public List<Obstacle> obstacles() {
        record Place(String file, int line, String text, String why) {}
        Map<Place, Obstacle> obstacles = new LinkedHashMap<>();
        for (List<Obstacle> some : List.of(routing.obstacles(), openLines)) {
            for (Obstacle one : some) {
                var span = one.span();
                var place = new Place(span.file(), span.line(), span.text(), one.why());
                obstacles.putIfAbsent(place, one);
            }
        }
        return List.copyOf(obstacles.values());
    }
}
