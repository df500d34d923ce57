package dev.evenkeel.routing;

import dev.evenkeel.model.Expression;
import dev.evenkeel.model.Field;
import dev.evenkeel.model.Table;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Expressions as rules write them, in terms of what was received.
final class Rewriting {
    /// A query with its mark before it; nothing without one.
    static final String MARKED = "marked-query";

    /// A group of a regular expression's match.
    static final String GROUP = "group";

    /// Expressions whose first group is the whole text.
    private static final Set<String> WHOLE = Set.of("(.*)", "^(.*)$", "^(.*)", "(.*)$");

    private Rewriting() {}

    /// What an expression is now, in terms of what was received.
    static Expression now(SymbolicState state, Expression expression) {
        return switch (expression) {
            case Expression.Text text -> text;
            case Expression.Unknown unknown -> unknown;
            case Expression.Part(Field field) -> part(state, field);
            case Expression.Variable(String name) ->
                    state.variables().getOrDefault(name, SymbolicState.NOTHING);
            case Expression.Capture(String group) -> group(state, group);
            case Expression.Joined(List<Expression> parts) -> {
                var now = new ArrayList<Expression>(parts.size());
                boolean same = true;
                for (Expression part : parts) {
                    Expression one = now(state, part);
                    same &= one.equals(part);
                    now.add(one);
                }
                yield same ? expression : new Expression.Joined(now);
            }
            case Expression.Converted(var input, String name, var arguments)
                    when name.equals(Expression.ONCE) -> {
                Expression known = state.variables().get(arguments.getFirst());
                yield known != null ? known : new Expression.Joined(List.of(now(state, input)));
            }
            case Expression.Converted(var input, String name, var arguments) ->
                    converted(state, expression, now(state, input), name, arguments);
            case Expression.Lookup(Table table, var key, var fallback) ->
                    new Expression.Lookup(
                            table, now(state, key), fallback == null ? null : now(state, fallback));
            case Expression.Split(var key, var shares, boolean rest, var span) ->
                    new Expression.Split(now(state, key), shares, rest, span);
        };
    }

    /// Some functions take the name of a variable: its value is part of what they yield.
    private static Expression converted(
            SymbolicState state,
            Expression expression,
            Expression input,
            String name,
            List<String> arguments) {
        var variables = new ArrayList<String>();
        for (String argument : arguments) {
            Expression value = state.variables().get(argument);
            if (value != null) {
                variables.add(argument + " = " + value);
            }
        }
        if (!variables.isEmpty()) {
            variables.addAll(0, arguments);
            return new Expression.Converted(input, name + " of variables", variables);
        }
        boolean same =
                expression instanceof Expression.Converted(Expression before, _, _)
                        && before.equals(input);
        return same ? expression : new Expression.Converted(input, name, arguments);
    }

    /// One of several expressions whose values count; `several` when it may be several values.
    record Each(Expression value, boolean several) {}

    /// The same for an expression of which every value counts: one expression for the values that
    /// were received and one for each that was added.
    static List<Each> each(SymbolicState state, Expression expression) {
        Field field = innermost(expression);
        boolean header =
                field != null
                        && field.occurrence() == 0
                        && (field.kind() == Field.Kind.HEADER
                                || field.kind() == Field.Kind.HEADER_LINE);
        if (field == null
                || !header
                || state.lines(field.name()).equals(SymbolicState.Lines.RECEIVED)) {
            return List.of(new Each(now(state, expression), false));
        }
        SymbolicState.Lines lines = state.lines(field.name());
        var all = new ArrayList<Each>();
        if (lines.received()) {
            all.add(new Each(expression, false));
        }
        boolean whole = field.kind() == Field.Kind.HEADER_LINE;
        for (Expression added : lines.added()) {
            if (!whole && added instanceof Expression.Text(String text)) {
                for (var elements = new Elements(text); elements.hasNext(); ) {
                    Expression element = Expression.text(elements.next());
                    all.add(new Each(replaced(expression, element), false));
                }
            } else {
                Expression value =
                        whole ? added : new Expression.Converted(added, "elements", List.of());
                all.add(new Each(replaced(expression, value), !whole));
            }
        }
        return all;
    }

    private static @Nullable Field innermost(Expression expression) {
        return switch (expression) {
            case Expression.Part(Field field) -> field;
            case Expression.Converted(var input, _, _) -> innermost(input);
            case Expression.Lookup(_, var key, _) -> innermost(key);
            default -> null;
        };
    }

