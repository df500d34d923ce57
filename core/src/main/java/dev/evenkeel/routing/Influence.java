package dev.evenkeel.routing;

import dev.evenkeel.model.Action;
import dev.evenkeel.model.Block;
import dev.evenkeel.model.Condition;
import dev.evenkeel.model.Expression;
import dev.evenkeel.model.Field;
import dev.evenkeel.model.Listener;
import dev.evenkeel.model.LoadBalancer;
import dev.evenkeel.model.Matcher;
import dev.evenkeel.model.Rule;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/// What of a request and of variables can change how it ends: what conditions look at, what names a
/// pool or a place, and all that those are made of. Rules that change nothing of it are left out.
final class Influence {
    private final Set<String> headers = new HashSet<>(Set.of("host"));
    private final Set<String> variables = new HashSet<>();
    private final Set<String> remembered = new HashSet<>();
    private List<Rule> rules = List.of();
    private final IdentityHashMap<Rule, List<Expression.Converted>> once = new IdentityHashMap<>();
    private @Nullable Rule rule;
    private boolean rewrites;
    private boolean groups;
    private boolean normalises;
    private boolean normalisesOtherwise;
    private boolean grown;

    private Influence() {}

    static Influence of(LoadBalancer balancer) {
        var influence = new Influence();
        List<Rule> rules = new ArrayList<>();
        for (Listener listener : balancer.listeners()) {
            gather(listener.handling().rules(), rules);
            influence.normalisesOtherwise |= normalisesOtherwise(listener.handling().rules());
        }
        balancer.pools().forEach(pool -> gather(pool.handling().rules(), rules));
        influence.rules = List.copyOf(rules);
        for (Rule rule : rules) {
            if (rule.origin() == Rule.Origin.IMPLIED
                    && rule.action() instanceof Action.SetVariable(String name, _)) {
                influence.remembered.add(name);
            }
        }
        do {
            influence.grown = false;
            for (Rule rule : rules) {
                if (influence.matters(rule)) {
                    influence.rule = rule;
                    influence.rewrites |=
                            rule.action() instanceof Action.Rewrite
                                    || rule.action() instanceof Action.Replace
                                    || rule.action() instanceof Action.RemoveHeaders;
                    influence.condition(rule.when());
                    influence.action(rule.action());
                }
            }
        } while (influence.grown);
        return influence;
    }

    /// The rules of a block and of the blocks inside it, but for reception.
    private static void gather(Block block, List<Rule> rules) {
        if (block.name().equals(Block.RECEPTION)) {
            return;
        }
        for (Rule rule : block.rules()) {
            rules.add(rule);
            if (rule.action() instanceof Action.Enter(Block inner)) {
                gather(inner, rules);
            }
        }
    }

    /// Whether reception makes another normalised path than the usual one.
    private static boolean normalisesOtherwise(Block rules) {
        return rules.andInner()
                .filter(block -> block.name().equals(Block.RECEPTION))
                .flatMap(block -> block.rules().stream())
                .anyMatch(rule ->
                        rule.action() instanceof Action.Rewrite(Field field, _, _)
                                && field.kind() == Field.Kind.NORMALISED_PATH);
    }

    /// All rules that may matter.
    List<Rule> rules() {
        return rules;
    }

    /// What a rule computes once for a request: nothing where no rule changes what it is computed
    /// from.
    List<Expression.Converted> computedOnce(Rule rule) {
        return rewrites ? once.getOrDefault(rule, List.of()) : List.of();
    }

    /// Whether anything looks at the normalised path.
    boolean normalises() {
        return normalises;
    }

    /// Whether one part of the requests has another normalised path than the usual one, so that
    /// only paths that are normal as they are received are the same for all.
    boolean normalisesOtherwise() {
        return normalisesOtherwise;
    }

    /// The variables that the balancer's own rules set: what it remembers of a request's way.
    Set<String> remembered() {
        return remembered;
    }

    /// Whether groups of regular expressions are used anywhere.
    boolean usesGroups() {
        return groups;
    }

    /// The headers that matter, in lower case.
    Set<String> headers() {
        return headers;
    }

    /// Only requests are looked at of which reception has nothing to say.
    boolean matters(Rule rule) {
        return switch (rule.action()) {
            case Action.Aside _ -> false;
            case Action.Enter(Block inner) -> !inner.name().equals(Block.RECEPTION);
            case Action.SetVariable(String name, _) -> variables.contains(name);
            case Action.UnsetVariable(String name) -> variables.contains(name);
            case Action.Rewrite(Field field, _, _) -> matters(field);
            case Action.Replace(Field field, _, _, _) -> matters(field);
            case Action.RewriteOutgoing(Field field, _, _) ->
                    !isHeader(field) || field.name().equals("host");
            case Action.RemoveHeaders _,
                    Action.Forward _,
                    Action.Answer _,
                    Action.Serve _,
                    Action.Close _,
                    Action.ChooseServer _,
                    Action.Leave _,
                    Action.Restart _,
                    Action.Unmodelled _ ->
                    true;
        };
    }

