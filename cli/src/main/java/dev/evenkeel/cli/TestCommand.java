package dev.evenkeel.cli;

import dev.evenkeel.cli.Configurations.Configuration;
import dev.evenkeel.dialect.Reading;
import dev.evenkeel.predict.ConfigurationDiff;
import dev.evenkeel.predict.Questions;
import dev.evenkeel.report.Reports;
import dev.evenkeel.report.Secrets;
import dev.evenkeel.report.Style;
import dev.evenkeel.report.TestAnswer;
import dev.evenkeel.report.TestReports;
import dev.evenkeel.text.Source;
import dev.evenkeel.verify.Expectation;
import dev.evenkeel.verify.Generation;
import dev.evenkeel.verify.ModelOracle;
import dev.evenkeel.verify.Reach;
import dev.evenkeel.verify.Result;
import dev.evenkeel.verify.TestCase;
import dev.evenkeel.verify.Verification;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// `test TESTS [CONFIG]`: whether a configuration does what a team expects of it.
final class TestCommand implements Command {
    @Override
    public CommandSpec specification() {
        CommandSpec specification = CommandSpec.create();
        specification
                .usageMessage()
                .header("Test a configuration like code.")
                .synopsisHeading("%nUsage: ")
                .customSynopsis(
                        "evenkeel test [OPTION]… TESTS [CONFIG]",
                        "       evenkeel test [OPTION]… --generate CONFIG")
                .parameterListHeading("%n")
                .optionListHeading("%nOptions:%n")
                .footer(
                        "%nExit status: 0 every test passed, 1 one failed or is not proven, 2"
                                + " could not",
                        "answer (what is wrong with the tests is said with its line).");
        specification.addPositional(
                positional("TESTS", "0", "0..1", "A file of tests (YAML); see docs/test.md."));
        specification.addPositional(
                positional(
                        "CONFIG",
                        "1",
                        "0..1",
                        "The configuration; otherwise the one that TESTS names."));
        specification.addOption(
                Options.value(
                        "--format",
                        "FORMAT",
                        "text (default), json, sarif, junit, github or markdown."));
        specification.addOption(
                Options.value(
                        "--against",
                        "model|real",
                        "What says how requests end: the model (default), or the installed program,"
                            + " started on the loopback network in front of stand-in servers."));
        specification.addOption(
                Options.value(
                        "--baseline",
                        "OLD",
                        "The configuration as it was, for tests of the change."));
        specification.addOption(
                Options.flag("--coverage", "Say which rules and pools no request test reaches."));
        specification.addOption(
                Options.value(
                        "--fail-under",
                        "N%",
                        "Exit status 1 when less than this part of what requests can reach is"
                                + " reached by tests."));
        specification.addOption(
                Options.value(
                        "--generate",
                        "CONFIG",
                        "Write tests of what a configuration does today: few requests that"
                                + " together reach every rule and pool."));
        ConfigurationOptions.all().forEach(specification::addOption);
        specification.addOption(Options.debug());
        specification.addOption(Options.help());
        return specification;
    }

    private static PositionalParamSpec positional(
            String label, String index, String arity, String description) {
        return PositionalParamSpec.builder()
                .paramLabel(label)
                .index(index)
                .arity(arity)
                .required(arity.equals("1"))
                .type(String.class)
                .description(description)
                .build();
    }

    @Override
    public ExitStatus run(ParseResult arguments, Surroundings surroundings) throws CannotAnswer {
        Options.oneOf(arguments, "--format", Reports.names());
        Options.oneOf(arguments, "--against", List.of("model", "real"));
        if (arguments.hasMatchedOption("--generate")) {
            return generate(arguments, surroundings);
        }
        String name = arguments.matchedPositionalValue(0, "");
        if (name.isEmpty()) {
            throw new CannotAnswer("which tests? Name a file of tests, or --generate CONFIG");
        }
        Double least = least(arguments);
        TestFile file = TestFile.read(surroundings.directory(), Paths.of(name));
        String config = configuration(arguments, file, name);
        var options = new ConfigurationOptions(arguments, surroundings);
        Defaults defaults = options.defaults(config);
        Configuration configuration = options.open(config, defaults);
        RealProgram real =
                Options.value(arguments, "--against", "model").equals("real")
                        ? RealProgram.of(configuration, surroundings)
                        : null;
        Reading reading =
                real == null
                        ? configuration.as().read(configuration.input())
                        : real.read(configuration);
        ConfigurationOptions.refuse(reading, config);
        options.tellRemarks(reading);
        refuseAssumptions(file.tests(), Questions.of(reading.balancer()), config);
        var change = change(arguments, options, file, reading, name);
        var model = ModelOracle.of(reading.balancer());
        boolean covers = least != null || arguments.hasMatchedOption("--coverage");
        Verified verified =
                real == null
                        ? verified(Verification.of(model, model, file.tests(), change), covers)
                        : real.verified(model, file.tests(), change, covers);
        var tested =
                new TestAnswer.Tested(
                        config,
                        reading.balancer(),
                        configuration.input().texts().stream().map(Source::name).toList(),
                        reading.coverage(),
                        Secrets.of(reading.secrets()));
        var answer = new TestAnswer(Main.version(), name, tested, verified.results, verified.reach);
        String project = defaults.format();
        String format = Options.value(arguments, "--format", project == null ? "text" : project);
        var style = new Style(surroundings.isColoured(), surroundings.terminal().columns());
        surroundings.out().print(TestReports.named(format, style).of(answer));
        return status(verified, least);
    }

