package dev.evenkeel.model;

import dev.evenkeel.text.Span;

import java.util.List;

/// How much of the text was understood, in effective lines (directives; not comments, not blank).
public record Coverage(
        int understood,
        int harmless,
        List<Line> limited,
        List<Line> unmodelled,
        List<Line> unknown) {
    /// A line that is not fully modelled, and why.
    public record Line(Span span, String why) {}

    public Coverage {
        limited = List.copyOf(limited);
        unmodelled = List.copyOf(unmodelled);
        unknown = List.copyOf(unknown);
    }

    public int lines() {
        return understood + harmless + limited.size() + unmodelled.size() + unknown.size();
    }

    /// Whether every line is modelled or cannot matter.
    public boolean isFull() {
        return limited.isEmpty() && unmodelled.isEmpty() && unknown.isEmpty();
    }
}
