package dev.evenkeel.lab;

import dev.evenkeel.check.Finding;
import dev.evenkeel.check.Severity;
import dev.evenkeel.model.Coverage;
import dev.evenkeel.text.Problem;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/// What the trials of one dialect as one version say, in numbers and in lines to look at.
final class CorpusTable {
    private static final int SLOWEST = 5;

    private final List<Trial> trials;
    private final Rest rest = new Rest();
    private int harmless;
    private int understood;
    private int effective;

    CorpusTable(List<Trial> trials) {
        this.trials = List.copyOf(trials);
        for (Trial trial : accepted()) {
            if (trial.reading() != null) {
                Coverage coverage = trial.reading().coverage();
                understood += coverage.understood();
                harmless += coverage.harmless();
                effective += coverage.lines();
                rest.add(trial.specimen().name(), coverage);
            }
        }
    }

    private List<Trial> accepted() {
        return trials.stream().filter(trial -> trial.specimen().isAccepted()).toList();
    }

    /// Files of real use that we would refuse although the real program takes them.
    List<String> wronglyRefused() {
        var lines = new ArrayList<String>();
        for (Trial trial : accepted()) {
            for (Problem problem : trial.refusals()) {
                lines.add(problem.span() + ": " + problem.message());
            }
        }
        return lines;
    }

    int filesWronglyRefused() {
        return (int) accepted().stream().filter(trial -> !trial.refusals().isEmpty()).count();
    }

    /// Files that the real program refuses on a line where we see no error.
    List<String> missed() {
        var lines = new ArrayList<String>();
        for (Trial trial : judgeable()) {
            for (int line : trial.missedLines()) {
                lines.add(trial.specimen().name() + ":" + line + ": " + trial.specimen().detail());
            }
        }
        return lines;
    }

    int filesMissed() {
        return (int) judgeable().stream().filter(trial -> !trial.missedLines().isEmpty()).count();
    }

    /// Refused for a real error on a line of the file itself.
    List<Trial> judgeable() {
        return trials.stream()
                .filter(trial -> trial.specimen().isWrong())
                .filter(trial -> !trial.specimen().guiltyLines(trial.source()).isEmpty())
                .toList();
    }

    List<String> thrown() {
        return trials.stream()
                .filter(trial -> trial.thrown() != null)
                .map(trial -> trial + ": " + trial.thrown())
                .toList();
    }

    List<String> printedDifferently() {
        return trials.stream()
                .filter(trial -> trial.thrown() == null && !trial.isPrintedBack())
                .map(Trial::toString)
                .toList();
    }

    /// Of the effective lines of accepted files, in percent.
    double understoodPercent() {
        return effective == 0 ? 0 : 100.0 * (understood + harmless) / effective;
    }

    List<Rest.Row> rest() {
        return rest.rows();
    }

    /// Findings of severity error in files that the real program takes, each of which has to be
    /// true; of many of one check in one file the first.
    List<String> errors() {
        var counts = new TreeMap<String, Integer>();
        for (Trial trial : accepted()) {
            var first = new HashMap<String, String>();
            for (Finding finding : trial.findings()) {
                if (finding.severity() == Severity.ERROR) {
                    String text =
                            finding.span() + ": " + finding.check() + ": " + finding.message();
                    first.putIfAbsent(finding.check(), text);
                    counts.merge(first.getOrDefault(finding.check(), text), 1, Integer::sum);
                }
            }
        }
        return counts.entrySet().stream()
                .map(entry -> "%4d × %s".formatted(entry.getValue(), entry.getKey()))
                .toList();
    }

    /// How often each check finds something in files that the real program takes.
    List<String> findingsByCheck() {
        var counts = new TreeMap<String, Integer>();
        accepted()
                .forEach(trial ->
                        trial.findings()
                                .forEach(finding ->
                                        counts.merge(
                                                finding.check()
                                                        + " ("
                                                        + finding.severity().word()
                                                        + ")",
                                                1,
                                                Integer::sum)));
        return counts.entrySet().stream()
                .map(entry -> "%6d %s".formatted(entry.getValue(), entry.getKey()))
                .toList();
    }

    /// Files that take longest, slowest first.
    List<Trial> slowest() {
        return trials.stream()
                .sorted(Comparator.comparing(Trial::took).reversed())
                .limit(SLOWEST)
                .toList();
    }

    /// The numbers, a line each.
    List<String> summary() {
        return List.of(
                row("files", trials.size() + ", accepted by the real program " + accepted().size()),
                row("accepted, but refused by us", String.valueOf(filesWronglyRefused())),
                row(
                        "refused for an error in the file",
                        judgeable().size() + ", line missed in " + filesMissed()),
                row("printed differently", String.valueOf(printedDifferently().size())),
                row("exceptions", String.valueOf(thrown().size())),
                row("effective lines of accepted files", String.valueOf(effective)),
                row("understood", String.valueOf(understood)),
                row("harmless", String.valueOf(harmless)),
                row(
                        "understood or harmless",
                        String.format(Locale.ROOT, "%.2f %%", understoodPercent())));
    }

    private static String row(String what, String value) {
        return "  " + what + " ".repeat(Math.max(1, 36 - what.length())) + value;
    }
}
