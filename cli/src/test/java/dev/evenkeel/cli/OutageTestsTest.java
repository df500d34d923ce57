package dev.evenkeel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.cli.Shell.Outcome;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Path;

/// The tests of each outage hold before the change and not behind it.
final class OutageTestsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            textBlock =
                    """
                    1; cfg;  expected pool `auth`, but it goes to pool `web`
                    1; cfg;  no request reaches pool `auth`
                    2; cfg;  app1 gets 71.4 %
                    3; conf; 10.40.1.14:8080 gets 76.9 %
                    4; cfg;  shop1 gets 100 %
                    4; conf; expected 3 usable servers, but it has 1
                    5; conf; 10.60.1.11:8080 gets 50 %
                    """)
    void passBeforeAndFailBehind(int outage, String kind, String fault) {
        String folder = "examples/outages/" + outage;
        var shell = new Shell(Path.of(".."));
        Outcome before = shell.run("test", folder + "/tests.yaml", folder + "/before." + kind);
        assertThat(before.out()).doesNotContain("failed").doesNotContain("not proven");
        assertThat(before.status()).isZero();
        Outcome after = shell.run("test", folder + "/tests.yaml", folder + "/after." + kind);
        assertThat(after.out()).startsWith("failed  ").contains(fault);
        assertThat(after.status()).isEqualTo(1);
    }
}
