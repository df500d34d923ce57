package dev.evenkeel.dialect.haproxy;

import dev.evenkeel.model.Action;
import dev.evenkeel.model.Block;
import dev.evenkeel.model.Condition;
import dev.evenkeel.model.Rule;
import dev.evenkeel.text.Span;

import java.util.List;

/// Conditions put together, without needless wrapping.
final class HaproxyLogic {
    private HaproxyLogic() {}

    static Condition any(List<Condition> conditions) {
        return switch (conditions.size()) {
            case 0 -> Condition.NEVER;
            case 1 -> conditions.getFirst();
            default -> new Condition.Any(conditions);
        };
    }

    static Condition all(List<Condition> conditions) {
        return switch (conditions.size()) {
            case 0 -> Condition.ALWAYS;
            case 1 -> conditions.getFirst();
            default -> new Condition.All(conditions);
        };
    }

    /// A rule that goes through a phase.
    static Rule enter(HaproxyPhase phase, Condition when, List<Rule> inner) {
        Span where = inner.getFirst().span();
        var block = new Block(phase.block(), inner, where);
        return new Rule(when, new Action.Enter(block), Rule.Origin.IMPLIED, where);
    }

    static Condition not(Condition condition) {
        return switch (condition) {
            case Condition.Always _ -> Condition.NEVER;
            case Condition.Never _ -> Condition.ALWAYS;
            case Condition.Not(Condition inner) -> inner;
            default -> new Condition.Not(condition);
        };
    }
}
