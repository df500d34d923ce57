package dev.evenkeel.lab.loopback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.evenkeel.lab.Repository;
import dev.evenkeel.lab.Specimen;
import dev.evenkeel.loopback.Program;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Predictions come true for some configurations of real teams; `lab/loopback` tries all.
final class LoopbackTest {
    private static final int EVERY = 10;
    private static final int REQUESTS = 60;
    private static final long SEED = 7;

    @Test
    void haproxyDoesWhatIsPredictedForRealConfigurations() throws IOException {
        doesWhatIsPredicted("haproxy");
    }

    @Test
    void nginxDoesWhatIsPredictedForRealConfigurations() throws IOException {
        doesWhatIsPredicted("nginx");
    }

    private static void doesWhatIsPredicted(String dialect) throws IOException {
        Path corpus = Repository.shared("corpus");
        assumeTrue(
                Files.exists(corpus.resolve("MANIFEST.tsv")),
                "left out: there are no real configurations beside the project");
        Optional<Program> program = Program.installed(dialect, System.getenv());
        assumeTrue(program.isPresent(), "left out: the real " + dialect + " is not installed");
        List<Specimen> specimens = Loopback.specimens(corpus, dialect, "");
        var different = new ArrayList<String>();
        int started = 0;
        int requests = 0;
        int open = 0;
        for (int i = 0; i < specimens.size(); i += EVERY) {
            Run run = Run.of(program.orElseThrow(), specimens.get(i), corpus, REQUESTS, SEED);
            run.examples.forEach(each -> different.add(run.specimen.name() + ": " + each));
            started += run.started() ? 1 : 0;
            requests += run.requests;
            open += run.open;
        }
        assertThat(different).isEmpty();
        assertThat(started).isGreaterThan(specimens.size() / EVERY / 2);
        assertThat(open).as("left open of " + requests).isLessThan(requests / 5);
    }
}
