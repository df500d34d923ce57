package dev.evenkeel.cli;

import dev.evenkeel.predict.Policy;
import dev.evenkeel.predict.Policy.Expectation;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// What a user asks of a change, by flags or in `evenkeel.yaml`.
final class PolicyOptions {
    private PolicyOptions() {}

    static List<OptionSpec> all() {
        return List.of(
                Options.values(
                        "--forbid",
                        "CHANGE",
                        "A change that must not happen: unreachable-pool, routing, removed,"
                                + " algorithm, servers, weights, health, …; repeatable."),
                Options.value(
                        "--max-share-change",
                        "N%",
                        "How much of its pool's requests a server may get more or less."),
                Options.value(
                        "--max-moved",
                        "N%",
                        "How much of a pool's requests may go elsewhere, where that can be"
                                + " decided."),
                Options.value(
                        "--expect",
                        "none|equivalent",
                        "No difference may be found; or it must be proven that there is none."));
    }

    static Policy of(ParseResult arguments) throws CannotAnswer {
        Set<String> forbidden = new HashSet<>();
        for (String given : Options.values(arguments, "--forbid")) {
            for (String word : given.split(",", -1)) {
                forbidden.add(forbidden("--forbid " + given, word.strip()));
            }
        }
        String expected = Options.value(arguments, "--expect", "");
        return new Policy(
                forbidden,
                share(arguments, "--max-share-change"),
                share(arguments, "--max-moved"),
                expected.isEmpty()
                        ? Expectation.ANYTHING
                        : expectation("--expect " + expected, expected));
    }

    private static @Nullable Double share(ParseResult arguments, String name) throws CannotAnswer {
        String given = Options.value(arguments, name, "");
        return given.isEmpty() ? null : share(name + " " + given, given);
    }

    /// A word of what can be forbidden; `said` is how the user said it.
    static String forbidden(String said, String word) throws CannotAnswer {
        List<String> words = Policy.words();
        if (words.contains(word)) {
            return word;
        }
        List<String> meant = Spelling.meant(word, words);
        throw new CannotAnswer(
                said
                        + ": must be one of "
                        + String.join(", ", words)
                        + (meant.isEmpty() ? "" : "; did you mean " + meant.getFirst() + "?"));
    }

    /// `20%`, from 0 to 100, as a part of 1.
    static double share(String said, String text) throws CannotAnswer {
        String number = text.endsWith("%") ? text.substring(0, text.length() - 1).strip() : "";
        boolean isNumber = !number.isEmpty() && number.length() < 10;
        int dots = 0;
        for (int i = 0; i < number.length(); i++) {
            char c = number.charAt(i);
            dots += c == '.' ? 1 : 0;
            isNumber &= (c >= '0' && c <= '9') || (c == '.' && i > 0 && i + 1 < number.length());
        }
        double share = isNumber && dots < 2 ? Double.parseDouble(number) / 100 : -1;
        if (share < 0 || share > 1) {
            throw new CannotAnswer(said + ": must be a part of the requests, such as 20%");
        }
        return share;
    }

    static Expectation expectation(String said, String word) throws CannotAnswer {
        List<String> words =
                Arrays.stream(Expectation.values())
                        .filter(one -> one != Expectation.ANYTHING)
                        .map(one -> one.name().toLowerCase(Locale.ROOT))
                        .toList();
        if (!words.contains(word)) {
            throw new CannotAnswer(said + ": must be one of " + String.join(", ", words));
        }
        return Expectation.valueOf(word.toUpperCase(Locale.ROOT));
    }
}
