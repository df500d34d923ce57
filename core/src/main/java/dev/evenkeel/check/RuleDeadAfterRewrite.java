package dev.evenkeel.check;

import java.util.ArrayList;
import java.util.stream.Stream;

/// A rule that matches requests only as they arrive, behind a rule that has changed them.
final class RuleDeadAfterRewrite implements RoutingCheck {
    @Override
    public Stream<Finding> findings(Reach reach) {
        var found = new ArrayList<Finding>();
        for (DeadRule dead : reach.dead()) {
            if (dead.cause() instanceof DeadRule.Cause.Changed(var by, var example)) {
                found.add(
                        Finding.warning(
                                        this,
                                        dead.rule().span(),
                                        "no request reaches this rule: what it matches has been"
                                                + " rewritten before it comes here",
                                        "Match what it is rewritten to, or move this rule in front"
                                                + " of the rewriting.")
                                .relatedTo(by.span(), "this rewrites it")
                                .shownBy(example));
            }
        }
        return found.stream();
    }
}
