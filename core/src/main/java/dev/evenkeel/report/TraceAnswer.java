package dev.evenkeel.report;

import dev.evenkeel.model.Coverage;
import dev.evenkeel.model.Target;

import java.util.List;

/// What `trace` answers about one request, and what it was asked of. `evenkeel` is our own version,
/// `files` are the main files of the configuration.
public record TraceAnswer(
        String evenkeel,
        Target target,
        List<String> files,
        Coverage coverage,
        Secrets secrets,
        Traced traced) {
    public TraceAnswer {
        files = List.copyOf(files);
    }
}
