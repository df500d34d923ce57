package dev.evenkeel.report;

import dev.evenkeel.model.Condition;
import dev.evenkeel.model.Expression;
import dev.evenkeel.model.Field;
import dev.evenkeel.routing.Assumption;
import dev.evenkeel.routing.Step;
import dev.evenkeel.text.Span;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What is not known before run time, in words, and the flags by which a user can say it.
final class Undecided {
    /// What ends an assumption that something is not so.
    private static final String NO = ": no";

    private static final String EXISTS = " exists";
    private static final String VALUE = "the value of ";
    private static final String NOTHING = " changes nothing";
    private static final String IS = " is ";

    private final Map<Span, Expression> subjects = new HashMap<>();

    /// The comparisons of these steps.
    Undecided(List<Step> steps) {
        for (Step step : steps) {
            for (Step.Seen seen : step.seen()) {
                if (seen.condition() instanceof Condition.Match(var subject, _, Span span)) {
                    subjects.put(span, subject);
                }
            }
        }
    }

    private static String what(String assumption) {
        return assumption.endsWith(NO)
                ? assumption.substring(0, assumption.length() - NO.length())
                : assumption;
    }

    /// What is said to have a value, in `nbsrv(app) is 2`; empty when it is a whole sentence.
    private static String valueOf(String what) {
        int is = what.indexOf(IS);
        String value = is < 0 ? "" : what.substring(0, is);
        return value.indexOf(' ') < 0 ? value : "";
    }

    /// An assumption as a sentence.
    static String sentence(String assumption) {
        return assumption.endsWith(NO) ? condition(assumption) : assumption;
    }

    /// An assumption behind “if”: `the file a does not exist`, `nbsrv(app) lt 2` holds.
    static String condition(String assumption) {
        boolean no = assumption.endsWith(NO);
        String what = what(assumption);
        if (what.startsWith("the ") && what.endsWith(EXISTS)) {
            String subject = what.substring(0, what.length() - EXISTS.length());
            return subject + (no ? " does not exist" : EXISTS);
        }
        if (what.endsWith(NOTHING) || (!no && !valueOf(what).isEmpty())) {
            return what;
        }
        if (what.startsWith(VALUE)) {
            return what + " is known";
        }
        return "`" + what + "`" + (no ? " does not hold" : " holds");
    }

    /// The flags that say whether an assumption is so.
    List<String> flags(Assumption assumption) {
        String what = Wording.readable(what(assumption.text()));
        if (what.startsWith("the ") && what.endsWith(EXISTS)) {
            int path = what.indexOf(' ', 4) + 1;
            String file = what.substring(path, what.length() - EXISTS.length());
            return what.startsWith("the directory ")
                    ? List.of("`--no-files`")
                    : List.of("`--given-file " + file + "`", "`--no-files`");
        }
        if (what.endsWith(NOTHING)) {
            return List.of();
        }
        if (what.startsWith(VALUE)) {
            return List.of("`--assume '" + what.substring(VALUE.length()) + "=…'`");
        }
        String value = valueOf(what);
        if (!value.isEmpty()) {
            return List.of("`--assume '" + value + "=…'`");
        }
        Expression open = open(subjects.get(assumption.span()));
        return switch (open) {
            case Expression.Unknown(String text, _, _) ->
                    List.of("`--assume '" + Wording.readable(text) + "=…'`");
            case Expression.Part _ -> List.of("`--from IP`");
            case null, default ->
                    assumption.text().endsWith(NO)
                            ? List.of("`--assume '" + what + "=true'`")
                            : List.of();
        };
    }

    /// The part of an expression that a user can say.
    private static @Nullable Expression open(@Nullable Expression expression) {
        return switch (expression) {
            case Expression.Unknown unknown -> unknown;
            case Expression.Part part -> part.field().kind() == Field.Kind.SOURCE ? part : null;
            case Expression.Converted converted -> open(converted.input());
            case Expression.Lookup lookup -> open(lookup.key());
            case Expression.Split split -> open(split.key());
            case Expression.Joined(var parts) -> {
                for (Expression part : parts) {
                    Expression found = open(part);
                    if (found != null) {
                        yield found;
                    }
                }
                yield null;
            }
            case null -> null;
            case Expression.Text _, Expression.Variable _, Expression.Capture _ -> null;
        };
    }
}
