package dev.evenkeel.routing;

import dev.evenkeel.model.Condition;
import dev.evenkeel.model.Expression;
import dev.evenkeel.model.Field;
import dev.evenkeel.model.Matcher;
import dev.evenkeel.model.Rule;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What the rules of a block need of a request: one of some texts, of which each has to be a field,
/// or its beginning or end. Of conditions that must all hold the one counts that the fewest other
/// rules share.
final class Needs {
    /// How many texts one rule may need; with more it needs nothing that is worth looking up.
    private static final int TEXTS_MAX = 256;

    private final Map<Need, Integer> uses = new HashMap<>();

    /// A subject, and how it is compared.
    record Way(Expression subject, Matcher.Method method, boolean ignoreCase) {}

    /// One of the texts that a rule needs.
    record Need(Way way, String text) {}

    Needs(List<Rule> rules) {
        for (Rule rule : rules) {
            count(rule.when());
        }
    }

    /// The texts of which a request must show one for a rule to hold; `null` when it can hold
    /// without.
    @Nullable List<Need> of(Rule rule) {
        var needs = new ArrayList<Need>();
        return needs(rule.when(), needs) ? needs : null;
    }

    /// The texts of which a request must show one for a condition to hold; false when it can hold
    /// without.
    private boolean needs(Condition condition, List<Need> needs) {
        return switch (condition) {
            case Condition.Match match -> needs(match, needs);
            case Condition.Named(var declaration, _) -> needs(declaration.condition(), needs);
            case Condition.All(List<Condition> conditions) -> best(conditions, needs);
            case Condition.Any(List<Condition> conditions) -> {
                for (Condition one : conditions) {
                    if (needs.size() > TEXTS_MAX || !needs(one, needs)) {
                        yield false;
                    }
                }
                yield true;
            }
            case Condition.Never _ -> true;
            case Condition.Always _, Condition.Not _, Condition.Undefined _, Condition.Unknown _ ->
                    false;
        };
    }

    /// Of conditions that must all hold the one that leaves the fewest rules to try.
    private boolean best(List<Condition> conditions, List<Need> needs) {
        List<Need> best = List.of();
        int least = Integer.MAX_VALUE;
        for (Condition one : conditions) {
            var of = new ArrayList<Need>();
            if (!needs(one, of)) {
                continue;
            }
            int cost = cost(of);
            if (cost < least) {
                least = cost;
                best = of;
            }
        }
        needs.addAll(best);
        return least < Integer.MAX_VALUE;
    }

    /// About how many rules are met together: those that need the same text, and for a short prefix
    /// what else begins so.
    private int cost(List<Need> needs) {
        int cost = 0;
        for (Need need : needs) {
            boolean exact = need.way().method() == Matcher.Method.EXACT;
            cost += uses.getOrDefault(need, 1) + (exact ? 0 : 64 / (1 + need.text().length()));
        }
        return cost;
    }

    private void count(Condition condition) {
        switch (condition) {
            case Condition.Match match -> {
                var needs = new ArrayList<Need>();
                if (needs(match, needs)) {
                    needs.forEach(need -> uses.merge(need, 1, Integer::sum));
                }
            }
            case Condition.Named(var declaration, _) -> count(declaration.condition());
            case Condition.All(List<Condition> conditions) -> conditions.forEach(this::count);
            case Condition.Any(List<Condition> conditions) -> conditions.forEach(this::count);
            case Condition.Not _,
                    Condition.Always _,
                    Condition.Never _,
                    Condition.Undefined _,
                    Condition.Unknown _ -> {}
        }
    }

    private static boolean needs(Condition.Match match, List<Need> needs) {
        Matcher matcher = match.matcher();
        boolean direct =
                switch (matcher.method()) {
                    case EXACT, PREFIX, SUFFIX -> true;
                    default -> false;
                };
        if (!direct
                || !matcher.complete()
                || !isField(match.subject())
                || needs.size() + matcher.patterns().size() > TEXTS_MAX) {
            return false;
        }
        var way = new Way(match.subject(), matcher.method(), matcher.ignoreCase());
        for (Matcher.Pattern pattern : matcher.patterns()) {
            String text = matcher.ignoreCase() ? Bytes.lower(pattern.text()) : pattern.text();
            needs.add(new Need(way, turned(matcher.method(), text)));
        }
        return true;
    }

    /// Suffixes are compared as prefixes of the reversed value.
    static String turned(Matcher.Method method, String text) {
        return method == Matcher.Method.SUFFIX
                ? new StringBuilder(text).reverse().toString()
                : text;
    }

    /// What only the fields of the request decide, and costs little to compute.
    private static boolean isField(Expression subject) {
        return switch (subject) {
            case Expression.Part(Field field) -> field.kind() != Field.Kind.BODY;
            case Expression.Joined(List<Expression> parts) ->
                    parts.stream().allMatch(Needs::isField);
            case Expression.Text _ -> true;
            case Expression.Converted(Expression input, String name, _) ->
                    name.equals("lower") && isField(input);
            default -> false;
        };
    }
}
