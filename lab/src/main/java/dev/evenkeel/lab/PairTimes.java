package dev.evenkeel.lab;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.evenkeel.dialect.AssumedVersion;
import dev.evenkeel.dialect.Dialect;
import dev.evenkeel.dialect.Dialects;
import dev.evenkeel.dialect.Input;
import dev.evenkeel.dialect.Reading;
import dev.evenkeel.predict.ConfigurationDiff;
import dev.evenkeel.routing.RoutingDiff;
import dev.evenkeel.text.Problem;
import dev.evenkeel.text.Source;
import dev.evenkeel.text.Sources;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// How long pairs of configurations take to be compared. All are compared in this process, by the
/// time of the processor; the slowest again by processes of their own, alone with their two texts.
final class PairTimes {
    private static final int SLOWEST = 20;
    private static final Duration LONG = Duration.ofSeconds(2);

    /// Two texts of one configuration.
    record Pair(String name, String dialect, String before, String after) {}

    private record Compared(Pair pair, RoutingDiff.Verdict verdict, Duration took) {}

    private final List<Compared> all = new ArrayList<>();
    private final Map<RoutingDiff.Verdict, Integer> verdicts = new TreeMap<>();

    /// Compares a pair; `false` when one of its texts would be refused.
    boolean add(Pair pair, Sources sources) {
        Reading before = read(pair, pair.before(), sources);
        Reading after = isRefused(before) ? before : read(pair, pair.after(), sources);
        if (isRefused(after)) {
            return false;
        }
        long start = System.nanoTime();
        var diff = ConfigurationDiff.of(side(before), side(after));
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        all.add(new Compared(pair, diff.verdict(), took));
        verdicts.merge(diff.verdict(), 1, Integer::sum);
        return true;
    }

    private static Reading read(Pair pair, String text, Sources sources) {
        Dialect dialect = Dialects.named(pair.dialect()).orElseThrow();
        Source source = Source.of(pair.name(), text.getBytes(ISO_8859_1));
        return AssumedVersion.read(
                dialect, new Input(List.of(source), sources, dialect.standardVersion(), Map.of()));
    }

    private static boolean isRefused(Reading reading) {
        return reading.problems().stream()
                .anyMatch(problem -> problem.kind() == Problem.Kind.REFUSED);
    }

    private static ConfigurationDiff.Side side(Reading reading) {
        return new ConfigurationDiff.Side(reading.balancer(), reading.coverage());
    }

    /// Prints what was said, and which took longest.
    void tell() throws IOException {
        System.out.println(all.size() + " pairs compared: " + verdicts);
        all.sort(Comparator.comparing(Compared::took).reversed());
        System.out.println("slowest, with processes of their own:");
        for (Compared one : all.subList(0, Math.min(SLOWEST, all.size()))) {
            WholeProcess whole = whole(one.pair());
            System.out.printf(
                    "%s %6d ms; whole %6d ms, %6d ms of processors, %4d MB: %s, %s%n",
                    whole.took().compareTo(LONG) > 0 ? "over" : "    ",
                    one.took().toMillis(),
                    whole.took().toMillis(),
                    whole.processors().toMillis(),
                    whole.megabytes(),
                    one.pair().name(),
                    one.verdict());
        }
    }

    private static WholeProcess whole(Pair pair) throws IOException {
        Path before = Files.createTempFile("evenkeel-before", ".conf");
        Path after = Files.createTempFile("evenkeel-after", ".conf");
        try {
            Files.writeString(before, pair.before(), ISO_8859_1);
            Files.writeString(after, pair.after(), ISO_8859_1);
            return WholeProcess.of(
                    "diff", "--as", pair.dialect(), before.toString(), after.toString());
        } finally {
            Files.delete(before);
            Files.delete(after);
        }
    }
}
