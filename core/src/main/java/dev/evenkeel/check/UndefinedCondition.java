package dev.evenkeel.check;

import dev.evenkeel.model.Condition;
import dev.evenkeel.model.LoadBalancer;
import dev.evenkeel.model.NamedCondition;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.stream.Stream;

/// A rule that asks for a condition which nothing declares.
final class UndefinedCondition implements Check {
    @Override
    public Stream<Finding> findings(LoadBalancer balancer) {
        var found = new ArrayList<Finding>();
        NearNames near = null;
        for (Condition leaf : Conditions.of(balancer).leaves()) {
            if (leaf instanceof Condition.Undefined undefined) {
                if (near == null) {
                    near = declared(balancer);
                }
                found.add(finding(undefined, near.near(undefined.name())));
            }
        }
        return found.stream();
    }

    private Finding finding(Condition.Undefined undefined, @Nullable String meant) {
        return Finding.error(
                this,
                undefined.span(),
                "the balancer does not start: this rule asks for condition "
                        + Words.quoted(undefined.name())
                        + ", which is declared nowhere in this section",
                meant == null
                        ? "Declare the condition in the same section, above the rule."
                        : "Is " + Words.quoted(meant) + " meant?");
    }

    private static NearNames declared(LoadBalancer balancer) {
        var near = new NearNames();
        for (NamedCondition named : balancer.conditions()) {
            near.add(named.name());
        }
        return near;
    }
}
