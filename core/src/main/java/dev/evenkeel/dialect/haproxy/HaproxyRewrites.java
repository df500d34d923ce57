package dev.evenkeel.dialect.haproxy;

import dev.evenkeel.dialect.Support;
import dev.evenkeel.model.Action;
import dev.evenkeel.model.Condition;
import dev.evenkeel.model.Expression;
import dev.evenkeel.model.Field;
import dev.evenkeel.model.Matcher;
import dev.evenkeel.text.Span;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Reads the actions that change a request or a variable.
final class HaproxyRewrites {
    private final HaproxyReader reader;

    HaproxyRewrites(HaproxyReader reader) {
        this.reader = reader;
    }

    /// The action that begins at a word; `null` when it is of another kind.
    @Nullable HaproxyAction read(String name, HaproxyLine line, int at, HaproxyPlace place)
            throws HaproxyRefusal {
        return switch (name) {
            case "set-path" -> set(Field.of(Field.Kind.PATH), line, at, place);
            case "set-pathq" -> set(Field.of(Field.Kind.TARGET), line, at, place);
            case "set-query" -> set(Field.of(Field.Kind.QUERY), line, at, place);
            case "set-uri" -> set(Field.of(Field.Kind.URI), line, at, place);
            case "set-method" -> method(line, at, place);
            case "set-src" -> sample(Field.Kind.SOURCE, line, at, place);
            case "set-src-port" -> sample(Field.Kind.SOURCE_PORT, line, at, place);
            case "set-dst" -> sample(Field.Kind.DESTINATION, line, at, place);
            case "set-dst-port" -> sample(Field.Kind.DESTINATION_PORT, line, at, place);
            case "set-header" -> header(Action.Change.SET, line, at, place);
            case "add-header" -> header(Action.Change.ADD, line, at, place);
            case "del-header" -> remove(line, at);
            case "replace-path" -> replace(Field.of(Field.Kind.PATH), line, at + 1, place);
            case "replace-pathq" -> replace(Field.of(Field.Kind.TARGET), line, at + 1, place);
            case "replace-uri" -> replace(Field.of(Field.Kind.URI), line, at + 1, place);
            case "replace-header" ->
                    replace(field(Field.Kind.HEADER_LINE, line.word(at + 1)), line, at + 2, place);
            case "replace-value" ->
                    replace(field(Field.Kind.HEADER, line.word(at + 1)), line, at + 2, place);
            case "normalize-uri" -> normalise(line, at);
            case "set-var", "set-var-fmt" -> variable(name, line, at, place);
            case "unset-var" -> {
                String variable = variableName(line, at);
                yield HaproxyAction.of(new Action.UnsetVariable(variable), at + 1);
            }
            default -> null;
        };
    }

    private static Field field(Field.Kind kind, String name) {
        return Field.of(kind, name.toLowerCase(Locale.ROOT));
    }

    private HaproxyAction method(HaproxyLine line, int at, HaproxyPlace place)
            throws HaproxyRefusal {
        HaproxyFormat.Text value = reader.formats.read(line, at + 1, place);
        Action action = HaproxyMethods.set(value.expression(), line.span());
        return new HaproxyAction(action, at + 2, value.support());
    }

    private HaproxyAction set(Field field, HaproxyLine line, int at, HaproxyPlace place)
            throws HaproxyRefusal {
        HaproxyFormat.Text value = reader.formats.read(line, at + 1, place);
        return changed(field, Action.Change.SET, value.expression(), at + 2, value.support());
    }

    private HaproxyAction header(Action.Change change, HaproxyLine line, int at, HaproxyPlace place)
            throws HaproxyRefusal {
        HaproxyFormat.Text value = reader.formats.read(line, at + 2, place);
        Field field = field(Field.Kind.HEADER_LINE, line.word(at + 1));
        // What a header that nobody asks for holds is of no interest here.
        return changed(field, change, value.expression(), at + 3, Support.UNDERSTOOD);
    }

    private static HaproxyAction changed(
            Field field, Action.Change change, Expression value, int next, Support support) {
        return new HaproxyAction(new Action.Rewrite(field, change, value), next, support);
    }

    private HaproxyAction sample(Field.Kind kind, HaproxyLine line, int at, HaproxyPlace place)
            throws HaproxyRefusal {
        HaproxySample value = reader.expressions.words(line, at + 1, place);
        boolean address = kind == Field.Kind.SOURCE || kind == Field.Kind.DESTINATION;
        Expression expression = value.expression();
        return changed(
                Field.of(kind),
                Action.Change.SET,
                address ? new Expression.Converted(expression, "address", List.of()) : expression,
                value.word(),
                value.support());
    }

