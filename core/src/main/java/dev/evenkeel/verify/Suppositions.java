package dev.evenkeel.verify;

import dev.evenkeel.predict.Questions;
import dev.evenkeel.routing.Assumption;
import dev.evenkeel.routing.Given;
import dev.evenkeel.routing.RequestSet;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What a test can say of things that are not known before run time, so that it is known what
/// becomes of a request.
final class Suppositions {
    /// How many ways in which a request may end are looked at.
    private static final int WAYS_MAX = 16;

    /// How a question for a file begins and ends.
    private static final String THE = "the ";

    private static final String EXISTS = " exists";

    /// What ends an assumption that something is not so, and what stands before a value.
    private static final String NO = ": no";

    private static final String IS = " is ";

    private final ModelOracle model;
    private final Questions questions;

    Suppositions(ModelOracle model, Questions questions) {
        this.model = model;
        this.questions = questions;
    }

    /// Asks for a request with what is given; `null` when it cannot be written down.
    @FunctionalInterface
    interface Asking {
        Expectation.@Nullable OfRequest with(Given given);
    }

    /// Nothing, else the values that somebody asks for, else which files there are.
    List<Given> of(RequestSet.Example example, Asking asking) {
        var all = new ArrayList<Given>();
        all.add(Given.nothing());
        Map<String, String> values = values(example);
        if (!values.isEmpty()) {
            all.add(new Given(values, Set.of(), false));
        }
        if (questions.asksForFiles()) {
            all.add(new Given(values, Set.of(), true));
            for (Answer.Possibility way : possible(asking, new Given(values, Set.of(), false))) {
                Set<String> files = files(way);
                all.add(new Given(values, files, true));
            }
        }
        return all;
    }

    /// What decides each of the ways in which a request may end.
    List<Given> ways(RequestSet.Example example, Asking asking) {
        var all = new ArrayList<Given>();
        var nothing = new Given(Map.of(), Set.of(), false);
        var known = new Given(values(example), Set.of(), false);
        for (Given given : List.of(nothing, known)) {
            for (Answer.Possibility way : possible(asking, given)) {
                Map<String, String> said = new HashMap<>(given.values());
                way.assumed().forEach(assumption -> say(assumption.text(), said));
                Set<String> files = files(way);
                all.add(new Given(said, Set.of(), false));
                if (questions.asksForFiles()) {
                    all.add(new Given(said, directories(files), true));
                }
            }
        }
        return all;
    }

    private Map<String, String> values(RequestSet.Example example) {
        Map<String, String> values = new HashMap<>();
        example.given()
                .values()
                .forEach((text, value) -> {
                    if (questions.asks(text) && isSayable(text) && isSayable(value)) {
                        values.put(text, value);
                    }
                });
        return values;
    }

    private static boolean isSayable(String text) {
        return !text.isEmpty() && Generation.isText(text);
    }

    private List<Answer.Possibility> possible(Asking asking, Given given) {
        Expectation.OfRequest asked = asking.with(given);
        if (asked == null || !(model.answer(asked) instanceof Answer.Told(var possibilities, _))) {
            return List.of();
        }
        return possibilities.subList(0, Math.min(WAYS_MAX, possibilities.size()));
    }

    /// Makes an assumption something that is said.
    private void say(String assumption, Map<String, String> said) {
        int is = assumption.lastIndexOf(IS);
        boolean no = assumption.endsWith(NO);
        String text = no ? assumption.substring(0, assumption.length() - NO.length()) : assumption;
        if (questions.asks(text) && isSayable(text)) {
            said.put(text, no ? "false" : "true");
        } else if (is > 0 && questions.asks(assumption.substring(0, is))) {
            String value = assumption.substring(is + IS.length());
            if (isSayable(value)) {
                said.put(assumption.substring(0, is), value);
            }
        }
    }

    /// The files that must be there for a request to end so.
    private static Set<String> files(Answer.Possibility way) {
        Set<String> files = new HashSet<>();
        for (Assumption assumption : way.assumed()) {
            String file = file(assumption.text());
            if (isSayable(file)) {
                files.add(file);
            }
        }
        return files;
    }

    /// The directories of files that are not there themselves.
    private static Set<String> directories(Set<String> files) {
        Set<String> directories = new HashSet<>();
        for (String file : files) {
            directories.add(file.substring(0, file.lastIndexOf('/') + 1));
        }
        directories.remove("");
        return directories;
    }

    /// The path that a question asks for, with a slash behind a directory; empty when it asks for
    /// something else.
    private static String file(String question) {
        if (!question.startsWith(THE) || !question.endsWith(EXISTS)) {
            return "";
        }
        int kind = question.indexOf(' ', THE.length());
        int end = question.length() - EXISTS.length();
        if (kind < 0 || kind >= end) {
            return "";
        }
        String path = question.substring(kind + 1, end);
        boolean directory = question.startsWith("directory", THE.length());
        return directory && !path.endsWith("/") ? path + "/" : path;
    }
}
