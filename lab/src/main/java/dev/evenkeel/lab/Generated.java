package dev.evenkeel.lab;

import dev.evenkeel.dialect.Dialect;
import dev.evenkeel.dialect.Dialects;
import dev.evenkeel.dialect.Input;
import dev.evenkeel.dialect.Reading;
import dev.evenkeel.text.Problem;
import dev.evenkeel.verify.Generation;
import dev.evenkeel.verify.ModelOracle;
import dev.evenkeel.verify.Reach;
import dev.evenkeel.verify.Result;
import dev.evenkeel.verify.Verification;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// Makes tests of configurations that real teams use and holds each against what it was made of:
/// all must pass, and reach what requests can reach. `lab/generated [FOLDER]`
final class Generated {
    private static final long SLOW_MILLIS = 5000;

    private int configurations;
    private int tooMuch;
    private int tests;
    private int bad;
    private int reached;
    private int missed;
    private int unreachable;
    private int whole;

    private Generated() {}

    static void main(String[] arguments) {
        Path folder = arguments.length > 0 ? Path.of(arguments[0]) : Repository.shared("corpus");
        if (!Files.exists(folder.resolve("MANIFEST.tsv"))) {
            System.err.println("generated: no MANIFEST.tsv in " + folder + "; name the folder");
            System.exit(2);
        }
        int bad = 0;
        for (Dialect dialect : Dialects.all()) {
            var run = new Generated();
            for (Specimen specimen : Specimen.in(folder)) {
                if (specimen.dialect().equals(dialect.name()) && specimen.isAccepted()) {
                    run.one(specimen, dialect);
                }
            }
            run.print(dialect);
            bad += run.bad;
        }
        System.exit(bad == 0 ? 0 : 1);
    }

    private void one(Specimen specimen, Dialect dialect) {
        var input =
                new Input(
                        List.of(specimen.source()),
                        new FolderSources(Objects.requireNonNull(specimen.file().getParent())),
                        specimen.judge(),
                        Map.of());
        Reading reading = dialect.read(input);
        boolean refused =
                reading.problems().stream()
                        .anyMatch(problem -> problem.kind() == Problem.Kind.REFUSED);
        if (refused) {
            return;
        }
        configurations++;
        long start = System.nanoTime();
        Optional<Generation.Generated> generated = Generation.of(reading.balancer());
        long millis = (System.nanoTime() - start) / 1_000_000;
        if (millis > SLOW_MILLIS) {
            System.out.println("  " + specimen.name() + ": " + millis + " ms");
        }
        if (generated.isEmpty()) {
            tooMuch++;
            System.out.println("  " + specimen.name() + ": too much");
            return;
        }
        var model = ModelOracle.of(reading.balancer());
        var made = generated.get().tests();
        var verification = Verification.of(model, model, made, null);
        for (Result result : made.stream().map(verification::result).toList()) {
            tests++;
            if (!result.isGood()) {
                bad++;
                System.out.println(
                        "  " + specimen.name() + ": " + result.test().name() + result.reasons());
            }
        }
        Reach reach = verification.reach();
        reached += reach.reached().size();
        missed += reach.missed().size();
        unreachable += reach.unreachable().size();
        whole += reach.missed().isEmpty() ? 1 : 0;
        reach.missed()
                .forEach(aim -> System.out.println("    missed " + aim.span() + " " + aim.name()));
    }

    private void print(Dialect dialect) {
        System.out.printf(
                Locale.ROOT,
                "%s: %d configurations, %d too much, %d tests of which %d fail; reached %d of %d"
                        + " (%.1f %%), whole %d; out of reach %d%n",
                dialect.name(),
                configurations,
                tooMuch,
                tests,
                bad,
                reached,
                reached + missed,
                100.0 * reached / Math.max(1, reached + missed),
                whole,
                unreachable);
    }
}
