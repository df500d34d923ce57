package dev.evenkeel.routing;

import dev.evenkeel.model.Block;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// A block with its conditions made ready, and an index of which rules can hold at all.
final class CompiledBlock {
    private final Block block;
    private final CompiledRule[] rules;

    /// Made when it is first asked for: who only looks at sets of requests never does. Whoever
    /// comes at the same time makes the same.
    private volatile @Nullable RuleIndex index;

    CompiledBlock(Block block, List<CompiledRule> rules) {
        this.block = block;
        this.rules = rules.toArray(CompiledRule[]::new);
    }

    String name() {
        return block.name();
    }

    int size() {
        return rules.length;
    }

    CompiledRule rule(int number) {
        return rules[number];
    }

    RuleIndex index() {
        RuleIndex made = index;
        if (made == null) {
            made = RuleIndex.of(block.rules());
            index = made;
        }
        return made;
    }
}
