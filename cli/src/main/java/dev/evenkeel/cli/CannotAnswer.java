package dev.evenkeel.cli;

import java.util.List;

/// The question cannot be answered for a reason that lies with the user or the world. Every line
/// says what is wrong and what to do.
final class CannotAnswer extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<String> lines;

    CannotAnswer(List<String> lines) {
        super(String.join("\n", lines), null, false, false);
        this.lines = List.copyOf(lines);
    }

    CannotAnswer(String line) {
        this(List.of(line));
    }

    List<String> lines() {
        return lines;
    }
}
