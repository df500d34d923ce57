package dev.evenkeel.lab;

import com.microsoft.z3.Context;
import com.microsoft.z3.Params;
import com.microsoft.z3.Solver;
import com.microsoft.z3.Status;

import dev.evenkeel.language.ByteSet;
import dev.evenkeel.language.Pattern;
import dev.evenkeel.language.Regular;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Whether some request meets several conditions at once, asked of a solver that knows nothing of
/// how this project thinks: Z3's theories of strings and numbers, in the language of SMT-LIB.
final class Satisfiability implements AutoCloseable {
    /// In the solver's own measure of work: the same on every machine.
    private static final int WORK_MAX = 1_000_000;

    private static final String BYTES = "(re.* (re.range \"\\u{0}\" \"\\u{ff}\"))";

    private final Context context = new Context();

    /// A condition on a request; `negated` turns it round.
    sealed interface Condition {
        /// On the one text of a field.
        record OfText(String field, Pattern pattern, boolean negated) implements Condition {}

        /// On the values of a header, of which there may be any number: some value is matched.
        record OfSomeValue(String header, Pattern pattern, boolean negated) implements Condition {}

        /// On a number of a field, from 0 to 65535: it lies between two, both included.
        record OfNumber(String field, int first, int last, boolean negated) implements Condition {}
    }

    /// `null` when the solver does not find out with so much work as is allowed.
    @Nullable Boolean isSatisfiable(List<Condition> conditions) {
        Solver solver = context.mkSolver();
        Params parameters = context.mkParams();
        parameters.add("rlimit", WORK_MAX);
        solver.setParameters(parameters);
        solver.fromString(asked(conditions));
        Status status = solver.check();
        return status == Status.UNKNOWN ? null : status == Status.SATISFIABLE;
    }

    private static String asked(List<Condition> conditions) {
        var languages = new LinkedHashMap<String, List<String>>();
        var numbers = new LinkedHashMap<String, List<String>>();
        for (Condition condition : conditions) {
            switch (condition) {
                case Condition.OfText(String field, Pattern pattern, boolean negated) ->
                        languages
                                .computeIfAbsent(field, _ -> new ArrayList<>())
                                .add(signed(language(pattern), negated));
                case Condition.OfSomeValue some -> {
                    if (!some.negated()) {
                        String value = some.header() + languages.size();
                        languages.put(value, valueLanguages(some, conditions));
                    }
                }
                case Condition.OfNumber(String field, int first, int last, boolean negated) -> {
                    String between = "(<= " + first + " " + field + " " + last + ")";
                    numbers.computeIfAbsent(field, _ -> new ArrayList<>())
                            .add(negated ? "(not " + between + ")" : between);
                }
            }
        }
        return written(languages, numbers);
    }

    /// Of a value that meets one condition, and none of those that no value may meet.
    private static List<String> valueLanguages(
            Condition.OfSomeValue wanted, List<Condition> conditions) {
        var languages = new ArrayList<String>();
        languages.add(language(wanted.pattern()));
        for (Condition condition : conditions) {
            if (condition instanceof Condition.OfSomeValue some
                    && some.negated()
                    && some.header().equals(wanted.header())) {
                languages.add(signed(language(some.pattern()), true));
            }
        }
        return languages;
    }

    private static String written(
            Map<String, List<String>> languages, Map<String, List<String>> numbers) {
        var text = new StringBuilder();
        languages.forEach((name, all) ->
                text.append("(declare-const ")
                        .append(name)
                        .append(" String)\n")
                        .append("(assert (str.in_re ")
                        .append(name)
                        .append(" (re.inter ")
                        .append(BYTES)
                        .append(' ')
                        .append(String.join(" ", all))
                        .append(")))\n"));
        numbers.forEach((name, all) ->
                text.append("(declare-const ")
                        .append(name)
                        .append(" Int)\n")
                        .append("(assert (and (<= 0 ")
                        .append(name)
                        .append(" 65535) ")
                        .append(String.join(" ", all))
                        .append("))\n"));
        return text.toString();
    }

    private static String signed(String language, boolean negated) {
        return negated ? "(re.comp " + language + ")" : language;
    }

    /// The texts that a pattern matches.
    private static String language(Pattern pattern) {
        return switch (pattern) {
            case Pattern.Literal(Pattern.Place place, String text, boolean anyCase) -> {
                boolean start = place == Pattern.Place.WHOLE || place == Pattern.Place.START;
                boolean end = place == Pattern.Place.WHOLE || place == Pattern.Place.END;
                yield around(Regular.text(text, anyCase), start, end);
            }
            case Pattern.Search(Regular regular, _) -> {
                List<Regular> parts =
                        regular instanceof Regular.Then(List<Regular> all) ? all : List.of(regular);
                boolean start = !parts.isEmpty() && parts.getFirst() instanceof Regular.Start;
                boolean end = !parts.isEmpty() && parts.getLast() instanceof Regular.End;
                List<Regular> inner = parts.subList(start ? 1 : 0, parts.size() - (end ? 1 : 0));
                yield around(new Regular.Then(inner), start, end);
            }
        };
    }

    private static String around(Regular inner, boolean start, boolean end) {
        String language = translated(inner);
        return "(re.++ "
                + (start ? "" : BYTES + " ")
                + language
                + (end ? "" : " " + BYTES)
                + " (str.to_re \"\"))";
    }

    private static String translated(Regular regular) {
        return switch (regular) {
            case Regular.Nothing _ -> "re.none";
            case Regular.One(ByteSet set) -> one(set);
            case Regular.Then(List<Regular> parts) -> {
                var then = new StringBuilder("(re.++");
                parts.forEach(part -> then.append(' ').append(translated(part)));
                yield then + " (str.to_re \"\") (str.to_re \"\"))";
            }
            case Regular.Or(List<Regular> parts) -> {
                var or = new StringBuilder("(re.union re.none re.none");
                parts.forEach(part -> or.append(' ').append(translated(part)));
                yield or + ")";
            }
            case Regular.Repeat(Regular inner, int min, int max) ->
                    max < 0
                            ? "(re.++ ((_ re.^ "
                                    + min
                                    + ") "
                                    + translated(inner)
                                    + ") (re.* "
                                    + translated(inner)
                                    + "))"
                            : "((_ re.loop " + min + " " + max + ") " + translated(inner) + ")";
            case Regular.Start _, Regular.End _, Regular.LineEnd _ ->
                    throw new IllegalArgumentException("ends stand only at the ends");
        };
    }

    private static String one(ByteSet set) {
        var one = new StringBuilder("(re.union re.none re.none");
        for (int b = 0; b < 256; b++) {
            int first = b;
            while (b < 256 && set.has(b)) {
                b++;
            }
            if (b > first) {
                one.append(String.format(" (re.range \"\\u{%x}\" \"\\u{%x}\")", first, b - 1));
            }
        }
        return one + ")";
    }

    @Override
    public void close() {
        context.close();
    }
}
