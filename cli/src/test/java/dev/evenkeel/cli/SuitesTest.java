package dev.evenkeel.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.evenkeel.cli.Shell.Outcome;
import dev.evenkeel.loopback.Program;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The laws of routing under `examples/suites` hold in the model and in the real programs.
final class SuitesTest {
    private static final Path ROOT = Path.of("..");
    private static final Path SUITES = Path.of("examples", "suites");
    private static final int REQUESTS_MIN = 400;

    /// Every configuration that stands beside tests, from the root.
    static List<Path> configurations() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT.resolve(SUITES))) {
            return files.filter(file -> file.toString().matches(".*\\.(cfg|conf)"))
                    .map(ROOT::relativize)
                    .sorted()
                    .toList();
        }
    }

    private static String dialect(Path configuration) {
        return configuration.endsWith("haproxy.cfg") ? "haproxy" : "nginx";
    }

    private static Path tests(Path configuration) {
        return configuration.resolveSibling("tests.yaml");
    }

    /// How many tests of single requests a file holds.
    private static int count(Path tests) throws IOException {
        return (int)
                Files.readAllLines(ROOT.resolve(tests)).stream()
                        .filter(line -> line.startsWith("    request:"))
                        .count();
    }

    private static void allPass(Path configuration, String... options) throws IOException {
        var shell = new Shell(ROOT);
        shell.environment = Map.of("PATH", System.getenv("PATH"));
        String[] command = {
            "test", tests(configuration).toString(), configuration.toString(), "--format", "json"
        };
        String[] all = Stream.of(command, options).flatMap(Stream::of).toArray(String[]::new);
        Outcome outcome = shell.run(all);
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.out())
                .contains(
                        ("\"tally\":{\"passed\":%d,\"failed\":0,\"disagrees\":0,\"not-proven\":0,"
                                        + "\"skipped\":0}")
                                .formatted(count(tests(configuration))));
        assertThat(outcome.status()).isZero();
    }

    @ParameterizedTest
    @MethodSource("configurations")
    void holdInTheModel(Path configuration) throws IOException {
        allPass(configuration);
    }

    @ParameterizedTest
    @MethodSource("configurations")
    void holdInTheRealProgram(Path configuration) throws IOException {
        String dialect = dialect(configuration);
        assumeTrue(
                Program.installed(dialect, System.getenv()).isPresent(),
                "left out: the real " + dialect + " is not installed");
        allPass(configuration, "--against", "real");
    }

    @Test
    void areMany() throws IOException {
        int requests = 0;
        for (Path configuration : configurations()) {
            requests += count(tests(configuration));
        }
        assertThat(requests).isGreaterThanOrEqualTo(REQUESTS_MIN);
    }
}
