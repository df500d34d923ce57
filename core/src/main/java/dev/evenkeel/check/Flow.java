package dev.evenkeel.check;

import dev.evenkeel.model.Action;
import dev.evenkeel.model.Block;
import dev.evenkeel.model.Condition;
import dev.evenkeel.model.LoadBalancer;
import dev.evenkeel.model.Pool;
import dev.evenkeel.model.Rule;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/// Which ways lead out of a block of rules. Blocks that several listeners share are looked at once.
final class Flow {
    /// `falls`: some request may run past the last rule. `leaves`: the enclosing blocks that some
    /// rule leaves.
    private record Exits(boolean falls, Set<String> leaves) {}

    private static final Exits NOWHERE = new Exits(true, Set.of());

    private final IdentityHashMap<Block, Exits> known = new IdentityHashMap<>();

    /// Whether some request may go on behind the rule that enters the block.
    boolean goesOn(Block block) {
        Exits exits = exits(block);
        return exits.falls() || exits.leaves().contains(block.name());
    }

    /// Whether no request that enters the block goes on outside of it.
    boolean keeps(Block block) {
        if (goesOn(block)) {
            return false;
        }
        Set<String> inside = new HashSet<>();
        for (Block inner : blocks(block)) {
            inside.add(inner.name());
        }
        inside.remove(block.name());
        return inside.containsAll(exits(block).leaves());
    }

    /// Whether some rule leaves the block before its end.
    boolean isLeft(Block block) {
        return exits(block).leaves().contains(block.name());
    }

    /// Whether nothing of the same block can run after this rule.
    boolean ends(Rule rule) {
        if (!(rule.when() instanceof Condition.Always)) {
            return false;
        }
        return rule.action() instanceof Action.Enter(Block inner)
                ? !goesOn(inner)
                : rule.action().isFinal();
    }

    /// Whether some request to the pool meets its servers, and is not answered by a rule before.
    boolean reachesServers(Pool pool) {
        return goesOn(pool.handling().rules());
    }

    private Exits exits(Block block) {
        if (block.rules().isEmpty()) {
            return NOWHERE;
        }
        Exits before = known.get(block);
        if (before != null) {
            return before;
        }
        var leaves = new HashSet<String>();
        boolean falls = true;
        for (Rule rule : block.rules()) {
            if (rule.when() instanceof Condition.Never) {
                continue;
            }
            if (rule.action() instanceof Action.Leave(String name)) {
                leaves.add(name);
            } else if (rule.action() instanceof Action.Enter(Block inner)) {
                leaves.addAll(exits(inner).leaves());
            }
            if (ends(rule)) {
                falls = false;
                break;
            }
        }
        var exits = new Exits(falls, Set.copyOf(leaves));
        known.put(block, exits);
        return exits;
    }

    /// Every block that has rules, once: of the listeners, of the pools, and all inside them.
    static List<Block> blocks(LoadBalancer balancer) {
        var found = new ArrayList<Block>();
        Set<Block> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        for (var listener : balancer.listeners()) {
            collect(listener.handling().rules(), seen, found);
        }
        for (var pool : balancer.pools()) {
            collect(pool.handling().rules(), seen, found);
        }
        return found;
    }

    /// A block and every block inside it that have rules, each once.
    static List<Block> blocks(Block outermost) {
        var found = new ArrayList<Block>();
        collect(outermost, Collections.newSetFromMap(new IdentityHashMap<>()), found);
        return found;
    }

    private static void collect(Block block, Set<Block> seen, List<Block> found) {
        if (block.rules().isEmpty() || !seen.add(block)) {
            return;
        }
        found.add(block);
        for (Rule rule : block.rules()) {
            if (rule.action() instanceof Action.Enter(Block inner)) {
                collect(inner, seen, found);
            }
        }
    }
}
