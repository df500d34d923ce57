package dev.evenkeel.lab.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.evenkeel.loopback.Program;
import dev.evenkeel.loopback.StandIns;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.Optional;

/// Of every difference that is told, the installed programs show both sides.
final class WitnessedTest {
    private static final int DIFFERENCES = 50;
    private static final long HAPROXY_SEED = 1;

    /// Before it comes one that takes long to compare.
    private static final long NGINX_SEED = 101;

    @Test
    void haproxyShowsBothSidesOfDifferences() throws IOException {
        showsBothSides("haproxy", HAPROXY_SEED);
    }

    @Test
    void nginxShowsBothSidesOfDifferences() throws IOException {
        showsBothSides("nginx", NGINX_SEED);
    }

    private static void showsBothSides(String dialect, long seed) throws IOException {
        Optional<Program> program = Program.installed(dialect, System.getenv());
        assumeTrue(program.isPresent(), "left out: the real " + dialect + " is not installed");
        try (StandIns standIns = Conformance.openStandIns()) {
            var witnessed = new Witnessed(program.orElseThrow(), standIns);
            witnessed.run(seed, DIFFERENCES);
            assertThat(witnessed.reports()).as(witnessed.summary()).isEmpty();
            assertThat(witnessed.sent())
                    .as(witnessed.summary())
                    .isGreaterThanOrEqualTo(DIFFERENCES);
        }
    }
}
