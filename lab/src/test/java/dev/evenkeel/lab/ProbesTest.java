package dev.evenkeel.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// Every one-fault configuration is found on its line, and its repaired twin is silent.
final class ProbesTest {
    private static final Path FOLDER = Repository.shared("probes");

    @TestFactory
    Stream<DynamicTest> theFaultIsFound() {
        assumeTrue(
                Files.isDirectory(FOLDER), "left out: one-fault configurations, none in " + FOLDER);
        return Probe.all().stream()
                .filter(probe -> !probe.checks().isEmpty())
                .map(probe ->
                        DynamicTest.dynamicTest(
                                probe.name(), () -> assertThat(probe.hits(FOLDER)).isNotEmpty()));
    }

    @TestFactory
    Stream<DynamicTest> theTwinIsSilent() {
        assumeTrue(
                Files.isDirectory(FOLDER), "left out: one-fault configurations, none in " + FOLDER);
        return Probe.all().stream()
                .map(probe ->
                        DynamicTest.dynamicTest(
                                probe.name(),
                                () -> assertThat(probe.findingsOfTwin(FOLDER)).isEmpty()));
    }

    @Test
    void everyProbeIsInTheTable() throws IOException {
        assumeTrue(
                Files.isDirectory(FOLDER), "left out: one-fault configurations, none in " + FOLDER);
        try (Stream<Path> files = Files.list(FOLDER)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(
                            Probe.all().stream().map(Probe::name).toList());
        }
    }
}
