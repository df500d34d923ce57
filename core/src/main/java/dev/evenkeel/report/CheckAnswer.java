package dev.evenkeel.report;

import java.util.List;

/// What a run of `check` found in every configuration it was asked about. `evenkeel` is our own
/// version.
public record CheckAnswer(String evenkeel, List<Checked> configurations) {
    public CheckAnswer {
        configurations = List.copyOf(configurations);
    }
}
