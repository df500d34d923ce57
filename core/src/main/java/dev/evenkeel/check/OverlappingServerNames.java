package dev.evenkeel.check;

import dev.evenkeel.model.Action;
import dev.evenkeel.model.Block;
import dev.evenkeel.model.Condition;
import dev.evenkeel.model.Expression;
import dev.evenkeel.model.Field;
import dev.evenkeel.model.Listener;
import dev.evenkeel.model.Matcher;
import dev.evenkeel.model.Request;
import dev.evenkeel.model.Rule;
import dev.evenkeel.routing.Reachability;
import dev.evenkeel.routing.RequestSet;
import dev.evenkeel.routing.Step;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Host names of two blocks that both fit some hosts, so that the kind of the names, or the order
/// of the blocks, decides.
final class OverlappingServerNames implements RoutingCheck {
    /// Of one listener so many pairs of names are compared.
    private static final int PAIRS_MAX = 20_000;

    @Override
    public Stream<Finding> findings(Reach reach) {
        var found = new ArrayList<Finding>();
        reach.routing()
                .ifPresent(routing -> {
                    for (Listener listener : reach.balancer().listeners()) {
                        compare(reach, routing, listener, found);
                    }
                });
        return found.stream();
    }

    private void compare(
            Reach reach, Reachability routing, Listener listener, List<Finding> found) {
        var names = new ArrayList<Rule>();
        for (Rule rule : listener.handling().rules().rules()) {
            if (rule.origin() == Rule.Origin.WRITTEN
                    && rule.action() instanceof Action.Enter
                    && method(rule) != null
                    && !reach.isDead(rule)) {
                names.add(rule);
            }
        }
        int pairs = 0;
        for (int j = 1; j < names.size(); j++) {
            for (int i = 0; i < j && pairs++ < PAIRS_MAX; i++) {
                Finding one = compare(reach, routing, listener, names.get(i), names.get(j));
                if (one != null) {
                    found.add(one);
                    break;
                }
            }
        }
    }

    /// How a name that is no plain one is compared; `null` for plain names and other conditions.
    private static Matcher.@Nullable Method method(Rule rule) {
        if (!(rule.when() instanceof Condition.Match(var subject, Matcher matcher, _))
                || !(subject instanceof Expression.Part(Field field))
                || field.kind() != Field.Kind.HOST) {
            return null;
        }
        return switch (matcher.method()) {
            case PREFIX, SUFFIX, REGEX -> matcher.method();
            default -> null;
        };
    }

    private @Nullable Finding compare(
            Reach reach, Reachability routing, Listener listener, Rule first, Rule second) {
        boolean byLength = method(first) == method(second) && method(first) != Matcher.Method.REGEX;
        if (byLength || inner(first).equals(inner(second))) {
            return null;
        }
        RequestSet one = routing.surelyMatching(listener, first);
        RequestSet other = routing.surelyMatching(listener, second);
        RequestSet both = one.and(other);
        // A special case before a general one is meant so.
        if (both.isEmpty() || one.minus(other).isEmpty()) {
            return null;
        }
        // A plain name is taken before both.
        RequestSet decided = both.and(routing.reaching(listener, first));
        if (decided.isEmpty()) {
            return null;
        }
        Request example = decided.witness().orElseThrow();
        boolean taken =
                reach.decide(listener, example).steps().stream()
                        .anyMatch(step ->
                                step.rule().equals(first) && step.held() == Step.Truth.TRUE);
        return !taken ? null : finding(first, second, example);
    }

    private static Block inner(Rule rule) {
        return ((Action.Enter) rule.action()).block();
    }

    private Finding finding(Rule first, Rule second, Request example) {
        return Finding.note(
                        this,
                        second.span(),
                        "host "
                                + Words.quoted(example.host())
                                + " fits this name and one of another block, which takes its"
                                + " requests "
                                + (method(first) == method(second)
                                        ? "only because it stands first"
                                        : "because of its kind"),
                        "Make the names exclude each other, or write the host out as a plain name"
                                + " where it belongs.")
                .relatedTo(first.span(), "this takes them")
                .shownBy(example);
    }
}
