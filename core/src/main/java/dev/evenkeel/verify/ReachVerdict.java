package dev.evenkeel.verify;

import dev.evenkeel.model.Listener;
import dev.evenkeel.model.Rule;
import dev.evenkeel.routing.Routing;
import dev.evenkeel.verify.Result.Reason;
import dev.evenkeel.verify.Result.Status;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Decides whether requests can reach what was written. That none can is a proof.
final class ReachVerdict {
    private ReachVerdict() {}

    static Result of(
            TestCase test, Expectation.OfReach expected, Symbolic symbolic, ModelOracle model) {
        Optional<Routing> followed = symbolic.routing();
        if (followed.isEmpty()) {
            var why = "the configuration is too much to be followed for all requests at once";
            return Result.bad(test, Status.NOT_PROVEN, List.of(new Reason(why, test.span())));
        }
        Routing routing = followed.get();
        var failures = new ArrayList<Reason>();
        if (expected.pools()) {
            Set<String> reached = reachedPools(routing, model);
            for (Aim pool : Aim.pools(model.balancer())) {
                if (!reached.contains(pool.name())) {
                    String text = "no request reaches pool `" + pool.name() + "`";
                    failures.add(new Reason(text, pool.span()));
                }
            }
        }
        if (expected.rules()) {
            for (Aim line : Aim.rules(model.balancer())) {
                if (!isReached(line, routing, model)) {
                    failures.add(new Reason("no request reaches this rule", line.span()));
                }
            }
        }
        if (failures.isEmpty()) {
            return Result.passed(test, List.of());
        }
        // What was not looked at might reach it.
        List<String> scope = routing.scope();
        scope.forEach(one -> failures.add(new Reason("looked at were " + one, test.span())));
        return Result.bad(test, scope.isEmpty() ? Status.FAILED : Status.NOT_PROVEN, failures);
    }

    /// The names of the pools that requests may reach.
    private static Set<String> reachedPools(Routing routing, ModelOracle model) {
        var reached = new HashSet<String>();
        for (Listener listener : model.balancer().listeners()) {
            routing.ends(
                    listener,
                    routing.all(listener),
                    (pool, computed) -> {
                        if (pool != null) {
                            reached.add(pool);
                        }
                        if (computed) {
                            Aim.pools(model.balancer()).forEach(any -> reached.add(any.name()));
                        }
                        return false;
                    });
        }
        return reached;
    }

    private static boolean isReached(Aim line, Routing routing, ModelOracle model) {
        for (Listener listener : model.balancer().listeners()) {
            for (Rule rule : line.rules()) {
                if (!routing.reaching(listener, rule).isEmpty()) {
                    return true;
                }
            }
        }
        return false;
    }
}