    /// `del-header NAME [-m METHOD]`.
    private static HaproxyAction remove(HaproxyLine line, int at) throws HaproxyRefusal {
        String name = line.word(at + 1);
        int next = at + 2;
        Matcher.Method method = Matcher.Method.EXACT;
        if (line.is(next, "-m")) {
            Matcher.Method chosen = HaproxyPatterns.method(line.word(next + 1));
            if (chosen == null) {
                throw new HaproxyRefusal(
                        line.span(next + 1),
                        "'" + line.word(next + 1) + "' is no matching method for header names",
                        "use str, beg, end, sub or reg");
            }
            method = chosen;
            next += 2;
        }
        if (method == Matcher.Method.EXACT) {
            return changed(
                    field(Field.Kind.HEADER_LINE, name),
                    Action.Change.REMOVE,
                    Expression.text(""),
                    next,
                    Support.UNDERSTOOD);
        }
        if (method == Matcher.Method.REGEX) {
            HaproxyRegex.check(name, line.span(at + 1));
        }
        var pattern = new Matcher.Pattern(name, line.span(at + 1));
        var names = new Matcher(method, true, List.of(pattern), true);
        return HaproxyAction.of(new Action.RemoveHeaders(names), next);
    }

    /// A regular expression at `at`, and the format behind it, in which `\1` is its first group.
    private HaproxyAction replace(Field field, HaproxyLine line, int at, HaproxyPlace place)
            throws HaproxyRefusal {
        String regex = line.word(at);
        HaproxyRegex.check(regex, line.span(at));
        HaproxyFormat.Text value = reader.formats.read(line, at + 1, place);
        Expression with = groups(value.expression());
        return new HaproxyAction(
                new Action.Replace(field, regex, false, with), at + 2, value.support());
    }

    /// Literal parts with their back-references taken out.
    private static Expression groups(Expression expression) {
        return switch (expression) {
            case Expression.Text(String text) -> HaproxyTables.substitution(text);
            case Expression.Joined(List<Expression> parts) -> {
                var found = new ArrayList<Expression>(parts.size());
                for (Expression part : parts) {
                    found.add(groups(part));
                }
                yield new Expression.Joined(found);
            }
            default -> expression;
        };
    }

    private HaproxyAction normalise(HaproxyLine line, int at) {
        var arguments = new ArrayList<String>();
        int i = at + 1;
        while (i < line.size() && !HaproxyActions.isCondition(line, i)) {
            arguments.add(line.word(i++));
        }
        Expression value =
                new Expression.Converted(
                        Expression.field(Field.Kind.TARGET), "normalize-uri", arguments);
        Field target = Field.of(Field.Kind.TARGET);
        boolean strict = arguments.contains("strict");
        return new HaproxyAction(
                new Action.Rewrite(target, Action.Change.SET, value),
                i,
                strict
                        ? new Support.Limited("that it refuses broken escapes is not followed")
                        : Support.UNDERSTOOD,
                isFound(Expression.field(Field.Kind.TARGET), line.span(at, i - 1)));
    }

    private HaproxyAction variable(String name, HaproxyLine line, int at, HaproxyPlace place)
            throws HaproxyRefusal {
        String variable = variableName(line, at);
        if (name.equals("set-var-fmt")) {
            HaproxyFormat.Text value = reader.formats.read(line, at + 1, place);
            return new HaproxyAction(
                    new Action.SetVariable(variable, value.expression()), at + 2, value.support());
        }
        HaproxySample value = reader.expressions.words(line, at + 1, place);
        Support support = Support.worse(value.support(), conditional(line.word(at)));
        return new HaproxyAction(
                new Action.SetVariable(variable, value.expression()),
                value.word(),
                support,
                isFound(value.expression(), line.span(at, value.word() - 1)));
    }

    /// A sample that finds nothing leaves the variable as it was.
    private static Condition isFound(Expression value, Span span) {
        if (value instanceof Expression.Text || value instanceof Expression.Unknown) {
            return Condition.ALWAYS;
        }
        var found = new Matcher(Matcher.Method.FOUND, false, List.of(), true);
        return new Condition.Match(value, found, span);
    }

    private static Support conditional(String word) {
        return word.indexOf(',') < 0
                ? Support.UNDERSTOOD
                : new Support.Limited("the variable is set whatever it holds");
    }

    /// The name in `set-var(NAME[,CONDITION…])`.
    private String variableName(HaproxyLine line, int at) throws HaproxyRefusal {
        String word = line.word(at);
        int open = word.indexOf('(');
        Span span = line.span(at);
        if (open < 0 || !word.endsWith(")")) {
            throw new HaproxyRefusal(
                    span,
                    "'" + word + "' needs the name of a variable in parentheses",
                    "write it as set-var(txn.name)");
        }
        int comma = word.indexOf(',');
        String name = word.substring(open + 1, comma < 0 ? word.length() - 1 : comma);
        HaproxyVariables.check(name, reader.context.version, span);
        return name;
    }
}
