package dev.evenkeel.report;

import dev.evenkeel.model.Action;
import dev.evenkeel.model.Expression;
import dev.evenkeel.model.Rule;
import dev.evenkeel.text.Span;

import org.jspecify.annotations.Nullable;

/// What is the same whenever a rule comes up, encoded once: a step of it, with its place and the
/// pool that it names inside. All in one piece of memory, as among thousands of rules each look at
/// another one costs more than writing it.
final class RuleJson {
    private static final String HEAD = "{";

    /// The pool that the rule names, if that is always the same and may be shown.
    private final @Nullable String pool;

    private final Span span;

    /// Whether it is told when only steps that held are.
    private final boolean isTold;

    /// A step of it that held.
    private final byte[] step;

    private final int placeEnd;
    private final int resultStart;
    private final int poolStart;

    RuleJson(Rule rule, Secrets secrets, JsonBytes scratch) {
        span = rule.span();
        isTold = isTold(rule);
        String named =
                rule.action() instanceof Action.Forward(Expression.Text(String name), _)
                        ? name
                        : null;
        pool = named != null && secrets.masked(named).equals(named) ? named : null;
        scratch.clear();
        place(scratch.raw(HEAD), span);
        placeEnd = scratch.length();
        scratch.raw(",\"what\":").text(Wording.firstLine(span, secrets)).raw(",\"result\":");
        resultStart = scratch.length();
        scratch.raw("\"true\",\"made\":");
        poolStart = scratch.length();
        step = scratch.readable(named).raw('}').copy();
    }

    /// `"file":"a.cfg","line":12`
    static JsonBytes place(JsonBytes out, Span span) {
        return out.raw("\"file\":").text(span.file()).raw(",\"line\":").number(span.line());
    }

    /// What nobody wrote and what does not end the search says little.
    private static boolean isTold(Rule rule) {
        return rule.origin() != Rule.Origin.IMPLIED
                || (rule.action().isFinal() && !(rule.action() instanceof Action.Leave));
    }

    boolean isTold() {
        return isTold;
    }

    /// Whether this is the pool that it always names.
    boolean names(@Nullable String name) {
        return pool != null && pool.equals(name);
    }

    boolean isAt(Span place) {
        return span.equals(place);
    }

    void pool(JsonBytes out) {
        out.raw(step, poolStart, step.length - 1);
    }

    void place(JsonBytes out) {
        out.raw(step, HEAD.length(), placeEnd);
    }

    /// A step of it that held, and that named its pool.
    void step(JsonBytes out) {
        out.raw(step);
    }

    /// The beginning of a step of it, up to its result.
    void begin(JsonBytes out) {
        out.raw(step, 0, resultStart);
    }
}