    /// What became of the tests, and what they reach (`null`: nobody asked).
    record Verified(List<Result> results, @Nullable Reach reach) {
        Verified {
            results = List.copyOf(results);
        }
    }

    /// Asks for every test, on all processors.
    static Verified verified(Verification verification, boolean covers) throws CannotAnswer {
        refuseFaults(verification);
        List<Result> results =
                verification.tests().parallelStream().map(verification::result).toList();
        return new Verified(results, covers ? verification.reach() : null);
    }

    private static ExitStatus status(Verified verified, @Nullable Double least) {
        boolean good = verified.results.stream().allMatch(Result::isGood);
        Reach reach = verified.reach;
        good &= reach == null || least == null || reach.share() >= least;
        return good ? ExitStatus.GOOD : ExitStatus.FOUND;
    }

    private static @Nullable Double least(ParseResult arguments) throws CannotAnswer {
        String given = Options.value(arguments, "--fail-under", "");
        return given.isEmpty() ? null : PolicyOptions.share("--fail-under " + given, given);
    }

    private static ExitStatus generate(ParseResult arguments, Surroundings surroundings)
            throws CannotAnswer {
        String config = Options.value(arguments, "--generate", "");
        if (arguments.hasMatchedPositional(0) || arguments.hasMatchedOption("--format")) {
            throw new CannotAnswer("--generate writes a file of tests; it takes CONFIG only");
        }
        var options = new ConfigurationOptions(arguments, surroundings);
        Configuration configuration = options.open(config, options.defaults(config));
        Reading reading = configuration.as().read(configuration.input());
        ConfigurationOptions.refuse(reading, config);
        options.tellRemarks(reading);
        Generation.Generated generated =
                Generation.of(reading.balancer())
                        .orElseThrow(() ->
                                new CannotAnswer(
                                        config
                                                + " is too much to be followed for all"
                                                + " requests at once"));
        surroundings
                .out()
                .print(
                        GeneratedTests.of(
                                generated,
                                config,
                                reading.balancer().target(),
                                Secrets.of(reading.secrets())));
        return ExitStatus.GOOD;
    }

    private static String configuration(ParseResult arguments, TestFile file, String name)
            throws CannotAnswer {
        String given = arguments.matchedPositionalValue(1, "");
        if (!given.isEmpty()) {
            return given;
        }
        Path named = file.config();
        if (named == null) {
            throw new CannotAnswer(
                    name + " names no configuration; add `config: FILE`, or CONFIG behind it");
        }
        return named.toString();
    }

    /// How the configuration differs from the baseline; `null` where none is given.
    private static @Nullable ConfigurationDiff change(
            ParseResult arguments,
            ConfigurationOptions options,
            TestFile file,
            Reading after,
            String name)
            throws CannotAnswer {
        String baseline = Options.value(arguments, "--baseline", "");
        if (baseline.isEmpty()) {
            return null;
        }
        boolean asked =
                file.tests().stream()
                        .anyMatch(test -> test.expectation() instanceof Expectation.OfChange);
        if (!asked) {
            throw new CannotAnswer(
                    "--baseline "
                            + baseline
                            + ": no test of "
                            + name
                            + " is about the change; add one, as in change: {forbid: [routing]}");
        }
        Configuration configuration = options.open(baseline, options.defaults(baseline));
        Reading before = configuration.as().read(configuration.input());
        ConfigurationOptions.refuse(before, baseline);
        return ConfigurationDiff.of(
                new ConfigurationDiff.Side(before.balancer(), before.coverage()),
                new ConfigurationDiff.Side(after.balancer(), after.coverage()));
    }

    private static void refuseFaults(Verification verification) throws CannotAnswer {
        List<String> faults =
                verification.faults().stream()
                        .map(fault -> fault.span() + ": " + Source.readable(fault.text()))
                        .toList();
        if (!faults.isEmpty()) {
            throw new CannotAnswer(faults);
        }
    }

    /// What a test says of things that nobody asks for would be said in vain.
    private static void refuseAssumptions(List<TestCase> tests, Questions questions, String config)
            throws CannotAnswer {
        var faults = new ArrayList<String>();
        for (TestCase test : tests) {
            if (test.expectation() instanceof Expectation.OfRequest request) {
                for (String asked : request.given().values().keySet()) {
                    if (!questions.asks(asked)) {
                        faults.add(
                                test.span()
                                        + ": assume: no line of "
                                        + config
                                        + " asks for "
                                        + Source.readable(asked)
                                        + Answers.there(Source.readable(asked), questions));
                    }
                }
                if (request.given().onlyFiles() && !questions.asksForFiles()) {
                    faults.add(
                            test.span()
                                    + ": files: no line of "
                                    + config
                                    + " asks whether a file exists");
                }
            }
        }
        if (!faults.isEmpty()) {
            throw new CannotAnswer(faults);
        }
    }
}
