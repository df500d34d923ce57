package dev.evenkeel.routing;

import dev.evenkeel.model.Block;

import java.util.List;

/// A block with its conditions made ready, and an index of which rules can hold at all.
final class CompiledBlock {
    private final Block block;
    private final CompiledRule[] rules;
    private final RuleIndex index;

    CompiledBlock(Block block, List<CompiledRule> rules) {
        this.block = block;
        this.rules = rules.toArray(CompiledRule[]::new);
        this.index = RuleIndex.of(block.rules());
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
        return index;
    }
}
