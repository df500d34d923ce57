package dev.evenkeel.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/// What the real program refuses is refused, on the line it names, and nothing else is.
final class AcceptanceTest {
    private static final int COUNT = 150;

    private static final int SEED = 7;

    @TempDir private Path folder;

    @Test
    void haproxyAgrees() throws IOException, InterruptedException {
        agrees("haproxy", 2, 60);
    }

    @Test
    void nginxAgrees() throws IOException, InterruptedException {
        agrees("nginx", 2, 95);
    }

    /// The bounds only ever get tighter.
    private void agrees(String dialect, int tooStrictMax, double agreementMin)
            throws IOException, InterruptedException {
        Optional<Judge> judge = Judge.of(dialect, folder);
        assumeTrue(judge.isPresent(), "left out: the real " + dialect + " is not installed");
        Acceptance result = Acceptance.run(judge.orElseThrow(), COUNT, SEED);
        assertThat(result.tooStrict()).hasSizeLessThanOrEqualTo(tooStrictMax);
        assertThat(result.agreementPercent())
                .as(result.summary(dialect) + " " + result.tooLax() + result.elsewhere())
                .isGreaterThanOrEqualTo(agreementMin);
        assertThat(result.compared()).isGreaterThan(COUNT / 2);
    }
}
