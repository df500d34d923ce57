package dev.evenkeel.verify;

import dev.evenkeel.routing.Routing;
import dev.evenkeel.verify.Result.Reason;
import dev.evenkeel.verify.Result.Status;

import java.util.ArrayList;
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
        var aims = Aims.of(model.balancer());
        Set<Aim> reachable = aims.reachable(model.balancer(), routing);
        var failures = new ArrayList<Reason>();
        for (Aim aim : aims.all()) {
            boolean asked = aim.isPool() ? expected.pools() : expected.rules();
            if (asked && !reachable.contains(aim)) {
                String what = aim.isPool() ? "pool `" + aim.name() + "`" : "this rule";
                failures.add(new Reason("no request reaches " + what, aim.span()));
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
}
