package dev.evenkeel.dialect.nginx;

import dev.evenkeel.text.Problem;
import dev.evenkeel.text.Source;
import dev.evenkeel.text.Span;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Collects what is wrong with a configuration, up to a thousand problems for each text.
final class NginxProblems {
    private final List<Problem> problems = new ArrayList<>();
    private final Map<Source, Integer> counts = new HashMap<>();

    List<Problem> all() {
        return problems;
    }

    void addAll(List<Problem> others) {
        others.forEach(this::add);
    }

    void add(Problem problem) {
        Source source = problem.span().source();
        int count = counts.merge(source, 1, Integer::sum);
        if (count <= NginxBounds.PROBLEMS_MAX) {
            problems.add(problem);
        } else if (count == NginxBounds.PROBLEMS_MAX + 1) {
            problems.add(
                    Problem.remark(
                            problem.span(),
                            "there are more than "
                                    + NginxBounds.PROBLEMS_MAX
                                    + " problems in this file"));
        }
    }

    /// Whether no more problems of this text are taken, so that none need be looked for.
    boolean isFull(Source source) {
        return counts.getOrDefault(source, 0) > NginxBounds.PROBLEMS_MAX;
    }

    /// nginx would not start, and says so on the line of the directive's `;` or `{`.
    void refuse(NginxDirective directive, String message, String advice) {
        if (isFull(directive.source())) {
            return;
        }
        add(Problem.refused(directive.blamed(), message, advice));
    }

    void refuse(Span span, String message, String advice) {
        add(Problem.refused(span, message, advice));
    }

    /// nginx starts, with a warning.
    void doubt(NginxDirective directive, String message, String advice) {
        add(Problem.doubtful(directive.blamed(), message, advice));
    }
}
