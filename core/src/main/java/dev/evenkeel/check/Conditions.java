package dev.evenkeel.check;

import dev.evenkeel.model.Block;
import dev.evenkeel.model.Condition;
import dev.evenkeel.model.LoadBalancer;
import dev.evenkeel.model.NamedCondition;
import dev.evenkeel.model.Rule;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Every condition of a balancer without its parts that are conditions: those of rules and those
/// that are declared by name, each once.
final class Conditions {
    private final List<Condition> leaves = new ArrayList<>();
    private final Set<NamedCondition> used = new LinkedHashSet<>();

    private Conditions() {}

    static Conditions of(LoadBalancer balancer) {
        var conditions = new Conditions();
        for (Block block : Flow.blocks(balancer)) {
            for (Rule rule : block.rules()) {
                conditions.add(rule.when());
            }
        }
        Set<NamedCondition> named = new LinkedHashSet<>(balancer.conditions());
        named.addAll(conditions.used);
        for (NamedCondition one : named) {
            conditions.add(one.condition());
        }
        return conditions;
    }

    List<Condition> leaves() {
        return leaves;
    }

    /// The declared conditions that a rule, or another condition, names.
    Set<NamedCondition> used() {
        return used;
    }

    private void addAll(List<Condition> parts) {
        for (Condition part : parts) {
            add(part);
        }
    }

    private void add(Condition condition) {
        switch (condition) {
            case Condition.All(List<Condition> parts) -> addAll(parts);
            case Condition.Any(List<Condition> parts) -> addAll(parts);
            case Condition.Not(Condition part) -> add(part);
            case Condition.Named named -> used.add(named.declaration());
            case Condition.Always _, Condition.Never _ -> {}
            case Condition.Undefined _, Condition.Match _, Condition.Unknown _ ->
                    leaves.add(condition);
        }
    }
}
