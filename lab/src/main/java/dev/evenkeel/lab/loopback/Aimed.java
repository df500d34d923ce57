package dev.evenkeel.lab.loopback;

import dev.evenkeel.lab.conformance.Chance;
import dev.evenkeel.model.Action;
import dev.evenkeel.model.Block;
import dev.evenkeel.model.Condition;
import dev.evenkeel.model.Expression;
import dev.evenkeel.model.Field;
import dev.evenkeel.model.Listener;
import dev.evenkeel.model.LoadBalancer;
import dev.evenkeel.model.Matcher;
import dev.evenkeel.model.Pool;
import dev.evenkeel.model.Rule;
import dev.evenkeel.model.Table;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Requests aimed at the rules of a configuration: for each rule one that ought to meet its
/// condition and those of the blocks around it. Whether it does is for others to see.
public final class Aimed {
    private static final int ENTRIES_MAX = 40;
    private static final int DEPTH_MAX = 12;
    private static final int AIMS_MAX = 20_000;

    private final Map<String, Pool> pools = new HashMap<>();
    private final Map<String, Expression> variables = new HashMap<>();
    private final Chance chance;
    private final List<List<Wish>> aims = new ArrayList<>();
    private final Set<String> inside = new HashSet<>();

    /// What a request should have: a condition that holds, or a table's entry for its key.
    private sealed interface Wish {}

    private record Holds(Condition condition, boolean truly) implements Wish {}

    private record Finds(Expression key, Table.Entry entry) implements Wish {}

    private Aimed(LoadBalancer balancer, Chance chance) {
        this.chance = chance;
        for (Pool pool : balancer.pools()) {
            pools.put(pool.name(), pool);
        }
        balancer.rules()
                .forEach(rule -> {
                    if (rule.action()
                            instanceof Action.SetVariable(String name, Expression value)) {
                        variables.putIfAbsent(name, value);
                    }
                });
    }

    /// So many drafts for a listener, no two rules more than once before all had their turn.
    public static List<Draft> at(
            LoadBalancer balancer, Listener listener, int count, Chance chance) {
        var aimed = new Aimed(balancer, chance);
        aimed.block(listener.handling().rules(), List.of(), 0);
        var drafts = new ArrayList<Draft>();
        var left = new ArrayList<List<Wish>>();
        while (drafts.size() < count) {
            if (left.isEmpty()) {
                left.addAll(aimed.aims);
                left.add(List.of());
            }
            var draft = new Draft();
            for (Wish wish : left.remove(chance.between(0, left.size() - 1))) {
                aimed.grant(draft, wish, 0);
            }
            drafts.add(draft);
        }
        return drafts;
    }

    private void block(Block block, List<Wish> before, int depth) {
        if (depth > DEPTH_MAX) {
            return;
        }
        for (Rule rule : block.rules()) {
            if (aims.size() > AIMS_MAX) {
                return;
            }
            var wishes = new ArrayList<>(before);
            if (!(rule.when() instanceof Condition.Always)) {
                wishes.add(new Holds(rule.when(), true));
                aims.add(List.copyOf(wishes));
                if (alternatives(rule.when()) > 1) {
                    aims.add(List.copyOf(wishes));
                }
            }
            switch (rule.action()) {
                case Action.Enter(Block inner) -> block(inner, wishes, depth + 1);
                case Action.Forward(Expression.Text(String name), _) -> pool(name, wishes, depth);
                case Action.Forward(Expression name, _) -> tables(name, wishes);
                case Action.Rewrite(_, _, Expression value) -> tables(value, wishes);
                case Action.SetVariable(_, Expression value) -> tables(value, wishes);
                case Action.Answer(_, Expression location) -> {
                    if (location != null) {
                        tables(location, wishes);
                    }
                }
                default -> {}
            }
        }
    }

    private static int alternatives(Condition condition) {
        return condition instanceof Condition.Match match
                ? match.matcher().patterns().size()
                : condition instanceof Condition.Always ? 1 : 2;
    }

    private void pool(String name, List<Wish> wishes, int depth) {
        Pool pool = pools.get(name);
        if (pool != null && inside.add(name)) {
            block(pool.handling().rules(), wishes, depth + 1);
            inside.remove(name);
        }
    }

    /// One aim for each entry of the tables that a value is looked up in.
    private void tables(Expression expression, List<Wish> wishes) {
        switch (expression) {
            case Expression.Lookup(Table table, Expression key, _) -> {
                int count = Math.min(ENTRIES_MAX, table.entries().size());
                for (int i = 0; i < count; i++) {
                    int at =
                            count == table.entries().size()
                                    ? i
                                    : chance.between(0, table.entries().size() - 1);
                    var all = new ArrayList<>(wishes);
                    all.add(new Finds(key, table.entries().get(at)));
                    aims.add(all);
                }
            }
            case Expression.Converted(Expression input, _, _) -> tables(input, wishes);
            case Expression.Joined(List<Expression> parts) ->
                    parts.forEach(part -> tables(part, wishes));
            default -> {}
        }
    }

