package dev.evenkeel.lab.loopback;

import dev.evenkeel.lab.Repository;
import dev.evenkeel.lab.Specimen;
import dev.evenkeel.loopback.Program;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// Configurations that real teams use, changed so that they run here, predicted and sent through
/// the real programs: `lab/loopback [COUNT] [SEED] [DIALECT] [NAME]`. COUNT is how many requests
/// each gets, NAME a part of the names of those that are tried; the changed text of a single one is
/// printed.
final class Loopback {
    private static final int REASONS_MAX = 40;

    /// Without a name only what teams use; tests of the programs and of checkers are asked for.
    private static final Set<String> KINDS = Set.of("haproxy", "haproxy-extracted", "nginx");

    private Loopback() {}

    static void main(String[] arguments) throws IOException {
        int count = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 150;
        long seed = arguments.length > 1 ? Long.parseLong(arguments[1]) : 1;
        List<String> dialects =
                arguments.length > 2 ? List.of(arguments[2]) : List.of("haproxy", "nginx");
        String name = arguments.length > 3 ? arguments[3] : "";
        Path corpus = Repository.shared("corpus");
        if (!Files.exists(corpus.resolve("MANIFEST.tsv"))) {
            System.err.println("loopback: no MANIFEST.tsv in " + corpus);
            System.exit(2);
        }
        boolean different = false;
        for (String dialect : dialects) {
            Optional<Program> program = Program.installed(dialect, System.getenv());
            if (program.isEmpty()) {
                System.out.println(dialect + ": left out, the program is not installed");
                continue;
            }
            var runs = new ArrayList<Run>();
            List<Specimen> specimens = specimens(corpus, dialect, name);
            for (Specimen specimen : specimens) {
                Run run = Run.of(program.get(), specimen, corpus, count, seed);
                runs.add(run);
                print(run, specimens.size() == 1);
            }
            print(program.get(), runs);
            different |= runs.stream().anyMatch(run -> run.different > 0);
        }
        if (different) {
            System.exit(1);
        }
    }

    /// Everything of a dialect that is a configuration, not a template or a thing gone wrong.
    static List<Specimen> specimens(Path corpus, String dialect, String name) {
        return Specimen.in(corpus).stream()
                .filter(specimen -> specimen.dialect().equals(dialect))
                .filter(specimen -> !name.isEmpty() || KINDS.contains(specimen.kind()))
                .filter(specimen -> !specimen.isTemplate() && !specimen.verdict().equals("n/a"))
                .filter(specimen -> specimen.name().contains(name))
                .toList();
    }

    private static void print(Run run, boolean whole) {
        if (!run.started()) {
            System.out.println("  not started: " + run.specimen.name() + "\n    " + run.refused);
        } else {
            System.out.printf(
                    "  %4d requests, %3d different, %3d open, %3d not asked: %s%n",
                    run.requests, run.different, run.open, run.unasked, run.specimen.name());
        }
        System.out.println("    changed: " + run.changes);
        run.examples.forEach(example -> System.out.println("    " + example));
        if (whole) {
            run.text.lines().forEach(line -> System.out.println("    | " + line));
        }
    }

    private static void print(Program program, List<Run> runs) {
        List<Run> started = runs.stream().filter(Run::started).toList();
        int requests = started.stream().mapToInt(run -> run.requests).sum();
        int different = started.stream().mapToInt(run -> run.different).sum();
        int open = started.stream().mapToInt(run -> run.open).sum();
        System.out.printf(
                "%s: %d of %d files started, %d requests compared, %d different, %d undetermined"
                        + " (%.1f %%)%n",
                program,
                started.size(),
                runs.size(),
                requests,
                different,
                open,
                requests == 0 ? 0 : 100.0 * open / requests);
        Map<String, Integer> reasons = new TreeMap<>();
        Map<String, Integer> outcomes = new TreeMap<>();
        for (Run run : started) {
            run.reasons.forEach((why, count) -> reasons.merge(why, count, Integer::sum));
            run.outcomes.forEach((what, count) -> outcomes.merge(what, count, Integer::sum));
        }
        System.out.printf(
                "  decided by %d rules, outcomes %s%n",
                started.stream().mapToInt(Run::deciders).sum(), outcomes);
        reasons.entrySet().stream()
                .sorted(Comparator.comparingInt(entry -> -entry.getValue()))
                .limit(REASONS_MAX)
                .forEach(entry ->
                        System.out.println(
                                "  undetermined, " + entry.getValue() + ": " + entry.getKey()));
    }
}
