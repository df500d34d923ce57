package dev.evenkeel.lab.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.evenkeel.lab.Repository;
import dev.evenkeel.model.Version;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A real proxy that is installed or unpacked here: the language it reads, its version and the
/// words its command begins with. `release` is the version as it says it: `2.6.12`.
public record Program(String dialect, Version version, String release, List<String> command) {
    /// The distributions whose programs are fetched.
    private static final List<String> SUITES = List.of("trixie", "sid");

    private static final Pattern VERSION =
            Pattern.compile("(?:HAProxy version |HA-Proxy version |nginx/)(\\d+\\.\\d+[.\\d]*)");

    public Program {
        command = List.copyOf(command);
    }

    /// The program of the system; empty when it is not installed.
    public static Optional<Program> installed(String dialect) throws IOException {
        String path = System.getenv().getOrDefault("PATH", "") + ":/usr/sbin:/usr/local/sbin";
        for (String place : path.split(":", -1)) {
            Path file = Path.of(place, dialect);
            if (Files.isExecutable(file)) {
                return Optional.of(asked(dialect, List.of(file.toString())));
            }
        }
        return Optional.empty();
    }

    /// Every program that can be had: those of the system and those that `lab/unpack` fetches for
    /// it, oldest first.
    static List<Program> all() throws IOException {
        var all = new ArrayList<Program>();
        for (String dialect : List.of("haproxy", "nginx")) {
            installed(dialect).ifPresent(all::add);
            for (String suite : SUITES) {
                Path folder = Repository.root().resolve("target").resolve("debian-" + suite);
                Path program = folder.resolve(dialect);
                if (!Files.isExecutable(program)) {
                    Path unpack = Repository.root().resolve("lab/unpack");
                    RealProxy.run(
                            List.of(unpack.toString(), suite),
                            Repository.root(),
                            Path.of("/dev/stderr"),
                            Duration.ofMinutes(10));
                }
                if (Files.isExecutable(program)) {
                    all.add(asked(dialect, List.of(program.toString())));
                } else {
                    System.err.println("left out: " + dialect + " of " + suite);
                }
            }
        }
        return all;
    }

    /// The program that a command starts, asked for its version.
    static Program asked(String dialect, List<String> command) throws IOException {
        Path said = Files.createTempFile("evenkeel", ".version");
        try {
            var asking = new ArrayList<>(command);
            asking.add("-v");
            RealProxy.run(asking, Path.of("/"), said, Duration.ofSeconds(20));
            String text = Files.readString(said, UTF_8);
            Matcher version = VERSION.matcher(text);
            if (!version.find()) {
                throw new IOException(command + " does not say its version: " + text.strip());
            }
            String release = version.group(1);
            return new Program(dialect, Version.parse(release).orElseThrow(), release, command);
        } finally {
            Files.delete(said);
        }
    }

    @Override
    public String toString() {
        return dialect + " " + release;
    }
}
