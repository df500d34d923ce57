package dev.evenkeel.cli;

import dev.evenkeel.predict.Questions;
import dev.evenkeel.routing.Given;
import dev.evenkeel.text.Source;

import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/// What the user says about things that are not known before run time.
final class Answers {
    private static final int SUGGESTIONS_MAX = 5;

    private Answers() {}

    static List<OptionSpec> options() {
        return List.of(
                Options.values(
                        "--assume",
                        "FETCH=VALUE",
                        "What something yields that is not known before run time, by its text in"
                                + " the configuration, e.g. 'nbsrv(app)=2'; repeatable."),
                Options.values(
                        "--given-file",
                        "PATH",
                        "A file that exists; those not given do not. Repeatable."),
                Options.flag("--no-files", "No file exists that the configuration looks for."));
    }

    /// The answers, if the configuration asks for them and they do not contradict each other.
    static Given of(ParseResult arguments, Questions questions, String configuration)
            throws CannotAnswer {
        List<String> files = Options.values(arguments, "--given-file");
        boolean none = arguments.hasMatchedOption("--no-files");
        if (none && !files.isEmpty()) {
            throw new CannotAnswer(
                    "--given-file "
                            + files.getFirst()
                            + " and --no-files contradict each other; give one of them");
        }
        if ((none || !files.isEmpty()) && !questions.asksForFiles()) {
            throw new CannotAnswer(
                    (none ? "--no-files" : "--given-file " + files.getFirst())
                            + ": no line of "
                            + configuration
                            + " asks whether a file exists");
        }
        var values = new HashMap<String, String>();
        for (String assumption : Options.values(arguments, "--assume")) {
            add(assumption, questions, configuration, values);
        }
        var paths = new HashSet<String>();
        files.forEach(file -> paths.add(Source.bytes(file)));
        return new Given(values, paths, none || !files.isEmpty());
    }

    private static void add(
            String assumption,
            Questions questions,
            String configuration,
            Map<String, String> values)
            throws CannotAnswer {
        int sign = sign(assumption, questions);
        if (sign < 1) {
            throw new CannotAnswer(
                    "--assume " + assumption + ": must be FETCH=VALUE, e.g. 'nbsrv(app)=2'");
        }
        String asked = assumption.substring(0, sign);
        if (!questions.asks(Source.bytes(asked))) {
            throw new CannotAnswer(
                    "--assume "
                            + assumption
                            + ": no line of "
                            + configuration
                            + " asks for "
                            + asked
                            + there(asked, questions));
        }
        String value = Source.bytes(assumption.substring(sign + 1));
        String before = values.put(Source.bytes(asked), value);
        if (before != null && !before.equals(value)) {
            throw new CannotAnswer(
                    "--assume says two things of "
                            + asked
                            + ": "
                            + Source.readable(before)
                            + " and "
                            + Source.readable(value));
        }
    }

    /// Where the text ends that is asked for: it may hold the sign itself.
    private static int sign(String assumption, Questions questions) {
        int first = assumption.indexOf('=');
        for (int sign = first; sign >= 0; sign = assumption.indexOf('=', sign + 1)) {
            if (questions.asks(Source.bytes(assumption.substring(0, sign)))) {
                return sign;
            }
        }
        return first;
    }

    static String there(String asked, Questions questions) {
        List<String> unknowns = questions.unknowns().stream().map(Source::readable).toList();
        if (unknowns.isEmpty()) {
            return "; everything it asks for is known";
        }
        return "; what it asks for and is not known: "
                + String.join(", ", Spelling.nearest(asked, unknowns, SUGGESTIONS_MAX));
    }
}