    private void grant(Draft draft, Wish wish, int depth) {
        switch (wish) {
            case Holds(Condition condition, boolean truly) -> hold(draft, condition, truly, depth);
            case Finds(Expression key, Table.Entry entry) ->
                    give(draft, key, example(entry.key()), depth);
        }
    }

    private void hold(Draft draft, Condition condition, boolean truly, int depth) {
        if (depth > DEPTH_MAX) {
            return;
        }
        switch (condition) {
            case Condition.All(List<Condition> all) -> {
                if (truly) {
                    all.forEach(each -> hold(draft, each, true, depth + 1));
                } else if (!all.isEmpty()) {
                    hold(draft, chance.oneOf(all), false, depth + 1);
                }
            }
            case Condition.Any(List<Condition> any) -> {
                if (truly && !any.isEmpty()) {
                    hold(draft, chance.oneOf(any), true, depth + 1);
                }
            }
            case Condition.Not(Condition inner) -> hold(draft, inner, !truly, depth + 1);
            case Condition.Named(var declaration, _) ->
                    hold(draft, declaration.condition(), truly, depth + 1);
            case Condition.Match(Expression subject, Matcher matcher, _) -> {
                if (truly) {
                    give(draft, subject, example(matcher), depth);
                }
            }
            case Condition.Always _,
                    Condition.Never _,
                    Condition.Undefined _,
                    Condition.Unknown _ -> {}
        }
    }

    /// Makes an expression yield a value, if that is easy.
    private void give(Draft draft, Expression expression, @Nullable String value, int depth) {
        if (value == null || depth > DEPTH_MAX) {
            return;
        }
        switch (expression) {
            case Expression.Part(Field field) -> draft.set(field, value);
            case Expression.Converted(Expression input, _, _) ->
                    give(draft, input, value, depth + 1);
            case Expression.Variable(String name) -> {
                Expression made = variables.get(name);
                if (made != null) {
                    give(draft, made, value, depth + 1);
                }
            }
            case Expression.Lookup(Table table, Expression key, _) -> {
                for (Table.Entry entry : table.entries()) {
                    if (entry.value() instanceof Expression.Text(String text)
                            && text.equals(value)) {
                        give(draft, key, example(entry.key()), depth + 1);
                        return;
                    }
                }
            }
            case Expression.Joined(List<Expression> parts) -> joined(draft, parts, value, depth);
            case Expression.Split(Expression key, _, _, _) ->
                    give(draft, key, "key" + chance.between(0, 99), depth + 1);
            case Expression.Text _, Expression.Capture _, Expression.Unknown _ -> {}
        }
    }

    /// A host and a path behind it, as many write them together; else everything to the first part.
    private void joined(Draft draft, List<Expression> parts, String value, int depth) {
        int slash = value.indexOf('/');
        if (parts.size() > 1 && slash > 0) {
            give(draft, parts.getFirst(), value.substring(0, slash), depth + 1);
            give(draft, parts.getLast(), value.substring(slash), depth + 1);
        } else {
            for (Expression part : parts) {
                if (!(part instanceof Expression.Text)) {
                    give(draft, part, value, depth + 1);
                    return;
                }
            }
        }
    }

    /// A value that matches; `null` when none is known.
    private @Nullable String example(Matcher matcher) {
        if (matcher.patterns().isEmpty()) {
            return matcher.method() == Matcher.Method.FOUND ? "found" : null;
        }
        String pattern = chance.oneOf(matcher.patterns()).text();
        return switch (matcher.method()) {
            case EXACT -> pattern;
            case PREFIX -> pattern + chance.oneOf("", "", "/more", "x");
            case SUFFIX -> chance.oneOf("", "/a", "www") + pattern;
            case SUBSTRING -> chance.oneOf("", "a") + pattern + chance.oneOf("", "b");
            case DIRECTORY -> "/a/" + pattern + chance.oneOf("/b", "", "c");
            case DOMAIN -> "a." + pattern + chance.oneOf(".b", "");
            case REGEX -> RegexExample.of(pattern, chance);
            case INTEGER -> pattern.replaceAll("[^0-9].*|^(eq|ge|gt|le|lt) *", "");
            case LENGTH -> "x".repeat(20);
            case NETWORK -> Networks.address(pattern);
            case BINARY, EXISTING, USUALLY_EXISTING, SELDOM_EXISTING, FOUND, TRUE -> null;
        };
    }
}
