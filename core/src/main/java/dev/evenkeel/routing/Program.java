package dev.evenkeel.routing;

import dev.evenkeel.model.Action;
import dev.evenkeel.model.Affinity;
import dev.evenkeel.model.Block;
import dev.evenkeel.model.Condition;
import dev.evenkeel.model.Expression;
import dev.evenkeel.model.Listener;
import dev.evenkeel.model.LoadBalancer;
import dev.evenkeel.model.Matcher;
import dev.evenkeel.model.NamedCondition;
import dev.evenkeel.model.Pool;
import dev.evenkeel.model.Protocol;
import dev.evenkeel.model.Rule;
import dev.evenkeel.model.Table;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/// The blocks, conditions and tables of one configuration, made ready once. Never changes after it
/// is made, so that any number of threads may use it.
final class Program {
    private final Pools pools;
    private final IdentityHashMap<Block, CompiledBlock> blocks = new IdentityHashMap<>();
    private final IdentityHashMap<Matcher, Patterns> patterns = new IdentityHashMap<>();
    private final IdentityHashMap<Table, Lookups> tables = new IdentityHashMap<>();

    private final Map<Expression, Expression> parts = new HashMap<>();

    private final PackedTexts packing = new PackedTexts();

    /// Of conditions that are no rules.
    private final IdentityHashMap<Condition, Test> conditions = new IdentityHashMap<>();

    private final IdentityHashMap<NamedCondition, Test> named = new IdentityHashMap<>();

    Program(LoadBalancer balancer) {
        pools = new Pools(balancer.pools());
        for (Listener listener : balancer.listeners()) {
            block(listener.handling().rules());
        }
        for (Pool pool : balancer.pools()) {
            block(pool.handling().rules());
            if (pool.balancing().algorithm() instanceof dev.evenkeel.model.Algorithm.Hash hash) {
                expression(hash.key());
            }
            for (Affinity affinity : pool.affinities()) {
                expression(affinity.bond().value());
                condition(affinity.bond().when());
                condition(affinity.bond().evenDown());
            }
        }
    }

    private Program(Program one, Program other) {
        pools = one.pools;
        for (Program each : List.of(other, one)) {
            blocks.putAll(each.blocks);
            patterns.putAll(each.patterns);
            tables.putAll(each.tables);
            conditions.putAll(each.conditions);
            named.putAll(each.named);
        }
    }

    /// This one, which also computes what expressions of another yield.
    Program with(Program other) {
        return new Program(this, other);
    }

    Pools pools() {
        return pools;
    }

    /// Makes now what else the first requests would have to wait for.
    void makeIndexes() {
        blocks.values().forEach(CompiledBlock::index);
    }

    CompiledBlock compiled(Block block) {
        CompiledBlock compiled = blocks.get(block);
        if (compiled == null) {
            throw new IllegalStateException("never met: block " + block.name());
        }
        return compiled;
    }

    Test compiled(Condition condition) {
        Test compiled = conditions.get(condition);
        if (compiled == null) {
            throw new IllegalStateException("never met: condition " + condition);
        }
        return compiled;
    }

    private void condition(Condition condition) {
        conditions.computeIfAbsent(condition, this::test);
    }

    Lookups lookups(Table table) {
        Lookups lookups = tables.get(table);
        if (lookups == null) {
            throw new IllegalStateException("never met: table " + table.name());
        }
        return lookups;
    }

    private void block(Block block) {
        if (blocks.containsKey(block)) {
            return;
        }
        var rules = new ArrayList<CompiledRule>(block.rules().size());
        for (Rule rule : block.rules()) {
            rules.add(new CompiledRule(rule, test(rule.when()), packing, plain(rule.action())));
            action(rule.action());
        }
        blocks.put(block, new CompiledBlock(block, rules));
    }

