package dev.evenkeel.routing;

import dev.evenkeel.model.Block;
import dev.evenkeel.model.Rule;

import java.util.List;

/// A block with its conditions made ready, and an index of which rules can hold at all.
final class CompiledBlock {
    private final Block block;
    private final Rule[] rules;
    private final Test[] tests;
    private final RuleIndex index;

    CompiledBlock(Block block, List<Test> tests) {
        this.block = block;
        this.rules = block.rules().toArray(Rule[]::new);
        this.tests = tests.toArray(Test[]::new);
        this.index = RuleIndex.of(block.rules());
    }

    String name() {
        return block.name();
    }

    int size() {
        return rules.length;
    }

    Rule rule(int number) {
        return rules[number];
    }

    Test test(int number) {
        return tests[number];
    }

    RuleIndex index() {
        return index;
    }
}
