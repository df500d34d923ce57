package dev.evenkeel.dialect.haproxy;

import dev.evenkeel.text.Problem;
import dev.evenkeel.text.Span;

/// Why HAProxy would not start with a line: it ends the reading of that line, as it does there, and
/// becomes a [Problem] before it leaves the translator.
final class HaproxyRefusal extends Exception {
    private final transient Problem problem;

    HaproxyRefusal(Span span, String message, String advice) {
        super(message, null, false, false);
        this.problem = Problem.refused(span, message, advice);
    }

    Problem problem() {
        return problem;
    }
}
