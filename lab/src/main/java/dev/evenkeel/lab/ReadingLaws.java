package dev.evenkeel.lab;

import dev.evenkeel.check.Examination;
import dev.evenkeel.check.Finding;
import dev.evenkeel.check.Settings;
import dev.evenkeel.dialect.Dialect;
import dev.evenkeel.dialect.Input;
import dev.evenkeel.dialect.Reading;
import dev.evenkeel.model.Coverage;
import dev.evenkeel.model.Version;
import dev.evenkeel.text.Problem;
import dev.evenkeel.text.Source;
import dev.evenkeel.text.Sources;
import dev.evenkeel.text.Span;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What holds for every text, whatever it is: reading and checking it ends, throws nothing, and
/// speaks only of places that are in a text it was given.
final class ReadingLaws {
    private static final Map<String, String> ENVIRONMENT = Map.of("PORT", "8080", "EMPTY", "");

    private static final String NAME = "main";

    /// What the text may name.
    private static final Map<String, String> TEXTS =
            Map.of("hosts.map", "# hosts\na.example web\nb.example nosuch\n", "empty", "");

    private ReadingLaws() {}

    /// Throws when a law is broken. The version is chosen by the length of the text; the text can
    /// include itself under the name `main`.
    static void hold(Dialect dialect, byte[] bytes, Duration longest) {
        List<Version> versions = dialect.versions();
        Version version = versions.get(bytes.length % versions.size());
        Source source = Source.of(NAME, bytes);
        var texts = new HashMap<>(TEXTS);
        texts.put(NAME, source.text());
        Sources sources = Sources.of(texts);
        long start = processorTime();
        Reading reading = dialect.read(new Input(List.of(source), sources, version, ENVIRONMENT));
        Examination examination = Examination.of(reading, Settings.standard());
        Duration took = Duration.ofNanos(processorTime() - start);

        if (!dialect.reprinted(source).equals(source.text())) {
            throw new AssertionError("printed differently from what was read");
        }
        places(reading, examination.findings());
        if (took.compareTo(longest) > 0) {
            throw new AssertionError(bytes.length + " bytes took " + took.toMillis() + " ms");
        }
    }

    /// What this thread has used: how busy the machine is must not matter.
    private static long processorTime() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static void places(Reading reading, List<Finding> findings) {
        Set<String> known = new HashSet<>(TEXTS.keySet());
        known.add(NAME);
        for (Problem problem : reading.problems()) {
            inside(known, problem.span(), problem.message());
        }
        for (Finding finding : findings) {
            inside(known, finding.span(), finding.message());
            finding.related().forEach(other -> inside(known, other.span(), other.message()));
        }
        Coverage coverage = reading.coverage();
        for (List<Coverage.Line> lines :
                List.of(coverage.limited(), coverage.unmodelled(), coverage.unknown())) {
            for (Coverage.Line line : lines) {
                inside(known, line.span(), line.why());
            }
        }
        reading.comments().forEach(span -> inside(known, span, "a comment"));
        reading.secrets().forEach(span -> inside(known, span, "a secret"));
    }

    private static void inside(Set<String> known, Span span, String what) {
        if (!known.contains(span.file())) {
            throw new AssertionError("a place in a text nobody read: " + span + ": " + what);
        }
        if (what.isBlank()) {
            throw new AssertionError("nothing is said about " + span);
        }
        // Both are computed lazily, so asking is part of the law.
        if (span.line() < 1 || span.column() < 1) {
            throw new AssertionError("a place before the text: " + span);
        }
    }
}