    private Outcome.@Nullable Forward plain(Action action) {
        if (action instanceof Action.Forward(Expression.Text(String name), _)) {
            Pool pool = pools.of(name, Protocol.HTTP);
            if (pool != null && Forwards.isPlain(pool)) {
                return new Outcome.Forward(name, pool, null, List.of(), List.of(), 0);
            }
        }
        return null;
    }

    private void action(Action action) {
        switch (action) {
            case Action.Enter(Block inner) -> block(inner);
            case Action.Forward(Expression pool, _) -> expression(pool);
            case Action.Answer(_, Expression location) -> {
                if (location != null) {
                    expression(location);
                }
            }
            case Action.Rewrite(_, _, Expression value) -> expression(value);
            case Action.RewriteOutgoing(_, _, Expression value) -> expression(value);
            case Action.Replace(_, _, _, Expression value) -> expression(value);
            case Action.SetVariable(_, Expression value) -> expression(value);
            case Action.ChooseServer(Expression server) -> expression(server);
            case Action.RemoveHeaders _,
                    Action.UnsetVariable _,
                    Action.Serve _,
                    Action.Close _,
                    Action.Leave _,
                    Action.Restart _,
                    Action.Aside _,
                    Action.Unmodelled _ -> {}
        }
    }

    /// Meets the tables inside an expression.
    private void expression(Expression expression) {
        switch (expression) {
            case Expression.Joined(List<Expression> parts) -> parts.forEach(this::expression);
            case Expression.Converted(Expression input, _, _) -> expression(input);
            case Expression.Lookup(Table table, Expression key, Expression fallback) -> {
                expression(key);
                if (fallback != null) {
                    expression(fallback);
                }
                table(table);
            }
            case Expression.Split(Expression key, List<Expression.Share> shares, _, _) -> {
                expression(key);
                shares.forEach(share -> expression(share.value()));
            }
            case Expression.Text _,
                    Expression.Part _,
                    Expression.Variable _,
                    Expression.Capture _,
                    Expression.Unknown _ -> {}
        }
    }

    private void table(Table table) {
        if (tables.containsKey(table)) {
            return;
        }
        tables.put(table, new Lookups(table));
        table.entries().forEach(entry -> expression(entry.value()));
        Expression fallback = table.fallback();
        if (fallback != null) {
            expression(fallback);
        }
    }

    Test test(Condition condition) {
        return switch (condition) {
            case Condition.Always _ -> new Test.Constant(Test.TRUE);
            case Condition.Never _ -> new Test.Constant(Test.FALSE);
            case Condition.All(List<Condition> conditions) -> new Test.All(tests(conditions));
            case Condition.Any(List<Condition> conditions) -> new Test.Any(tests(conditions));
            case Condition.Not(Condition inner) -> new Test.Not(test(inner));
            case Condition.Named(NamedCondition declaration, _) -> named(declaration);
            case Condition.Undefined(String name, var span) ->
                    new Test.Open(new Atom(name, name, span), condition, false);
            case Condition.Match match -> {
                expression(match.subject());
                yield new Test.Matched(
                        match,
                        shared(match.subject()),
                        patterns.computeIfAbsent(match.matcher(), Patterns::new));
            }
            case Condition.Unknown(String text, var span, boolean exceptional) ->
                    new Test.Open(new Atom(text, text, span), condition, exceptional);
        };
    }

    /// Parts of the request that thousands of rules look at are one object, which stays in the
    /// cache.
    private Expression shared(Expression subject) {
        return subject instanceof Expression.Part
                ? parts.computeIfAbsent(subject, part -> part)
                : subject;
    }

    private Test named(NamedCondition declaration) {
        Test known = named.get(declaration);
        if (known == null) {
            known = test(declaration.condition());
            named.put(declaration, known);
        }
        return known;
    }

    private List<Test> tests(List<Condition> conditions) {
        var tests = new ArrayList<Test>(conditions.size());
        for (Condition condition : conditions) {
            tests.add(test(condition));
        }
        return tests;
    }
}
