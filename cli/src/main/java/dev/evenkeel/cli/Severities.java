package dev.evenkeel.cli;

import dev.evenkeel.check.Severity;

import java.util.Arrays;
import java.util.List;

/// Severities by the word users write.
final class Severities {
    private Severities() {}

    static List<String> words() {
        return Arrays.stream(Severity.values()).map(Severity::word).toList();
    }

    static Severity of(String word) {
        return Arrays.stream(Severity.values())
                .filter(severity -> severity.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(word));
    }
}
