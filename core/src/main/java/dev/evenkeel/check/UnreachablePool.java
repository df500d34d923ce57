package dev.evenkeel.check;

import dev.evenkeel.model.Action;
import dev.evenkeel.model.Expression;
import dev.evenkeel.model.Pool;
import dev.evenkeel.text.Span;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// A pool with servers that rules name, none of which is ever reached.
final class UnreachablePool implements RoutingCheck {
    @Override
    public Stream<Finding> findings(Reach reach) {
        var found = new ArrayList<Finding>();
        if (!reach.isKnown()) {
            return found.stream();
        }
        Map<String, Set<Span>> naming = new LinkedHashMap<>();
        for (Reach.Place place : reach.places()) {
            if (place.rule().action()
                    instanceof Action.Forward(Expression.Text(String name), var _)) {
                naming.computeIfAbsent(name, _ -> new LinkedHashSet<>()).add(place.rule().span());
            }
        }
        for (Pool pool : reach.balancer().pools()) {
            Set<Span> rules = naming.get(pool.name());
            if (rules != null && !pool.servers().isEmpty() && !reach.mayReach(pool)) {
                found.add(finding(pool, List.copyOf(rules)));
            }
        }
        return found.stream();
    }

    private Finding finding(Pool pool, List<Span> rules) {
        return Finding.warning(
                        this,
                        pool.span(),
                        "no request ever reaches pool "
                                + Words.quoted(pool.name())
                                + ": "
                                + (rules.size() == 1
                                        ? "the rule that names it is never reached"
                                        : "none of the "
                                                + rules.size()
                                                + " rules that name it is ever reached"),
                        "Look at what stands in front of "
                                + (rules.size() == 1 ? "that rule" : "those rules")
                                + ", or remove the pool.")
                .relatedTo(rules, "this names it and is never reached");
    }
}
