package dev.evenkeel.loopback;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.evenkeel.model.Version;

import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A real balancer that is installed here: the language it reads, its version and the words its
/// command begins with. `release` is the version as it says it: `2.6.12`. `hearsClients` says that
/// it can be told by the PROXY protocol where a request comes from.
public record Program(
        String dialect,
        Version version,
        String release,
        List<String> command,
        boolean hearsClients) {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int SAID_MAX = 1 << 16;

    private static final Pattern VERSION =
            Pattern.compile("(?:HAProxy version |HA-Proxy version |nginx/)(\\d+\\.\\d+[.\\d]*)");

    public Program {
        command = List.copyOf(command);
    }

    /// The program of the system, looked for along the `PATH` of the environment and where
    /// distributions put it; empty when it is not installed. Throws when it is there and does not
    /// say its version.
    public static Optional<Program> installed(String dialect, Map<String, String> environment)
            throws IOException {
        String path = environment.getOrDefault("PATH", "") + ":/usr/sbin:/usr/local/sbin";
        for (String place : path.split(":", -1)) {
            if (place.startsWith("/")) {
                Path file = Path.of(place, dialect);
                if (Files.isRegularFile(file) && Files.isExecutable(file)) {
                    return Optional.of(asked(dialect, List.of(file.toString())));
                }
            }
        }
        return Optional.empty();
    }

    /// The program at a path; the message of what is thrown says what is wrong with it.
    public static Program at(String dialect, String path) throws IOException {
        try {
            Path file = Path.of(path).toAbsolutePath();
            if (!Files.isRegularFile(file) || !Files.isExecutable(file)) {
                throw new IOException(path + " is no program");
            }
            return asked(dialect, List.of(file.toString()));
        } catch (InvalidPathException e) {
            throw new IOException(path + " is no path", e);
        }
    }

    /// The program that a command starts, asked for its version.
    public static Program asked(String dialect, List<String> command) throws IOException {
        String said = said(command, "-V");
        if (said.isEmpty() || !dialect.equals("nginx")) {
            said = said(command, "-v");
        }
        Matcher version = VERSION.matcher(said);
        if (!version.find()) {
            throw new IOException(command.getFirst() + " does not say which " + dialect + " it is");
        }
        String release = version.group(1);
        return new Program(
                dialect,
                Version.parse(release).orElseThrow(),
                release,
                command,
                !dialect.equals("nginx") || said.contains("http_realip_module"));
    }

    private static String said(List<String> command, String flag) throws IOException {
        var words = new ArrayList<>(command);
        words.add(flag);
        Process process =
                new ProcessBuilder(words)
                        .directory(Path.of("/").toFile())
                        .redirectInput(Redirect.from(Path.of("/dev/null").toFile()))
                        .redirectErrorStream(true)
                        .start();
        Thread.ofVirtual().start(() -> endAfter(process, PATIENCE));
        try (InputStream out = process.getInputStream()) {
            return new String(out.readNBytes(SAID_MAX), UTF_8);
        }
    }

    /// Ends a process that does not end by itself; what it said cannot be read then.
    private static void endAfter(Process process, Duration patience) {
        boolean ended = false;
        try {
            ended = process.waitFor(patience);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (!ended) {
            process.destroyForcibly();
        }
    }

    @Override
    public String toString() {
        return dialect + " " + release;
    }
}
