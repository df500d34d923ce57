package dev.evenkeel.lab;

import dev.evenkeel.check.Examination;
import dev.evenkeel.check.Finding;
import dev.evenkeel.check.Settings;
import dev.evenkeel.check.Severity;
import dev.evenkeel.dialect.Dialect;
import dev.evenkeel.dialect.Input;
import dev.evenkeel.dialect.Reading;
import dev.evenkeel.model.Version;
import dev.evenkeel.text.Problem;
import dev.evenkeel.text.Source;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/// What became of one specimen: read as a version and checked. `thrown` is what must never be.
record Trial(
        Specimen specimen,
        Source source,
        @Nullable Reading reading,
        List<Finding> findings,
        boolean isPrintedBack,
        @Nullable Throwable thrown,
        Duration took) {
    static Trial of(Specimen specimen, Dialect dialect, Version version) {
        Source source = specimen.source();
        var sources = new FolderSources(Objects.requireNonNull(specimen.file().getParent()));
        long start = System.nanoTime();
        try {
            Reading reading = dialect.read(new Input(List.of(source), sources, version, Map.of()));
            List<Finding> findings = Examination.of(reading, Settings.standard()).findings();
            Duration took = since(start);
            boolean same = dialect.reprinted(source).equals(source.text());
            return new Trial(specimen, source, reading, findings, same, null, took);
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            return new Trial(specimen, source, null, List.of(), false, e, since(start));
        }
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /// Why the real program would refuse it, as we see it.
    List<Problem> refusals() {
        return reading == null
                ? List.of()
                : reading.problems().stream()
                        .filter(problem -> problem.kind() == Problem.Kind.REFUSED)
                        .toList();
    }

    /// The lines the real program names and we do not call an error.
    List<Integer> missedLines() {
        return specimen.guiltyLines(source).stream()
                .filter(line -> errorLines().noneMatch(line::equals))
                .toList();
    }

    private Stream<Integer> errorLines() {
        return Stream.concat(
                        refusals().stream().map(Problem::span),
                        findings.stream()
                                .filter(finding -> finding.severity() == Severity.ERROR)
                                .map(Finding::span))
                .filter(span -> span.source() == source)
                .map(span -> span.line());
    }

    @Override
    public String toString() {
        return specimen.name();
    }
}
