package dev.evenkeel.dialect.nginx;

import dev.evenkeel.dialect.LineCoverage;
import dev.evenkeel.dialect.Support;
import dev.evenkeel.model.Ignored;
import dev.evenkeel.text.Problem;
import dev.evenkeel.text.Span;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// What a translation notes beside the model: lines that are not fully modelled, problems, and what
/// nginx reads without using it.
final class NginxNotes {
    private final LineCoverage coverage;
    private final NginxProblems problems;
    private final List<Ignored> ignored = new ArrayList<>();

    NginxNotes(LineCoverage coverage, NginxProblems problems) {
        this.coverage = coverage;
        this.problems = problems;
    }

    void limited(NginxDirective directive, String why) {
        directive.mark(coverage, new Support.Limited(why));
    }

    void unmodelled(NginxDirective directive, String why) {
        directive.mark(coverage, new Support.Unmodelled(why));
    }

    void problem(Problem problem) {
        problems.add(problem);
    }

    void ignored(Ignored.Topic topic, String what, Span span, String because, @Nullable Span by) {
        ignored.add(new Ignored(topic, what, span, because, by));
    }

    List<Ignored> ignored() {
        return ignored;
    }
}
