package dev.evenkeel.dialect;

import dev.evenkeel.model.Coverage;
import dev.evenkeel.model.LoadBalancer;
import dev.evenkeel.text.Problem;
import dev.evenkeel.text.Source;
import dev.evenkeel.text.Span;

import java.util.List;

/// What was read: the model, everything wrong with the text, how much of it was understood, all
/// sources in the order in which they were read, the comments, and the places of secrets, which
/// must never be shown.
public record Reading(
        LoadBalancer balancer,
        List<Problem> problems,
        Coverage coverage,
        List<Source> sources,
        List<Span> comments,
        List<Span> secrets) {
    public Reading {
        problems = List.copyOf(problems);
        sources = List.copyOf(sources);
        comments = List.copyOf(comments);
        secrets = List.copyOf(secrets);
    }

    /// Whether the real balancer would refuse to start with this text.
    public boolean isRefused() {
        return problems.stream().anyMatch(problem -> problem.kind() == Problem.Kind.REFUSED);
    }
}
