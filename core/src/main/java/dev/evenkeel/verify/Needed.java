package dev.evenkeel.verify;

import dev.evenkeel.predict.Traced;
import dev.evenkeel.routing.Given;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What has to be said of things that are not known before run time, so that every rule on the way
/// of a request sees what it sees.
final class Needed {
    /// Of how many things that are said it is tried whether they need not be.
    private static final int SAID_MAX = 40;

    private Needed() {}

    static Given of(Expectation.OfRequest asked, ModelOracle model) {
        Given needed = asked.given();
        List<String> said = needed.values().keySet().stream().sorted().toList();
        Traced whole = said.size() > SAID_MAX ? null : model.story(asked);
        if (whole == null) {
            return needed;
        }
        for (String text : said) {
            Given less = with(needed, text, null);
            // What is taken to be so where nothing is said looks as if it were known.
            String value = needed.values().get(text);
            Given otherwise =
                    "true".equals(value)
                            ? with(needed, text, "false")
                            : "false".equals(value) ? with(needed, text, "true") : less;
            if (isSame(whole, asked, less, model) && isSame(whole, asked, otherwise, model)) {
                needed = less;
            }
        }
        return needed;
    }

    private static Given with(Given given, String text, @Nullable String value) {
        Map<String, String> values = new HashMap<>(given.values());
        if (value == null) {
            values.remove(text);
        } else {
            values.put(text, value);
        }
        return new Given(values, given.files(), given.onlyFiles());
    }

    private static boolean isSame(
            Traced whole, Expectation.OfRequest asked, Given given, ModelOracle model) {
        var said = new Expectation.OfRequest(asked.asked(), given, List.of());
        Traced story = model.story(said);
        return story != null
                && story.prediction().served().equals(whole.prediction().served())
                && story.prediction().decision().equals(whole.prediction().decision());
    }
}
