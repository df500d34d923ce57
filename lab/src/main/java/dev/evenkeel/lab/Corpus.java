package dev.evenkeel.lab;

import dev.evenkeel.dialect.Dialect;
import dev.evenkeel.dialect.Dialects;
import dev.evenkeel.model.Version;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/// Reads and checks configurations that real teams use, and prints how it went: `lab/corpus
/// [FOLDER] [--rest]`. With `--rest` it also writes the counts of what is not fully modelled, which
/// the generated pages show.
final class Corpus {
    private static final int LISTED_MAX = 100;

    private Corpus() {}

    static void main(String[] arguments) {
        List<String> words = List.of(arguments);
        Path folder =
                words.stream()
                        .filter(word -> !word.startsWith("-"))
                        .findFirst()
                        .map(Path::of)
                        .orElseGet(() -> Repository.shared("corpus"));
        if (!Files.exists(folder.resolve("MANIFEST.tsv"))) {
            System.err.println("corpus: no MANIFEST.tsv in " + folder + "; name the folder");
            System.exit(2);
        }
        List<Specimen> specimens = Specimen.in(folder);
        for (Dialect dialect : Dialects.all()) {
            CorpusTable judged = run(specimens, dialect, judge(specimens, dialect));
            print(dialect.name() + ":" + judge(specimens, dialect), judged, true);
            Version standard = dialect.standardVersion();
            print(dialect.name() + ":" + standard, run(specimens, dialect, standard), false);
            if (words.contains("--rest")) {
                RestPage.write(dialect.name(), judged.rest());
            }
        }
    }

    /// The version of the real program whose verdicts the manifest holds.
    static Version judge(List<Specimen> specimens, Dialect dialect) {
        return specimens.stream()
                .filter(specimen -> specimen.dialect().equals(dialect.name()))
                .findFirst()
                .map(Specimen::judge)
                .orElse(dialect.standardVersion());
    }

    static CorpusTable run(List<Specimen> specimens, Dialect dialect, Version version) {
        return new CorpusTable(
                specimens.stream()
                        .filter(specimen -> specimen.dialect().equals(dialect.name()))
                        .map(specimen -> Trial.of(specimen, dialect, version))
                        .toList());
    }

    private static void print(String title, CorpusTable table, boolean isJudged) {
        System.out.println(title);
        table.summary().forEach(System.out::println);
        list("exceptions", table.thrown());
        list("printed differently", table.printedDifferently());
        list(
                isJudged
                        ? "accepted by the real program, refused by us"
                        : "accepted by another version, refused for this one",
                table.wronglyRefused());
        if (isJudged) {
            list("refused by the real program, not seen by us", table.missed());
            list("errors found in files the real program takes", table.errors());
            list("findings in files the real program takes", table.findingsByCheck());
            list(
                    "not fully modelled, by frequency",
                    table.rest().stream()
                            .map(row ->
                                    String.format(
                                            Locale.ROOT,
                                            "%6d lines %4d files  %-11s %s",
                                            row.lines(),
                                            row.files(),
                                            row.state(),
                                            row.keyword()))
                            .toList());
            list(
                    "slowest",
                    table.slowest().stream()
                            .map(trial ->
                                    "%5d ms %s"
                                            .formatted(
                                                    trial.took().toMillis(),
                                                    trial.specimen().name()))
                            .toList());
        }
        System.out.println();
    }

    private static void list(String title, List<String> lines) {
        if (!lines.isEmpty()) {
            System.out.println("  " + title + ": " + lines.size());
            lines.stream().limit(LISTED_MAX).forEach(line -> System.out.println("    " + line));
            if (lines.size() > LISTED_MAX) {
                System.out.println("    … and " + (lines.size() - LISTED_MAX) + " more");
            }
        }
    }
}
