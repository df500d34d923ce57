package dev.evenkeel.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.evenkeel.cli.Surroundings.Terminal;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// Runs the whole executable in a folder, without a process.
final class Shell {
    final Path folder;
    Terminal terminal = Terminal.NONE;
    Map<String, String> environment = Map.of();
    String input = "";

    Shell(Path folder) {
        this.folder = folder;
    }

    /// What a run left behind.
    record Outcome(int status, String out, String err) {}

    Outcome run(String... arguments) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var surroundings =
                new Surroundings(
                        new ByteArrayInputStream(input.getBytes(UTF_8)),
                        new PrintStream(out, false, UTF_8),
                        new PrintStream(err, false, UTF_8),
                        environment,
                        folder,
                        terminal);
        int status = Main.run(List.of(arguments), surroundings);
        return new Outcome(status, out.toString(UTF_8), err.toString(UTF_8));
    }

    Shell write(String name, String text) {
        try {
            Path file = folder.resolve(name);
            Path parent = file.getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            Files.writeString(file, text);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
