package dev.evenkeel.lab.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.evenkeel.loopback.Program;
import dev.evenkeel.loopback.StandIns;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.Optional;

/// What is predicted is what the installed programs do.
final class ConformanceTest {
    private static final int CONFIGURATIONS = 20;
    private static final int REQUESTS = 200;
    private static final long SEED = 1;

    @Test
    void haproxyDoesWhatIsPredicted() throws IOException {
        doesWhatIsPredicted("haproxy");
    }

    @Test
    void nginxDoesWhatIsPredicted() throws IOException {
        doesWhatIsPredicted("nginx");
    }

    private static void doesWhatIsPredicted(String dialect) throws IOException {
        Optional<Program> program = Program.installed(dialect, System.getenv());
        assumeTrue(program.isPresent(), "left out: the real " + dialect + " is not installed");
        try (StandIns standIns = Conformance.openStandIns()) {
            var conformance = new Conformance(program.orElseThrow(), standIns);
            conformance.run(SEED, CONFIGURATIONS, REQUESTS);
            assertThat(conformance.reports()).as(conformance.summary()).isEmpty();
            assertThat(conformance.tally().all.compared)
                    .as(conformance.summary())
                    .isGreaterThan(CONFIGURATIONS * REQUESTS / 2);
        }
    }
}
