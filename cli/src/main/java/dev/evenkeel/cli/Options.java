package dev.evenkeel.cli;

import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

import java.util.List;

/// Options that several commands share.
final class Options {
    private Options() {}

    static OptionSpec help() {
        return OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .description("Show this help.")
                .build();
    }

    /// Shown in no help: it is for those who report a fault of ours.
    static OptionSpec debug() {
        return OptionSpec.builder("--debug").type(boolean.class).hidden(true).build();
    }

    /// An option with one value.
    static OptionSpec value(String name, String label, String... description) {
        return OptionSpec.builder(name)
                .type(String.class)
                .paramLabel(label)
                .description(description)
                .build();
    }

    /// An option with a value that may be given several times.
    static OptionSpec values(String name, String label, String... description) {
        return OptionSpec.builder(name)
                .type(List.class)
                .auxiliaryTypes(String.class)
                .arity("1")
                .paramLabel(label)
                .description(description)
                .build();
    }

    /// An option that is there or not.
    static OptionSpec flag(String name, String... description) {
        return OptionSpec.builder(name).type(boolean.class).description(description).build();
    }

    /// What an option was given as, or what is assumed without it.
    static String value(ParseResult arguments, String name, String otherwise) {
        String given = arguments.matchedOptionValue(name, otherwise);
        return given == null ? otherwise : given;
    }

    /// All that an option was given as, in order.
    static List<String> values(ParseResult arguments, String name) {
        List<String> none = List.of();
        List<String> given = arguments.matchedOptionValue(name, none);
        return given == null ? none : given;
    }

    /// The one of the words that was given; anything else cannot be answered.
    static String oneOf(ParseResult arguments, String name, List<String> words)
            throws CannotAnswer {
        String given = value(arguments, name, words.getFirst());
        if (!words.contains(given)) {
            throw new CannotAnswer(
                    name + " " + given + ": must be one of " + String.join(", ", words));
        }
        return given;
    }
}
