package dev.evenkeel.verify;

import dev.evenkeel.model.Listener;
import dev.evenkeel.model.LoadBalancer;
import dev.evenkeel.model.Rule;
import dev.evenkeel.predict.Prediction;
import dev.evenkeel.routing.Outcome;
import dev.evenkeel.routing.Routing;
import dev.evenkeel.routing.Step;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Everything written that requests should reach, and which of it a request does.
final class Aims {
    private final List<Aim> all;
    private final Map<String, Aim> pools = new HashMap<>();
    private final IdentityHashMap<Rule, Aim> lines = new IdentityHashMap<>();

    private Aims(List<Aim> pools, List<Aim> rules) {
        var every = new ArrayList<>(rules);
        every.addAll(pools);
        this.all = List.copyOf(every);
        pools.forEach(pool -> this.pools.put(pool.name(), pool));
        rules.forEach(line -> line.rules().forEach(rule -> lines.put(rule, line)));
    }

    static Aims of(LoadBalancer balancer) {
        return new Aims(Aim.pools(balancer), Aim.rules(balancer));
    }

    /// With the lines that change requests, of which not all are followed: what no request seems to
    /// reach of them may be reached.
    static Aims withChanges(LoadBalancer balancer) {
        var lines = new ArrayList<>(Aim.rules(balancer));
        lines.addAll(Aim.changes(balancer));
        return new Aims(Aim.pools(balancer), lines);
    }

    /// The lines first, in order, then the pools.
    List<Aim> all() {
        return all;
    }

    /// What a request reaches for certain.
    Set<Aim> reachedBy(Prediction prediction) {
        var reached = new LinkedHashSet<Aim>();
        for (Step step : prediction.decision().steps()) {
            Aim line = lines.get(step.rule());
            if (line != null && step.held() == Step.Truth.TRUE) {
                reached.add(line);
            }
        }
        if (prediction.decision().outcome() instanceof Outcome.Forward forward
                && forward.pool() != null) {
            Aim pool = pools.get(forward.pool().name());
            if (pool != null) {
                reached.add(pool);
            }
        }
        return reached;
    }

    /// What some request may reach: all but what is proven to be out of reach.
    Set<Aim> reachable(LoadBalancer balancer, Routing routing) {
        var names = new HashSet<String>();
        boolean[] computedSeen = new boolean[1];
        for (Listener listener : balancer.listeners()) {
            routing.ends(
                    listener,
                    routing.all(listener),
                    (pool, computed) -> {
                        computedSeen[0] |= computed;
                        if (pool != null) {
                            names.add(pool);
                        }
                        return false;
                    });
        }
        var reachable = new LinkedHashSet<Aim>();
        for (Aim aim : all) {
            boolean may =
                    aim.isPool()
                            ? computedSeen[0] || names.contains(aim.name())
                            : isReached(aim, balancer, routing);
            if (may) {
                reachable.add(aim);
            }
        }
        return reachable;
    }

    private static boolean isReached(Aim line, LoadBalancer balancer, Routing routing) {
        for (Listener listener : balancer.listeners()) {
            for (Rule rule : line.rules()) {
                if (!routing.reaching(listener, rule).isEmpty()) {
                    return true;
                }
            }
        }
        return false;
    }
}
