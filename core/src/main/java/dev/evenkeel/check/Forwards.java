package dev.evenkeel.check;

import dev.evenkeel.model.Action;
import dev.evenkeel.model.Block;
import dev.evenkeel.model.Expression;
import dev.evenkeel.model.Listener;
import dev.evenkeel.model.LoadBalancer;
import dev.evenkeel.model.Pool;
import dev.evenkeel.model.Rule;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Every rule that sends requests to a pool, and so which pools are used. Names of pools are
/// compared in any letter case, because some balancers do.
final class Forwards {
    /// A rule that chooses a pool, in the first listener that has it.
    record One(Listener listener, Rule rule, Action.Forward action) {
        boolean isLiteral() {
            return action.pool() instanceof Expression.Text;
        }

        String literal() {
            return action.pool() instanceof Expression.Text(String name) ? name : "";
        }
    }

    /// More different open names than this, and every pool counts as used.
    private static final int OPEN_MAX = 100;

    private final LoadBalancer balancer;
    private final boolean partial;
    private @Nullable List<One> all;
    private @Nullable Used used;
    private @Nullable Possibilities possibilities;

    private Forwards(LoadBalancer balancer) {
        this.balancer = balancer;
        partial = balancer.listeners().isEmpty();
    }

    static Forwards of(LoadBalancer balancer) {
        return new Forwards(balancer);
    }

    /// Collected when they are first asked for: most checks find nothing to ask about.
    List<One> all() {
        List<One> known = all;
        if (known == null) {
            known = new ArrayList<>();
            Set<Block> seen = Collections.newSetFromMap(new IdentityHashMap<>());
            for (Listener listener : balancer.listeners()) {
                collect(listener, listener.handling().rules(), seen, known);
            }
            all = known;
        }
        return known;
    }

    private Used used() {
        Used known = used;
        if (known == null) {
            known = new Used(this);
            used = known;
        }
        return known;
    }

    /// Made when it is first asked for: most configurations name their pools.
    Possibilities possibilities() {
        Possibilities known = possibilities;
        if (known == null) {
            known = new Possibilities(balancer);
            possibilities = known;
        }
        return known;
    }

    /// Whether some request may be sent to the pool; true when the text has no listener at all,
    /// because then it is a part of a configuration.
    boolean mayUse(Pool pool) {
        return partial || surelyUses(pool) || used().openly(pool.name());
    }

    /// Whether a rule names the pool.
    boolean surelyUses(Pool pool) {
        return used().named.contains(key(pool.name()));
    }

    /// Whether the pool gets only what no rule of a listener takes, beside rules that take some.
    boolean isLastResort(Pool pool) {
        return all().size() > 1 && !used().ruled.contains(key(pool.name()));
    }

    static String key(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if ((c >= 'A' && c <= 'Z') || c >= 0x80) {
                return name.toLowerCase(Locale.ROOT);
            }
        }
        return name;
    }

    private static void collect(Listener listener, Block block, Set<Block> seen, List<One> into) {
        if (!seen.add(block)) {
            return;
        }
        for (Rule rule : block.rules()) {
            if (rule.action() instanceof Action.Forward forward) {
                into.add(new One(listener, rule, forward));
            } else if (rule.action() instanceof Action.Enter(Block inner)) {
                collect(listener, inner, seen, into);
            }
        }
    }

    /// Names of pools that rules give, and what the names may be that they compute.
    private static final class Used {
        private final Set<String> named = new HashSet<>();
        private final Set<String> ruled = new HashSet<>();
        private final Set<Possibility> open = new HashSet<>();

        Used(Forwards forwards) {
            for (One one : forwards.all()) {
                if (one.isLiteral()) {
                    String key = key(one.literal());
                    named.add(key);
                    if (one.rule().origin() == Rule.Origin.WRITTEN) {
                        ruled.add(key);
                    }
                } else {
                    for (Possibility each : forwards.possibilities().of(one.action().pool())) {
                        add(each);
                    }
                }
            }
        }

        private void add(Possibility one) {
            if (!one.open()) {
                named.add(key(one.head()));
            } else if (open.size() <= OPEN_MAX) {
                open.add(new Possibility(one.head(), one.tail(), true, null, false));
            }
        }

        boolean openly(String name) {
            if (open.size() > OPEN_MAX) {
                return true;
            }
            for (Possibility one : open) {
                if (one.mayBe(name)) {
                    return true;
                }
            }
            return false;
        }
    }
}
