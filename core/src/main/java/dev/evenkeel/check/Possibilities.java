package dev.evenkeel.check;

import dev.evenkeel.model.Action;
import dev.evenkeel.model.Block;
import dev.evenkeel.model.Expression;
import dev.evenkeel.model.LoadBalancer;
import dev.evenkeel.model.Rule;
import dev.evenkeel.model.Table;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/// Every text that an expression can become, as far as tables, shares and variables tell. What is
/// not known stands as an open possibility, so that nothing possible is missing.
final class Possibilities {
    /// More texts of one expression than this are not listed: anything is possible then.
    private static final int LISTED_MAX = 100_000;

    /// The most texts that are listed for all expressions together.
    private static final int LISTED_TOTAL_MAX = 3_000_000;

    /// Tables whose values name other tables are followed this far.
    private static final int DEPTH_MAX = 20;

    private static final List<Possibility> ANYTHING = List.of(Possibility.ANYTHING);

    private final Map<String, List<Expression>> assigned = new HashMap<>();
    private final IdentityHashMap<Table, List<Possibility>> entries = new IdentityHashMap<>();
    private final Map<String, List<Possibility>> variables = new HashMap<>();
    private boolean scripted;
    private int listed;

    Possibilities(LoadBalancer balancer) {
        for (Block block : Flow.blocks(balancer)) {
            for (Rule rule : block.rules()) {
                if (rule.action() instanceof Action.SetVariable(String name, Expression value)) {
                    assigned.computeIfAbsent(name, _ -> new ArrayList<>(2)).add(value);
                } else if (rule.action() instanceof Action.Unmodelled) {
                    scripted = true;
                }
            }
        }
    }

    List<Possibility> of(Expression expression) {
        return of(expression, DEPTH_MAX);
    }

    /// Whether some rule gives the variable a value.
    boolean isAssigned(String variable) {
        return scripted || assigned.containsKey(variable);
    }

    private List<Possibility> of(Expression expression, int depth) {
        if (depth == 0) {
            return ANYTHING;
        }
        return switch (expression) {
            case Expression.Text(String text) -> List.of(Possibility.text(text));
            case Expression.Variable(String name) -> variable(name, depth);
            case Expression.Joined(List<Expression> parts) -> joined(parts, depth);
            case Expression.Lookup lookup -> looked(lookup, depth);
            case Expression.Split split -> shares(split, depth);
            case Expression.Converted converted
                    when converted.converter().equals(Expression.ONCE) ->
                    of(converted.input(), depth);
            case Expression.Converted converted -> converted(converted, depth);
            case Expression.Part _, Expression.Capture _, Expression.Unknown _ -> ANYTHING;
        };
    }

    private List<Possibility> variable(String name, int depth) {
        List<Expression> values = assigned.get(name);
        if (values == null) {
            return ANYTHING;
        }
        // A variable that is made of itself can be anything.
        List<Possibility> before = variables.putIfAbsent(name, ANYTHING);
        if (before != null) {
            return before;
        }
        List<Possibility> found = assigned(values, depth);
        variables.put(name, found);
        return found;
    }

    private List<Possibility> assigned(List<Expression> values, int depth) {
        boolean certain = values.size() == 1 && !scripted;
        var found = new ArrayList<Possibility>();
        for (Expression value : values) {
            for (Possibility one : of(value, depth - 1)) {
                found.add(certain ? one : one.uncertain());
            }
            if (found.size() > LISTED_MAX) {
                return ANYTHING;
            }
        }
        if (scripted) {
            found.add(Possibility.ANYTHING);
        }
        return found;
    }

    private List<Possibility> joined(List<Expression> parts, int depth) {
        List<Possibility> found = List.of(Possibility.text(""));
        for (Expression part : parts) {
            List<Possibility> next = of(part, depth - 1);
            long combinations = (long) found.size() * next.size();
            if (combinations > LISTED_MAX || !mayList((int) combinations)) {
                return ANYTHING;
            }
            var longer = new ArrayList<Possibility>(found.size() * next.size());
            for (Possibility head : found) {
                for (Possibility tail : next) {
                    longer.add(head.then(tail));
                }
            }
            found = longer;
        }
        return found;
    }

    private List<Possibility> looked(Expression.Lookup lookup, int depth) {
        List<Possibility> values = entries(lookup.table(), depth);
        if (!mayList(values.size())) {
            return ANYTHING;
        }
        var found = new ArrayList<>(values);
        Expression otherwise =
                lookup.fallback() != null ? lookup.fallback() : lookup.table().fallback();
        if (otherwise == null) {
            found.add(Possibility.NOTHING);
        } else {
            found.addAll(of(otherwise, depth - 1));
        }
        return found;
    }

    private List<Possibility> entries(Table table, int depth) {
        List<Possibility> before = entries.get(table);
        if (before != null) {
            return before;
        }
        var found = new ArrayList<Possibility>();
        for (Table.Entry entry : table.entries()) {
            for (Possibility one : of(entry.value(), depth - 1)) {
                found.add(one.at(entry.span()));
            }
        }
        if (!table.complete()) {
            found.add(Possibility.ANYTHING);
        }
        entries.put(table, found);
        return found;
    }

    private List<Possibility> shares(Expression.Split split, int depth) {
        var found = new ArrayList<Possibility>();
        for (Expression.Share share : split.shares()) {
            for (Possibility one : of(share.value(), depth - 1)) {
                found.add(one.at(share.span()));
            }
        }
        if (!split.takesRest()) {
            found.add(Possibility.NOTHING);
        }
        return found;
    }

    private boolean mayList(int more) {
        listed = Math.min(LISTED_TOTAL_MAX + 1, listed + more);
        return listed <= LISTED_TOTAL_MAX;
    }

    /// Names are compared in any case, so a change of case changes nothing; what other converters
    /// make is not followed.
    private List<Possibility> converted(Expression.Converted converted, int depth) {
        boolean sameName =
                converted.converter().equals("lower") || converted.converter().equals("upper");
        return sameName ? of(converted.input(), depth - 1) : ANYTHING;
    }
}
