package dev.evenkeel.check;

import dev.evenkeel.model.Condition;
import dev.evenkeel.model.Expression;
import dev.evenkeel.model.Field;
import dev.evenkeel.model.Matcher;
import dev.evenkeel.model.Rule;
import dev.evenkeel.text.Span;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// A rule that no request reaches, because rules before it take all that it matches, or because
/// nothing matches it.
final class UnreachableRule implements RoutingCheck {
    @Override
    public Stream<Finding> findings(Reach reach) {
        var found = new ArrayList<Finding>();
        for (DeadRule dead : reach.dead()) {
            switch (dead.cause()) {
                case DeadRule.Cause.Taken taken -> found.add(taken(dead.rule(), taken));
                case DeadRule.Cause.Unmatched _ -> found.add(unmatched(dead.rule()));
                case DeadRule.Cause.Changed _ -> {
                    // That is `rule-dead-after-rewrite`.
                }
            }
        }
        return found.stream();
    }

    private Finding taken(Rule rule, DeadRule.Cause.Taken taken) {
        List<Rule> by = taken.by();
        boolean same = by.stream().allMatch(one -> one.action().equals(rule.action()));
        boolean one = by.size() == 1;
        String who = one ? "the rule before it" : by.size() + " rules before it together";
        String verb = one ? " takes" : " take";
        List<Span> places = by.stream().map(Rule::span).toList();
        return Finding.of(
                        this,
                        same ? Severity.NOTE : Severity.WARNING,
                        rule.span(),
                        "no request reaches this rule: "
                                + who
                                + verb
                                + " everything it matches"
                                + (same ? ", and does the same" : ""),
                        same
                                ? "Remove it."
                                : "Move it in front of "
                                        + (one ? "that rule" : "those rules")
                                        + " if it is meant to count, else remove it.")
                .relatedTo(
                        places,
                        one ? "this takes every request it matches" : "this takes a part of them")
                .shownBy(taken.example());
    }

    private Finding unmatched(Rule rule) {
        String path = pathWithoutRoot(rule.when());
        return Finding.warning(
                this,
                rule.span(),
                path != null
                        ? "no request reaches this rule: every path begins with `/`, and "
                                + Words.quoted(path)
                                + " does not"
                        : "no request reaches this rule: none matches all of its condition",
                path != null
                        ? "Write `/" + path + "`."
                        : "Look at which parts of the condition rule each other out.");
    }

    /// What a condition compares the beginning of a path with, if no path begins so.
    private static @Nullable String pathWithoutRoot(Condition condition) {
        return switch (condition) {
            case Condition.Named(var declaration, _) -> pathWithoutRoot(declaration.condition());
            case Condition.All(List<Condition> parts) -> {
                String found = null;
                for (Condition part : parts) {
                    found = found == null ? pathWithoutRoot(part) : found;
                }
                yield found;
            }
            case Condition.Match(Expression.Part(Field field), Matcher matcher, _)
                    when isPath(field) && isAnchored(matcher) ->
                    withoutRoot(matcher);
            case Condition.Always _,
                    Condition.Never _,
                    Condition.Any _,
                    Condition.Not _,
                    Condition.Undefined _,
                    Condition.Match _,
                    Condition.Unknown _ ->
                    null;
        };
    }

    private static boolean isPath(Field field) {
        return field.kind() == Field.Kind.PATH || field.kind() == Field.Kind.NORMALISED_PATH;
    }

    private static boolean isAnchored(Matcher matcher) {
        return matcher.method() == Matcher.Method.PREFIX
                || matcher.method() == Matcher.Method.EXACT;
    }

    private static @Nullable String withoutRoot(Matcher matcher) {
        for (Matcher.Pattern pattern : matcher.patterns()) {
            if (pattern.text().isEmpty() || pattern.text().charAt(0) == '/') {
                return null;
            }
        }
        return matcher.patterns().isEmpty() ? null : matcher.patterns().getFirst().text();
    }
}
