package dev.evenkeel.cli;

import dev.evenkeel.check.Checks;
import dev.evenkeel.report.ExplainReport;
import dev.evenkeel.report.Style;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// `explain [CHECK]`: the page of a check; without argument the list of all.
final class ExplainCommand implements Command {
    /// How many ids are suggested for one that does not exist.
    private static final int SUGGESTIONS_MAX = 3;

    @Override
    public CommandSpec specification() {
        CommandSpec specification = CommandSpec.create();
        specification
                .usageMessage()
                .header("Say what a check finds, why it hurts and what to do.")
                .description("%nWithout CHECK: the list of all checks.%n")
                .optionListHeading("%nOptions:%n");
        specification.addPositional(
                PositionalParamSpec.builder()
                        .paramLabel("CHECK")
                        .arity("0..1")
                        .type(String.class)
                        .description("The word in brackets behind a finding, e.g. unused-pool.")
                        .build());
        specification.addOption(
                Options.value("--format", "FORMAT", "text (default), json or markdown."));
        specification.addOption(Options.debug());
        specification.addOption(Options.help());
        return specification;
    }

    @Override
    public ExitStatus run(ParseResult arguments, Surroundings surroundings) throws CannotAnswer {
        String format = Options.oneOf(arguments, "--format", List.of("text", "json", "markdown"));
        String wanted = arguments.matchedPositionalValue(0, "");
        List<String> ids = wanted.isEmpty() ? Checks.ids() : List.of(wanted);
        if (!Checks.ids().containsAll(ids)) {
            throw new CannotAnswer(
                    "there is no check "
                            + wanted
                            + "; near it: "
                            + String.join(", ", nearest(wanted))
                            + "; `evenkeel explain` lists all");
        }
        var report = new ExplainReport(Main.version());
        var style = new Style(surroundings.isColoured(), surroundings.terminal().columns());
        String answer =
                switch (format) {
                    case "json" -> report.json(ids);
                    case "markdown" -> report.markdown(ids);
                    default -> wanted.isEmpty() ? report.list(style) : report.page(wanted, style);
                };
        surroundings.out().print(answer);
        return ExitStatus.GOOD;
    }

    private static List<String> nearest(String wanted) {
        var ids = new ArrayList<>(Checks.ids());
        ids.sort(Comparator.comparingInt(id -> distance(wanted, id)));
        return List.copyOf(ids.subList(0, Math.min(SUGGESTIONS_MAX, ids.size())));
    }

    /// How many insertions, deletions and replacements turn one word into the other; a wanted word
    /// that is a part of an id is nearer than any misspelling. Source: Wagner and Fischer, 1974.
    private static int distance(String wanted, String id) {
        if (id.contains(wanted)) {
            return 0;
        }
        int[] row = new int[id.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= wanted.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int same = wanted.charAt(i - 1) == id.charAt(j - 1) ? 0 : 1;
                int best = Math.min(Math.min(row[j], row[j - 1]) + 1, diagonal + same);
                diagonal = row[j];
                row[j] = best;
            }
        }
        return row[id.length()];
    }
}