    /// Whether a rule changes nothing that counts where it is not asked how requests end, and what
    /// the balancer remembers of them is not known.
    boolean isIdle(Rule rule) {
        return switch (rule.action()) {
            case Action.RewriteOutgoing _, Action.ChooseServer _ -> true;
            case Action.Rewrite(Field field, _, _) -> field.kind() == Field.Kind.STATUS;
            case Action.SetVariable(String name, _) -> remembered.contains(name);
            default -> false;
        };
    }

    private static boolean isHeader(Field field) {
        return field.kind() == Field.Kind.HEADER || field.kind() == Field.Kind.HEADER_LINE;
    }

    private boolean matters(Field field) {
        return !isHeader(field) || headers.contains(field.name());
    }

    private void action(Action action) {
        switch (action) {
            case Action.Forward(Expression pool, _) -> expression(pool);
            case Action.Answer(_, Expression location) -> {
                if (location != null) {
                    expression(location);
                }
            }
            case Action.ChooseServer(Expression server) -> expression(server);
            case Action.Rewrite(_, _, Expression value) -> expression(value);
            case Action.RewriteOutgoing(_, _, Expression value) -> expression(value);
            case Action.Replace(_, _, _, Expression value) -> expression(value);
            case Action.SetVariable(_, Expression value) -> expression(value);
            case Action.RemoveHeaders _,
                    Action.UnsetVariable _,
                    Action.Serve _,
                    Action.Close _,
                    Action.Enter _,
                    Action.Leave _,
                    Action.Restart _,
                    Action.Aside _,
                    Action.Unmodelled _ -> {}
        }
    }

    private void condition(Condition condition) {
        switch (condition) {
            case Condition.All(List<Condition> all) -> all.forEach(this::condition);
            case Condition.Any(List<Condition> any) -> any.forEach(this::condition);
            case Condition.Not(Condition inner) -> condition(inner);
            case Condition.Named(var declaration, _) -> condition(declaration.condition());
            case Condition.Match(Expression subject, _, _) -> expression(subject);
            case Condition.Always _,
                    Condition.Never _,
                    Condition.Undefined _,
                    Condition.Unknown _ -> {}
        }
    }

    private void expression(Expression expression) {
        switch (expression) {
            case Expression.Part(Field field) -> part(field);
            case Expression.Variable(String name) -> grown |= variables.add(name);
            case Expression.Capture _ -> {
                grown |= !groups;
                groups = true;
            }
            case Expression.Joined(List<Expression> parts) -> parts.forEach(this::expression);
            case Expression.Converted converted
                    when converted.converter().equals(Expression.ONCE) -> {
                expression(converted.input());
                if (rule != null) {
                    List<Expression.Converted> all =
                            once.computeIfAbsent(rule, _ -> new ArrayList<>(1));
                    if (!all.contains(converted)) {
                        all.add(converted);
                    }
                }
            }
            case Expression.Converted(Expression input, _, List<String> arguments) -> {
                expression(input);
                // Some functions take the name of a variable.
                for (String argument : arguments) {
                    if (argument.indexOf('.') > 0) {
                        grown |= variables.add(argument);
                    }
                }
            }
            case Expression.Lookup(var table, Expression key, Expression fallback) -> {
                expression(key);
                if (fallback != null) {
                    expression(fallback);
                }
                table.entries().forEach(entry -> expression(entry.value()));
                if (table.fallback() != null) {
                    expression(table.fallback());
                }
            }
            case Expression.Split(Expression key, var shares, _, _) -> {
                expression(key);
                shares.forEach(share -> expression(share.value()));
            }
            case Expression.Text _, Expression.Unknown _ -> {}
        }
    }

    private void part(Field field) {
        switch (field.kind()) {
            case HEADER, HEADER_LINE, HEADER_COUNT -> grown |= headers.add(field.name());
            case COOKIE, COOKIE_ANY_CASE -> grown |= headers.add("cookie");
            case NORMALISED_PATH -> normalises = true;
            default -> {}
        }
    }

    /// Whether a condition may compare with a regular expression.
    static boolean mayMatchRegex(Condition condition) {
        return switch (condition) {
            case Condition.All(List<Condition> all) ->
                    all.stream().anyMatch(Influence::mayMatchRegex);
            case Condition.Any(List<Condition> any) ->
                    any.stream().anyMatch(Influence::mayMatchRegex);
            case Condition.Not(Condition inner) -> mayMatchRegex(inner);
            case Condition.Named(var declaration, _) -> mayMatchRegex(declaration.condition());
            case Condition.Match(_, Matcher matcher, _) -> matcher.method() == Matcher.Method.REGEX;
            case Condition.Always _,
                    Condition.Never _,
                    Condition.Undefined _,
                    Condition.Unknown _ ->
                    false;
        };
    }
}
