package dev.evenkeel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.cli.Shell.Outcome;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Each of the changes that took services down is named in the first three lines. `-Dgolden.accept`
/// writes what is, to be reviewed like code.
final class OutagesTest {
    private static final Path FOLDER = Path.of("src/test/resources/dev/evenkeel/cli/outages");

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            textBlock =
                    """
                    1; cfg;  pool `auth` becomes unreachable: every request it got goes to
                    2; cfg;  pool `app`: `app1` 33 % → 71 %, `app2` and `app3` 33 % → 14 %
                    3; conf; pool `web`: `10.40.1.14:8080` 0 % → 77 %
                    4; cfg;  pool `shop`: one server gets everything, `shop1` 25 % → 100 %
                    4; conf; one server gets everything, `10.50.1.11:8080` 25 % → 100 %
                    5; conf; pool `payments`: `10.60.1.11:8080` 33 % → 50 %
                    """)
    void isNamedInTheFirstThreeLines(int outage, String kind, String fault) throws IOException {
        String folder = "examples/outages/" + outage;
        var shell = new Shell(Path.of(".."));
        Outcome outcome = shell.run("diff", folder + "/before." + kind, folder + "/after." + kind);
        String start = String.join("\n", outcome.out().lines().limit(3).toList());
        assertThat(start).contains(fault);
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.status()).isEqualTo(1);
        assertMatches(outage + "." + kind + ".text", outcome.out());
    }

    private static void assertMatches(String name, String actual) throws IOException {
        Path file = FOLDER.resolve(name);
        if (System.getProperty("golden.accept") != null) {
            Files.createDirectories(FOLDER);
            Files.writeString(file, actual);
        }
        assertThat(actual).as(name).isEqualTo(Files.readString(file));
    }
}
