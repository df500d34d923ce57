package dev.evenkeel.cli;

import dev.evenkeel.cli.Configurations.Configuration;
import dev.evenkeel.dialect.Reading;
import dev.evenkeel.predict.Asked;
import dev.evenkeel.predict.Entry;
import dev.evenkeel.predict.Entry.Security;
import dev.evenkeel.predict.ListenerChoice;
import dev.evenkeel.predict.Listeners;
import dev.evenkeel.predict.Predictor;
import dev.evenkeel.predict.Questions;
import dev.evenkeel.predict.Traced;
import dev.evenkeel.report.AddressText;
import dev.evenkeel.report.Secrets;
import dev.evenkeel.report.Style;
import dev.evenkeel.report.TraceAnswer;
import dev.evenkeel.report.TraceJson;
import dev.evenkeel.report.TraceText;
import dev.evenkeel.routing.Assumption;
import dev.evenkeel.routing.Given;
import dev.evenkeel.text.Source;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

import java.util.ArrayList;
import java.util.List;

/// `trace CONFIG [METHOD] URL`: where a request goes, and every step that decided it; with
/// `--requests` the same for many, in order.
final class TraceCommand implements Command {
    @Override
    public CommandSpec specification() {
        CommandSpec specification = CommandSpec.create();
        specification
                .usageMessage()
                .header("Say where a request goes, and every step that decided it.")
                .synopsisHeading("%nUsage: ")
                .customSynopsis(
                        "evenkeel trace [OPTION]… CONFIG [METHOD] URL",
                        "       evenkeel trace [OPTION]… CONFIG --requests FILE")
                .parameterListHeading("%n")
                .optionListHeading("%nOptions:%n")
                .footer(
                        "%nExit status: 0 answered, 2 could not answer (with --requests: at least"
                                + " one",
                        "line; the others are answered).");
        specification.addPositional(
                PositionalParamSpec.builder()
                        .paramLabel("CONFIG")
                        .index("0")
                        .arity("1")
                        .required(true)
                        .type(String.class)
                        .description("A main file, or a directory whose *.cfg are read.")
                        .build());
        specification.addPositional(
                PositionalParamSpec.builder()
                        .paramLabel("[METHOD] URL")
                        .index("1..*")
                        .arity("0..2")
                        .type(List.class)
                        .auxiliaryTypes(String.class)
                        .description(
                                "As for curl: GET unless said, http:// unless said; only a path"
                                        + " is a request without a host.")
                        .build());
        options().forEach(specification::addOption);
        ConfigurationOptions.all().forEach(specification::addOption);
        specification.addOption(Options.debug());
        specification.addOption(Options.help());
        return specification;
    }

    private static List<OptionSpec> options() {
        var options = new ArrayList<OptionSpec>();
        options.add(Options.values("-H", "'NAME: VALUE'", "A header of the request; repeatable."));
        options.add(Options.value("--from", "IP", "The address of the client."));
        options.add(
                Options.value(
                        "--listener",
                        "NAME",
                        "Where it comes in: a section of HAProxy, an address:port of nginx."
                                + " Otherwise found from the port."));
        options.add(Options.value("--to", "IP", "The address of the balancer it is sent to."));
        options.add(
                Options.value(
                        "--requests",
                        "FILE",
                        "Many requests, one JSON object a line (- is the input); answers are JSON"
                                + " lines in the same order."));
        options.addAll(Answers.options());
        options.add(Options.value("--format", "FORMAT", "text (default) or json."));
        options.add(Options.flag("--all", "Tell every rule that was tried."));
        options.add(
                Options.value(
                        "--steps",
                        "all|held",
                        "Which steps JSON tells: all that were tried, or those that held (with"
                                + " --requests, unless said)."));
        return options;
    }

