package dev.evenkeel.cli;

import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;

/// Everything a command takes from the world around it: what it is sent, where to write, the
/// environment, the working directory, and what the two outputs are.
record Surroundings(
        InputStream in,
        PrintStream out,
        PrintStream err,
        Map<String, String> environment,
        Path directory,
        Terminal terminal) {
    /// Whether the outputs are terminals, and how many columns they have.
    record Terminal(boolean out, boolean err, int columns) {
        static final Terminal NONE = new Terminal(false, false, 100);
    }

    Surroundings {
        environment = Map.copyOf(environment);
    }

    /// Whether the answer may be coloured.
    boolean isColoured() {
        return terminal.out() && !asksForNoColour();
    }

    /// The answer and the notes are told apart by a reader, so they are coloured apart too.
    boolean areNotesColoured() {
        return terminal.err() && !asksForNoColour();
    }

    /// Source: no-color.org; a terminal called “dumb” has no colours either.
    private boolean asksForNoColour() {
        return !environment.getOrDefault("NO_COLOR", "").isEmpty()
                || "dumb".equals(environment.get("TERM"));
    }
}
