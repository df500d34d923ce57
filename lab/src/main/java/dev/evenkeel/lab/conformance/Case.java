package dev.evenkeel.lab.conformance;

import dev.evenkeel.loopback.Call;
import dev.evenkeel.loopback.Texts;

import java.util.List;
import java.util.Map;

/// A configuration with the files it names, and what is sent through it, in order. `plan` says how
/// it came about.
public record Case(
        String plan, String dialect, String text, Map<String, String> files, List<Call> calls) {
    public Case {
        files = Map.copyOf(files);
        calls = List.copyOf(calls);
    }

    /// What a program is started with.
    Texts texts() {
        return new Texts(List.of(text), files, Map.of());
    }

    public Case withText(String other) {
        return new Case(plan, dialect, other, files, calls);
    }

    public Case withCalls(List<Call> others) {
        return new Case(plan, dialect, text, files, others);
    }
}
