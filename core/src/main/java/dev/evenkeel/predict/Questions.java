package dev.evenkeel.predict;

import dev.evenkeel.model.Action;
import dev.evenkeel.model.Affinity;
import dev.evenkeel.model.Algorithm;
import dev.evenkeel.model.Block;
import dev.evenkeel.model.Condition;
import dev.evenkeel.model.Expression;
import dev.evenkeel.model.LoadBalancer;
import dev.evenkeel.model.NamedCondition;
import dev.evenkeel.model.Pool;
import dev.evenkeel.model.Rule;
import dev.evenkeel.model.Table;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.TreeSet;

/// What a configuration asks that is not known before run time and that a user can answer: by the
/// texts that [dev.evenkeel.routing.Given] takes, one char per byte.
public final class Questions {
    private final Set<String> unknowns = new TreeSet<>();
    private final Set<String> comparisons = new TreeSet<>();
    private boolean asksForFiles;

    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());

    /// What is still to be looked at; not on the stack, as a configuration can nest deeply.
    private final Deque<Object> open = new ArrayDeque<>();

    private Questions() {}

    public static Questions of(LoadBalancer balancer) {
        var questions = new Questions();
        balancer.listeners().forEach(listener -> questions.add(listener.handling().rules()));
        for (Pool pool : balancer.pools()) {
            questions.add(pool.handling().rules());
            for (Affinity affinity : pool.affinities()) {
                questions.add(affinity.bond().value());
                questions.add(affinity.bond().when());
                questions.add(affinity.bond().evenDown());
            }
            if (pool.balancing().algorithm() instanceof Algorithm.Hash(var key, _)) {
                questions.add(key);
            }
        }
        while (!questions.open.isEmpty()) {
            questions.look(questions.open.pop());
        }
        return questions;
    }

    /// Whether an answer to a text would be heard: it stands for what is not modelled, or for a
    /// whole comparison.
    public boolean asks(String text) {
        return unknowns.contains(text) || comparisons.contains(text);
    }

    /// What is not modelled, as written.
    public Set<String> unknowns() {
        return Collections.unmodifiableSet(unknowns);
    }

    /// Whether it matters which files exist.
    public boolean asksForFiles() {
        return asksForFiles;
    }

    private void add(@Nullable Object part) {
        if (part != null && seen.add(part)) {
            open.push(part);
        }
    }

    private void look(Object part) {
        switch (part) {
            case Block block -> block.rules().forEach(this::rule);
            case NamedCondition named -> add(named.condition());
            case Condition condition -> condition(condition);
            case Expression expression -> expression(expression);
            case Table table -> {
                table.entries().forEach(entry -> add(entry.value()));
                add(table.fallback());
            }
            default -> throw new IllegalStateException("nothing to look at: " + part);
        }
    }

    private void rule(Rule rule) {
        add(rule.when());
        switch (rule.action()) {
            case Action.Forward(var pool, _) -> add(pool);
            case Action.Answer(_, var location) -> add(location);
            case Action.Rewrite(_, _, var value) -> add(value);
            case Action.RewriteOutgoing(_, _, var value) -> add(value);
            case Action.Replace replace -> add(replace.value());
            case Action.SetVariable(_, var value) -> add(value);
            case Action.ChooseServer(var server) -> add(server);
            case Action.Enter(var block) -> add(block);
            case Action.Serve _,
                    Action.Close _,
                    Action.RemoveHeaders _,
                    Action.UnsetVariable _,
                    Action.Leave _,
                    Action.Restart _,
                    Action.Aside _,
                    Action.Unmodelled _ -> {}
        }
    }

    private void condition(Condition condition) {
        switch (condition) {
            case Condition.All(var parts) -> parts.forEach(this::add);
            case Condition.Any(var parts) -> parts.forEach(this::add);
            case Condition.Not(var inner) -> add(inner);
            case Condition.Named(var declaration, _) -> add(declaration);
            case Condition.Undefined(String name, _) -> unknowns.add(name);
            case Condition.Unknown(String text, _, _) -> unknowns.add(text);
            case Condition.Match(var subject, var matcher, var span) -> {
                if (!hasUsualValue(subject)) {
                    comparisons.add(span.text());
                }
                asksForFiles |= matcher.method().isAboutFiles();
                add(subject);
            }
            case Condition.Always _, Condition.Never _ -> {}
        }
    }

    /// Whether a value is taken where nothing is said: then nothing but the value is asked for.
    private static boolean hasUsualValue(Expression subject) {
        return switch (subject) {
            case Expression.Unknown unknown -> unknown.usual() != null;
            case Expression.Converted(var input, _, _) -> hasUsualValue(input);
            case Expression.Lookup(_, var key, _) -> hasUsualValue(key);
            case Expression.Joined(var parts) -> parts.stream().anyMatch(Questions::hasUsualValue);
            case Expression.Text _,
                    Expression.Part _,
                    Expression.Variable _,
                    Expression.Capture _,
                    Expression.Split _ ->
                    false;
        };
    }

    private void expression(Expression expression) {
        switch (expression) {
            case Expression.Joined(var parts) -> parts.forEach(this::add);
            case Expression.Converted(var input, _, _) -> add(input);
            case Expression.Lookup(var table, var key, var fallback) -> {
                add(table);
                add(key);
                add(fallback);
            }
            case Expression.Split split -> {
                add(split.key());
                split.shares().forEach(share -> add(share.value()));
            }
            case Expression.Unknown(String text, _, _) -> unknowns.add(text);
            case Expression.Text _,
                    Expression.Part _,
                    Expression.Variable _,
                    Expression.Capture _ -> {}
        }
    }
}