    @Override
    public ExitStatus run(ParseResult arguments, Surroundings surroundings) throws CannotAnswer {
        boolean many = arguments.hasMatchedOption("--requests");
        String format = format(arguments, many);
        Options.oneOf(arguments, "--steps", List.of("all", "held"));
        boolean everyStep =
                Options.value(arguments, "--steps", many ? "held" : "all").equals("all");
        String config = arguments.matchedPositionalValue(0, "");
        List<String> none = List.of();
        List<String> words = arguments.matchedPositionalValue(1, none);
        Asked asked = asked(arguments, words, many);
        var configurations = new ConfigurationOptions(arguments, surroundings);
        Configuration configuration = configurations.open(config, configurations.defaults(config));
        Reading reading = configuration.as().read(configuration.input());
        ConfigurationOptions.refuse(reading, config);
        configurations.tellRemarks(reading);
        var asks = Questions.of(reading.balancer());
        Given given = Answers.of(arguments, asks, config);
        var predictor = Predictor.of(reading.balancer(), given);
        var listeners = Listeners.of(reading.balancer());
        var secrets = Secrets.of(reading.secrets());
        if (many) {
            String file = Options.value(arguments, "--requests", "");
            var json = new TraceJson(secrets, everyStep);
            return new TraceLines(surroundings, listeners, predictor, json, everyStep)
                    .answer(file, asked);
        }
        Traced traced = traced(asked, listeners, predictor, surroundings);
        var answer =
                new TraceAnswer(
                        Main.version(),
                        reading.balancer(),
                        configuration.input().texts().stream().map(Source::name).toList(),
                        reading.coverage(),
                        secrets,
                        traced);
        surroundings.out().print(text(answer, format, everyStep, arguments, surroundings));
        return ExitStatus.GOOD;
    }

    private static String format(ParseResult arguments, boolean many) throws CannotAnswer {
        String format = Options.oneOf(arguments, "--format", List.of("text", "json"));
        if (many && arguments.hasMatchedOption("--format") && format.equals("text")) {
            throw new CannotAnswer("--requests answers in JSON lines; leave out --format text");
        }
        return format;
    }

    private static String text(
            TraceAnswer answer,
            String format,
            boolean everyStep,
            ParseResult arguments,
            Surroundings surroundings) {
        if (format.equals("json")) {
            return new TraceJson(answer.secrets(), everyStep).document(answer);
        }
        var style = new Style(surroundings.isColoured(), surroundings.terminal().columns());
        return new TraceText(style, arguments.hasMatchedOption("--all")).of(answer);
    }

    /// What is asked; with `--requests` what holds for all lines that do not say otherwise.
    private static Asked asked(ParseResult arguments, List<String> words, boolean many)
            throws CannotAnswer {
        List<String> headers = Options.values(arguments, "-H");
        String to = Options.value(arguments, "--to", "");
        if (!to.isEmpty() && !AddressText.isAddress(to)) {
            throw new CannotAnswer("--to " + to + ": must be an IP address");
        }
        String listener = Source.bytes(Options.value(arguments, "--listener", ""));
        var where = new Entry(listener, to, 0, Security.UNSAID);
        String from = Options.value(arguments, "--from", "");
        if (many) {
            if (!words.isEmpty() || !headers.isEmpty()) {
                throw new CannotAnswer(
                        "--requests and "
                                + (words.isEmpty() ? "-H" : words.getFirst())
                                + " contradict each other; the file says what is requested");
            }
            return UrlRequest.of("GET", "/", headers, where, from);
        }
        if (words.isEmpty()) {
            throw new CannotAnswer(
                    "which request? Add a URL, as in https://shop.example/login, or --requests"
                            + " FILE");
        }
        String method = words.size() == 2 ? words.getFirst() : "GET";
        return UrlRequest.of(method, words.getLast(), headers, where, from);
    }

    private static Traced traced(
            Asked asked, Listeners listeners, Predictor predictor, Surroundings surroundings)
            throws CannotAnswer {
        return switch (listeners.choose(asked.entry())) {
            case ListenerChoice.Open(String why) -> throw new CannotAnswer(Source.readable(why));
            case ListenerChoice.Chosen chosen -> {
                var assumed = new ArrayList<Assumption>();
                if (!chosen.assumed().isEmpty()) {
                    Main.complain(surroundings, Source.readable(chosen.assumed()));
                    assumed.add(new Assumption(chosen.assumed(), chosen.listener().span()));
                }
                var request = asked.at(chosen);
                var prediction = predictor.predict(chosen.listener(), request, true);
                yield new Traced(null, request, assumed, prediction);
            }
        };
    }
}
