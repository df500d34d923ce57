package dev.evenkeel.cli;

import dev.evenkeel.check.Examination;
import dev.evenkeel.check.Finding;
import dev.evenkeel.check.Severity;
import dev.evenkeel.cli.Configurations.Configuration;
import dev.evenkeel.dialect.Reading;
import dev.evenkeel.report.CheckAnswer;
import dev.evenkeel.report.Checked;
import dev.evenkeel.report.Reports;
import dev.evenkeel.report.Secrets;
import dev.evenkeel.report.Style;
import dev.evenkeel.text.Source;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

import java.util.ArrayList;
import java.util.List;

/// `check CONFIG…`: what is wrong with each configuration.
final class CheckCommand implements Command {
    @Override
    public CommandSpec specification() {
        CommandSpec specification = CommandSpec.create();
        specification
                .usageMessage()
                .header("Say what is wrong with configurations.")
                .synopsisHeading("%nUsage: ")
                .customSynopsis("evenkeel check [OPTION]… CONFIG…")
                .parameterListHeading("%n")
                .optionListHeading("%nOptions:%n")
                .footer(
                        "%nDefaults can stand in evenkeel.yaml, beside the configuration or above"
                                + " it.",
                        "Exit status: 0 nothing wrong, 1 something found, 2 could not answer,",
                        "3 nothing found but not proven (only with --strict).");
        specification.addPositional(
                PositionalParamSpec.builder()
                        .paramLabel("CONFIG")
                        .arity("1..*")
                        .required(true)
                        .type(List.class)
                        .auxiliaryTypes(String.class)
                        .description(
                                "A main file, or a directory whose *.cfg are read in name order.",
                                "Several are checked one after the other.")
                        .build());
        ConfigurationOptions.all().forEach(specification::addOption);
        options().forEach(specification::addOption);
        return specification;
    }

    private static List<OptionSpec> options() {
        return List.of(
                Options.value(
                        "--format",
                        "FORMAT",
                        "text (default), json, sarif, junit, github or markdown."),
                Options.value(
                        "--fail-on",
                        "SEVERITY",
                        "The mildest severity for exit status 1: error, warning (default) or "
                                + "note."),
                Options.flag(
                        "--strict",
                        "Exit status 3 when nothing was found but not every line is modelled."),
                Options.debug(),
                Options.help());
    }

    @Override
    public ExitStatus run(ParseResult arguments, Surroundings surroundings) throws CannotAnswer {
        var run = new Run(arguments, surroundings);
        List<String> given = arguments.matchedPositionalValue(0, List.of());
        try (run.progress) {
            for (String name : given) {
                run.check(name);
            }
        }
        return run.end();
    }

    /// One run over all configurations.
    private static final class Run {
        private final ParseResult arguments;
        private final Surroundings surroundings;
        private final ConfigurationOptions configurations;
        private final List<Checked> checked = new ArrayList<>();
        private final Progress progress;
        private ExitStatus status = ExitStatus.GOOD;
        private @Nullable String format;
        private @Nullable Severity failing;

        Run(ParseResult arguments, Surroundings surroundings) throws CannotAnswer {
            this.arguments = arguments;
            this.surroundings = surroundings;
            this.configurations = new ConfigurationOptions(arguments, surroundings);
            Options.oneOf(arguments, "--format", Reports.names());
            if (arguments.hasMatchedOption("--fail-on")) {
                Options.oneOf(arguments, "--fail-on", Severities.words());
            }
            this.progress = Progress.on(surroundings);
        }

        /// Checks one; when it cannot be read, says so and goes on with the others.
        void check(String name) throws CannotAnswer {
            Defaults defaults = configurations.defaults(name);
            progress.now("reading " + name);
            Configuration configuration;
            try {
                configuration = configurations.open(name, defaults);
            } catch (CannotAnswer unreadable) {
                unreadable.lines().forEach(line -> Main.complain(surroundings, line));
                status = status.or(ExitStatus.NO_ANSWER);
                return;
            }
            Reading reading = configuration.as().read(configuration.input());
            progress.now("checking " + name);
            var examination = Examination.of(reading, defaults.settings());
            configurations.tellRemarks(reading);
            configurations.tellRemarks(examination.remarks());
            var answer =
                    new Checked(
                            name,
                            reading.balancer().target(),
                            configuration.input().texts().stream().map(Source::name).toList(),
                            examination,
                            reading.coverage(),
                            Secrets.of(reading.secrets()));
            checked.add(answer);
            judge(answer, defaults);
        }

        private void judge(Checked answer, Defaults defaults) {
            if (format == null) {
                format = defaults.format();
            }
            Severity mildest = failing(defaults);
            failing = failing == null || mildest.compareTo(failing) > 0 ? mildest : failing;
            boolean strict =
                    arguments.hasMatchedOption("--strict")
                            || Boolean.TRUE.equals(defaults.strict());
            if (answer.findings().stream().anyMatch(found -> isFailing(found, mildest))) {
                status = status.or(ExitStatus.FOUND);
            } else if (strict && !answer.coverage().isFull()) {
                status = status.or(ExitStatus.NOT_PROVEN);
            }
        }

        private Severity failing(Defaults defaults) {
            String given = Options.value(arguments, "--fail-on", "");
            if (!given.isEmpty()) {
                return Severities.of(given);
            }
            return defaults.failOn() == null ? Severity.WARNING : defaults.failOn();
        }

        private static boolean isFailing(Finding finding, Severity mildest) {
            return finding.severity().compareTo(mildest) <= 0;
        }

        /// Writes the answer about everything that could be read.
        ExitStatus end() {
            String given = Options.value(arguments, "--format", "");
            String named = format == null ? Reports.names().getFirst() : format;
            var style = new Style(surroundings.isColoured(), surroundings.terminal().columns());
            var report =
                    Reports.named(
                            given.isEmpty() ? named : given,
                            style,
                            failing == null ? Severity.WARNING : failing);
            String text = report.of(new CheckAnswer(Main.version(), checked));
            surroundings.out().print(text);
            return status;
        }
    }
}
