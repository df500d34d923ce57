package dev.evenkeel.lab.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.evenkeel.loopback.Program;
import dev.evenkeel.loopback.StandIns;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.Optional;

/// Sets of requests say of every request what the router says, and no two configurations are called
/// equivalent that treat a request differently.
final class ConsistencyTest {
    private static final int CONFIGURATIONS = 14;
    private static final int NGINX_CONFIGURATIONS = 6;
    private static final int REQUESTS = 500;
    private static final long SEED = 100;

    @Test
    void haproxySetsHoldWhatTheRouterDecides() throws IOException {
        holdWhatTheRouterDecides("haproxy", CONFIGURATIONS);
    }

    @Test
    void nginxSetsHoldWhatTheRouterDecides() throws IOException {
        holdWhatTheRouterDecides("nginx", NGINX_CONFIGURATIONS);
    }

    private static void holdWhatTheRouterDecides(String dialect, int count) throws IOException {
        Optional<Program> program = Program.installed(dialect, System.getenv());
        assumeTrue(program.isPresent(), "left out: the real " + dialect + " is not installed");
        try (StandIns standIns = Conformance.openStandIns()) {
            var consistency = new Consistency(program.orElseThrow(), standIns);
            consistency.run(SEED, count, REQUESTS);
            assertThat(consistency.reports()).as(consistency.summary()).isEmpty();
            assertThat(consistency.memberships())
                    .as(consistency.summary())
                    .isGreaterThan(count * REQUESTS);
            assertThat(consistency.compared()).isGreaterThan(count * REQUESTS / 2);
        }
    }
}
