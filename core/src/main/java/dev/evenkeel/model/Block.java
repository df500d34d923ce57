package dev.evenkeel.model;

import dev.evenkeel.text.Span;

import java.util.List;
import java.util.stream.Stream;

/// Rules in the order in which the balancer evaluates them; the first whose condition holds and
/// whose action is final decides. Falling off the end continues behind the rule that entered it.
public record Block(String name, List<Rule> rules, Span span) {
    /// The name of the block that deals with what is wrong or odd about a request as it arrives.
    /// Nothing in it decides about a proper request whose target is a path.
    public static final String RECEPTION = "reception";

    public Block {
        rules = List.copyOf(rules);
    }

    /// This block and every block that its rules enter, outermost first.
    public Stream<Block> andInner() {
        return Stream.concat(
                Stream.of(this),
                rules.stream()
                        .map(Rule::action)
                        .flatMap(action ->
                                action instanceof Action.Enter(Block inner)
                                        ? inner.andInner()
                                        : Stream.empty()));
    }
}
