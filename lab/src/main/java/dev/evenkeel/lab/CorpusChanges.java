package dev.evenkeel.lab;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.evenkeel.dialect.Dialect;
import dev.evenkeel.dialect.Dialects;
import dev.evenkeel.dialect.Input;
import dev.evenkeel.dialect.Reading;
import dev.evenkeel.lab.conformance.Twist;
import dev.evenkeel.predict.ConfigurationDiff;
import dev.evenkeel.routing.RoutingComparison;
import dev.evenkeel.routing.RoutingDiff;
import dev.evenkeel.text.Problem;
import dev.evenkeel.text.Source;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;

/// How long it takes to compare configurations of real teams with themselves after a change of one
/// line: `lab/corpus-diff [SEED] [FOLDER]`. All are compared in this process, by the time of the
/// processor; the slowest again by processes of their own, alone with their two files.
final class CorpusChanges {
    private static final int CHANGES_MAX = 12;
    private static final int SLOWEST = 20;
    private static final Duration LONG = Duration.ofSeconds(2);

    /// What one specimen took, and what was said.
    private record Compared(
            Specimen specimen, String changed, ConfigurationDiff diff, Duration took) {}

    private final ThreadMXBean clock = ManagementFactory.getThreadMXBean();

    private CorpusChanges() {}

    static void main(String[] arguments) throws IOException {
        long seed = arguments.length > 0 ? Long.parseLong(arguments[0]) : 1;
        Path folder = arguments.length > 1 ? Path.of(arguments[1]) : Repository.shared("corpus");
        var all = new ArrayList<Compared>();
        var verdicts = new TreeMap<RoutingDiff.Verdict, Integer>();
        var changes = new CorpusChanges();
        for (Specimen specimen : Specimen.in(folder)) {
            Compared compared = specimen.isAccepted() ? changes.compared(specimen, seed) : null;
            if (compared != null) {
                all.add(compared);
                verdicts.merge(compared.diff().verdict(), 1, Integer::sum);
            }
        }
        System.out.println(all.size() + " configurations compared: " + verdicts);
        all.sort(Comparator.comparing(Compared::took).reversed());
        System.out.println("slowest, with processes of their own:");
        for (Compared one : all.subList(0, Math.min(SLOWEST, all.size()))) {
            WholeProcess whole = whole(one);
            System.out.printf(
                    "%s %6d ms; whole %6d ms, %6d ms of processors, %4d MB: %s, %s%n",
                    whole.took().compareTo(LONG) > 0 ? "over" : "    ",
                    one.took().toMillis(),
                    whole.took().toMillis(),
                    whole.processors().toMillis(),
                    whole.megabytes(),
                    one.specimen().name(),
                    one.diff().verdict());
        }
    }

    /// `null` where no change was found that would be taken.
    private @Nullable Compared compared(Specimen specimen, long seed) {
        Source source = specimen.source();
        Reading before = read(specimen, source);
        if (isRefused(before) || source.lines() < 2) {
            return null;
        }
        var random = new Random(seed ^ specimen.name().hashCode());
        for (int i = 0; i < CHANGES_MAX; i++) {
            String text = Twist.of(source.text(), random);
            Reading after = read(specimen, Source.of(source.name(), text.getBytes(ISO_8859_1)));
            if (!text.equals(source.text()) && !isRefused(after)) {
                long start = clock.getCurrentThreadCpuTime();
                RoutingDiff routing = RoutingComparison.of(before.balancer(), after.balancer());
                var diff = ConfigurationDiff.of(side(before), side(after), routing);
                Duration took = Duration.ofNanos(clock.getCurrentThreadCpuTime() - start);
                return new Compared(specimen, text, diff, took);
            }
        }
        return null;
    }

    private static Reading read(Specimen specimen, Source source) {
        Dialect dialect = Dialects.named(specimen.dialect()).orElseThrow();
        var sources = new FolderSources(Objects.requireNonNull(specimen.file().getParent()));
        return dialect.read(
                new Input(List.of(source), sources, dialect.standardVersion(), Map.of()));
    }

    private static boolean isRefused(Reading reading) {
        return reading.problems().stream()
                .anyMatch(problem -> problem.kind() == Problem.Kind.REFUSED);
    }

    private static ConfigurationDiff.Side side(Reading reading) {
        return new ConfigurationDiff.Side(reading.balancer(), reading.coverage());
    }

    private static WholeProcess whole(Compared compared) throws IOException {
        Path before = Files.createTempFile("evenkeel-before", ".conf");
        Path after = Files.createTempFile("evenkeel-after", ".conf");
        try {
            Files.writeString(before, compared.specimen().source().text(), ISO_8859_1);
            Files.writeString(after, compared.changed(), ISO_8859_1);
            return WholeProcess.of(
                    "diff",
                    "--as",
                    compared.specimen().dialect(),
                    before.toString(),
                    after.toString());
        } finally {
            Files.delete(before);
            Files.delete(after);
        }
    }
}
