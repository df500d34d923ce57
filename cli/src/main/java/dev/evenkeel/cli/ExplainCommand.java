package dev.evenkeel.cli;

import dev.evenkeel.check.Checks;
import dev.evenkeel.report.ExplainReport;
import dev.evenkeel.report.Style;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

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
                            + String.join(
                                    ", ", Spelling.nearest(wanted, Checks.ids(), SUGGESTIONS_MAX))
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
}
