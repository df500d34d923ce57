package dev.evenkeel.cli;

import dev.evenkeel.cli.Configurations.Configuration;
import dev.evenkeel.dialect.Reading;
import dev.evenkeel.predict.ConfigurationDiff;
import dev.evenkeel.predict.Policy;
import dev.evenkeel.predict.Ruling;
import dev.evenkeel.report.DiffAnswer;
import dev.evenkeel.report.DiffJson;
import dev.evenkeel.report.DiffMarkdown;
import dev.evenkeel.report.DiffText;
import dev.evenkeel.report.Secrets;
import dev.evenkeel.report.Style;
import dev.evenkeel.routing.RoutingDiff;
import dev.evenkeel.text.Source;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

import java.util.List;

/// `diff BEFORE AFTER`: what a change of configuration does to requests, pools and shares.
final class DiffCommand implements Command {
    private static final List<String> FORMATS = List.of("text", "markdown", "json");

    @Override
    public CommandSpec specification() {
        CommandSpec specification = CommandSpec.create();
        specification
                .usageMessage()
                .header("Say what a change does to requests, pools and shares.")
                .synopsisHeading("%nUsage: ")
                .customSynopsis("evenkeel diff [OPTION]… BEFORE AFTER")
                .parameterListHeading("%n")
                .optionListHeading("%nOptions:%n")
                .footer(
                        "%nA policy can stand in evenkeel.yaml, beside AFTER or above it.",
                        "Exit status: 0 nothing differs, or with a policy: no rule is violated;",
                        "1 something differs, or a rule is violated; 2 could not answer;",
                        "3 neither, but not proven (only with --strict).");
        specification.addPositional(configuration("BEFORE", "0", "What runs now."));
        specification.addPositional(configuration("AFTER", "1", "What is to run."));
        ConfigurationOptions.both().forEach(specification::addOption);
        specification.addOption(
                Options.value("--format", "FORMAT", "text (default), markdown or json."));
        PolicyOptions.all().forEach(specification::addOption);
        specification.addOption(
                Options.flag(
                        "--strict",
                        "Exit status 3 when nothing differs but that is not proven, or when a rule"
                                + " cannot be decided."));
        specification.addOption(Options.debug());
        specification.addOption(Options.help());
        return specification;
    }

    private static PositionalParamSpec configuration(
            String label, String index, String description) {
        return PositionalParamSpec.builder()
                .paramLabel(label)
                .index(index)
                .arity("1")
                .required(true)
                .type(String.class)
                .description(description + " A main file, or a directory whose *.cfg are read.")
                .build();
    }

    /// One of the two configurations, read.
    private record Read(String name, Configuration configuration, Reading reading) {
        ConfigurationDiff.Side compared() {
            return new ConfigurationDiff.Side(reading.balancer(), reading.coverage());
        }

        DiffAnswer.Side shown() {
            List<String> files = configuration.input().texts().stream().map(Source::name).toList();
            return new DiffAnswer.Side(
                    name, files, reading.coverage(), Secrets.of(reading.secrets()));
        }
    }

    @Override
    public ExitStatus run(ParseResult arguments, Surroundings surroundings) throws CannotAnswer {
        Options.oneOf(arguments, "--format", FORMATS);
        Policy asked = PolicyOptions.of(arguments);
        var options = new ConfigurationOptions(arguments, surroundings);
        List<Read> both =
                read(
                        List.of(
                                opened(arguments, 0, "--as-before", options),
                                opened(arguments, 1, "--as-after", options)),
                        options);
        Read before = both.getFirst();
        Read after = both.getLast();
        Defaults defaults = options.defaults(after.name);
        Policy policy = defaults.policy().with(asked);
        var diff = ConfigurationDiff.of(before.compared(), after.compared(), new OtherThread());
        List<Ruling> rulings = policy.judge(diff);
        var answer = new DiffAnswer(Main.version(), diff, before.shown(), after.shown(), rulings);
        surroundings.out().print(text(answer, arguments, defaults, surroundings));
        boolean strict =
                arguments.hasMatchedOption("--strict") || Boolean.TRUE.equals(defaults.strict());
        return policy.isEmpty() ? status(diff, strict) : status(diff, rulings, strict);
    }

    private record Opened(String name, Configuration configuration) {
        Read read() {
            return new Read(name, configuration, configuration.as().read(configuration.input()));
        }
    }

    private static Opened opened(
            ParseResult arguments, int position, String as, ConfigurationOptions options)
            throws CannotAnswer {
        String name = arguments.matchedPositionalValue(position, "");
        return new Opened(name, options.open(name, options.defaults(name), as));
    }

    /// Reads both at the same time, and tells what is wrong with them in their order.
    private static List<Read> read(List<Opened> opened, ConfigurationOptions options)
            throws CannotAnswer {
        List<Read> read = opened.parallelStream().map(Opened::read).toList();
        for (Read one : read) {
            ConfigurationOptions.refuse(one.reading(), one.name());
            options.tellRemarks(one.reading());
        }
        return read;
    }

    private static String text(
            DiffAnswer answer,
            ParseResult arguments,
            Defaults defaults,
            Surroundings surroundings) {
        String project = defaults.format();
        String otherwise = project == null || !FORMATS.contains(project) ? "text" : project;
        String format = Options.value(arguments, "--format", otherwise);
        return switch (format) {
            case "json" -> DiffJson.of(answer);
            case "markdown" -> DiffMarkdown.of(answer);
            default ->
                    new DiffText(
                                    new Style(
                                            surroundings.isColoured(),
                                            surroundings.terminal().columns()))
                            .of(answer);
        };
    }

    private static ExitStatus status(ConfigurationDiff diff, boolean strict) {
        return switch (diff.verdict()) {
            case EQUIVALENT -> ExitStatus.GOOD;
            case DIFFERENT -> ExitStatus.FOUND;
            case NOT_PROVEN -> strict ? ExitStatus.NOT_PROVEN : ExitStatus.GOOD;
        };
    }

    /// With a policy a difference is no fault by itself.
    private static ExitStatus status(ConfigurationDiff diff, List<Ruling> rulings, boolean strict) {
        boolean unproven = strict && diff.verdict() == RoutingDiff.Verdict.NOT_PROVEN;
        ExitStatus status = unproven ? ExitStatus.NOT_PROVEN : ExitStatus.GOOD;
        for (Ruling ruling : rulings) {
            status =
                    status.or(
                            switch (ruling.result()) {
                                case KEPT -> ExitStatus.GOOD;
                                case VIOLATED -> ExitStatus.FOUND;
                                case UNDECIDED -> strict ? ExitStatus.NOT_PROVEN : ExitStatus.GOOD;
                            });
        }
        return status;
    }
}
