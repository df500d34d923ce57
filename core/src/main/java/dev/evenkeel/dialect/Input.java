package dev.evenkeel.dialect;

import dev.evenkeel.model.Version;
import dev.evenkeel.text.Source;
import dev.evenkeel.text.Sources;

import java.util.List;
import java.util.Map;

/// What a dialect reads: the main texts in order, where others are found, the version they are
/// meant for, and the environment variables in force.
public record Input(
        List<Source> texts, Sources sources, Version version, Map<String, String> environment) {
    public Input {
        texts = List.copyOf(texts);
        environment = Map.copyOf(environment);
    }

    /// The same texts for another version.
    public Input withVersion(Version other) {
        return new Input(texts, sources, other, environment);
    }
}
