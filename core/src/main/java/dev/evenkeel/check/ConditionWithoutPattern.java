package dev.evenkeel.check;

import dev.evenkeel.model.Condition;
import dev.evenkeel.model.LoadBalancer;
import dev.evenkeel.model.Matcher;
import dev.evenkeel.text.Span;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;

/// A condition that compares a value with nothing, so that it never holds.
final class ConditionWithoutPattern implements Check {
    @Override
    public Stream<Finding> findings(LoadBalancer balancer) {
        var found = new ArrayList<Finding>();
        Set<Span> places = new HashSet<>();
        for (Condition leaf : Conditions.of(balancer).leaves()) {
            if (leaf instanceof Condition.Match(var _, Matcher matcher, Span span)
                    && matcher.needsPatterns()
                    && matcher.patterns().isEmpty()
                    && matcher.complete()
                    && places.add(span)) {
                found.add(
                        Finding.warning(
                                this,
                                span,
                                "this condition never holds, whatever the request is: it has no"
                                        + " value to compare with",
                                "Write the values behind it, or ask only whether there is a"
                                        + " value."));
            }
        }
        return found.stream();
    }
}
