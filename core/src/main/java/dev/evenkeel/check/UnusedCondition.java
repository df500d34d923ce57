package dev.evenkeel.check;

import dev.evenkeel.model.LoadBalancer;
import dev.evenkeel.model.NamedCondition;
import dev.evenkeel.text.Span;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// A named condition that no rule asks for.
final class UnusedCondition implements Check {
    @Override
    public Stream<Finding> findings(LoadBalancer balancer) {
        if (balancer.conditions().isEmpty()) {
            return Stream.empty();
        }
        Set<NamedCondition> used = Conditions.of(balancer).used();
        var found = new ArrayList<Finding>();
        for (NamedCondition named : balancer.conditions()) {
            if (!used.contains(named)) {
                found.add(finding(named));
            }
        }
        return found.stream();
    }

    private Finding finding(NamedCondition named) {
        List<Span> places = named.declarations();
        return Finding.note(
                        this,
                        places.getFirst(),
                        "no rule asks for condition "
                                + Words.quoted(named.name())
                                + ": what it was to decide is decided without it",
                        "Remove the condition, or add the rule that was to use it.")
                .relatedTo(places.subList(1, places.size()), "declared once more");
    }
}
