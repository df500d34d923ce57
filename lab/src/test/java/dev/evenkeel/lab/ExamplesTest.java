package dev.evenkeel.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The changes that took services down would all have shipped: the real programs start with either
/// side of each.
final class ExamplesTest {
    @TempDir private Path folder;

    @Test
    void haproxyStartsWithTheOutages() throws IOException, InterruptedException {
        areAccepted("haproxy", ".cfg", 6);
    }

    @Test
    void nginxStartsWithTheOutages() throws IOException, InterruptedException {
        areAccepted("nginx", ".conf", 6);
    }

    private void areAccepted(String dialect, String ending, int count)
            throws IOException, InterruptedException {
        Optional<Judge> judge = Judge.of(dialect, folder);
        assumeTrue(judge.isPresent(), "left out: the real " + dialect + " is not installed");
        Files.createDirectories(folder.resolve("logs"));
        List<Path> outages =
                Repository.texts().stream()
                        .filter(path -> path.startsWith(Path.of("examples/outages")))
                        .filter(path -> path.toString().endsWith(ending))
                        .toList();
        assertThat(outages).hasSize(count);
        for (Path outage : outages) {
            var verdict = judge.orElseThrow().verdict(Repository.root().resolve(outage));
            assertThat(verdict.accepted()).as(outage + ": " + verdict.because()).isTrue();
        }
    }
}
