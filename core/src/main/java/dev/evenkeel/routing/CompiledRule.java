package dev.evenkeel.routing;

import dev.evenkeel.model.Expression;
import dev.evenkeel.model.Rule;
import dev.evenkeel.text.Span;

import org.jspecify.annotations.Nullable;

/// A rule with its condition made ready. Everything that a request meets lies side by side, as
/// among thousands of rules each look at another piece of memory costs more than what is done with
/// it.
final class CompiledRule {
    private final Rule rule;
    private final Span span;
    private final Test test;
    private final Expression @Nullable [] subjects;
    private final byte[] texts;
    private final Outcome.@Nullable Forward plain;

    /// `plain` is where it sends every request over HTTP for which no rule chose a server or a
    /// status; `null` when that is not the same for all of them, or the rule sends nothing on.
    CompiledRule(Rule rule, Test test, PackedTexts packing, Outcome.@Nullable Forward plain) {
        this.rule = rule;
        this.span = rule.span();
        this.test = test;
        this.subjects = packing.subjects(test);
        this.texts = subjects == null ? new byte[0] : PackedTexts.packed(test);
        this.plain = plain;
    }

    Rule rule() {
        return rule;
    }

    Span span() {
        return span;
    }

    Test test() {
        return test;
    }

    Outcome.@Nullable Forward plain() {
        return plain;
    }

    /// Whether its condition holds, as far as texts alone say so; else `UNKNOWN`, and the test has
    /// to be asked.
    int truth(Values values) {
        Expression[] parts = subjects;
        return parts == null ? Test.UNKNOWN : PackedTexts.truth(parts, texts, values);
    }
}