    /// With another value in place of the innermost part.
    private static Expression replaced(Expression expression, Expression value) {
        return switch (expression) {
            case Expression.Converted(var input, String name, var arguments) ->
                    new Expression.Converted(replaced(input, value), name, arguments);
            case Expression.Lookup(Table table, var key, var fallback) ->
                    new Expression.Lookup(table, replaced(key, value), fallback);
            default -> value;
        };
    }

    private static Expression group(SymbolicState state, String group) {
        SymbolicState.Captured captured = state.captured();
        if (captured == null) {
            return SymbolicState.NOTHING;
        }
        String regex = captured.regex();
        if (group.equals("1") && regex != null && WHOLE.contains(regex)) {
            return captured.subject();
        }
        return regex == null
                ? new Expression.Converted(captured.subject(), "some-" + GROUP, List.of(group))
                : new Expression.Converted(
                        captured.subject(),
                        GROUP,
                        List.of(group, regex, captured.ignoreCase() ? "i" : ""));
    }

    private static Expression part(SymbolicState state, Field field) {
        Expression changed = state.fields().get(field);
        if (changed != null) {
            return changed;
        }
        return switch (field.kind()) {
            case TARGET, URI -> target(state, field);
            case HEADER, HEADER_LINE -> header(state, field);
            case HEADER_COUNT ->
                    state.lines(field.name()).equals(SymbolicState.Lines.RECEIVED)
                            ? new Expression.Part(field)
                            : changed(field, state.lines(field.name()).toString());
            case COOKIE, COOKIE_ANY_CASE ->
                    state.lines("cookie").equals(SymbolicState.Lines.RECEIVED)
                            ? new Expression.Part(field)
                            : changed(field, state.lines("cookie").toString());
            case QUERY_PARAMETER, QUERY_ARGUMENT -> parameter(state, field, Field.Kind.QUERY);
            case QUERY_PARAMETER_ANY_CASE -> parameter(state, field, Field.Kind.NORMALISED_QUERY);
            case METHOD,
                    SCHEME,
                    HTTP_VERSION,
                    HOST,
                    PATH,
                    NORMALISED_PATH,
                    QUERY,
                    NORMALISED_QUERY,
                    BODY,
                    SOURCE,
                    SOURCE_PORT,
                    DESTINATION,
                    DESTINATION_PORT,
                    TLS,
                    SNI,
                    ALPN,
                    STATUS ->
                    new Expression.Part(field);
        };
    }

    private static Expression parameter(SymbolicState state, Field field, Field.Kind query) {
        Expression changed = state.fields().get(Field.of(query));
        return changed == null
                ? new Expression.Part(field)
                : new Expression.Converted(
                        changed, "parameter-of", List.of(field.kind().name(), field.name()));
    }

    private static Expression changed(Field field, String how) {
        return new Expression.Converted(new Expression.Part(field), "changed", List.of(how));
    }

    private static Expression target(SymbolicState state, Field field) {
        boolean same =
                !state.fields().containsKey(Field.of(Field.Kind.PATH))
                        && !state.fields().containsKey(Field.of(Field.Kind.QUERY));
        return same
                ? new Expression.Part(field)
                : new Expression.Joined(
                        List.of(
                                part(state, Field.of(Field.Kind.PATH)),
                                marked(part(state, Field.of(Field.Kind.QUERY)))));
    }

    /// With the mark that stands before a query.
    static Expression marked(Expression query) {
        return new Expression.Converted(query, MARKED, List.of());
    }

    private static Expression header(SymbolicState state, Field field) {
        SymbolicState.Lines lines = state.lines(field.name());
        List<Expression> added = lines.added();
        if (lines.equals(SymbolicState.Lines.RECEIVED)) {
            return new Expression.Part(field);
        }
        if (added.isEmpty()) {
            return SymbolicState.NOTHING;
        }
        boolean last = field.occurrence() == -1;
        if (last || !lines.received()) {
            boolean plain = last || field.occurrence() <= 1;
            return plain
                    ? last ? added.getLast() : added.getFirst()
                    : changed(field, lines.toString());
        }
        return added.getFirst() instanceof Expression.Text(String text)
                ? new Expression.Converted(new Expression.Part(field), "default-to", List.of(text))
                : changed(field, lines.toString());
    }
}
