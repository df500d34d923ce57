package dev.evenkeel.report;

import dev.evenkeel.model.Coverage;
import dev.evenkeel.model.LoadBalancer;
import dev.evenkeel.predict.Traced;

import java.util.List;

/// What `trace` answers about one request, and what it was asked of. `evenkeel` is our own version,
/// `files` are the main files of the configuration, `coverage` is that of all of it.
public record TraceAnswer(
        String evenkeel,
        LoadBalancer balancer,
        List<String> files,
        Coverage coverage,
        Secrets secrets,
        Traced traced) {
    public TraceAnswer {
        files = List.copyOf(files);
    }

    /// The coverage, with only those lines that could change this answer.
    Coverage relevant() {
        return Relevance.of(coverage, balancer, traced.prediction().decision());
    }
}
