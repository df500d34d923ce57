package dev.evenkeel.routing;

import dev.evenkeel.model.Action;
import dev.evenkeel.model.Expression;
import dev.evenkeel.model.Field;
import dev.evenkeel.model.Matcher;
import dev.evenkeel.model.Request;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What `Changes` and `Outgoing` do to one request, done to what has become of any.
final class SymbolicChanges {
    private static final Field METHOD = Field.of(Field.Kind.METHOD);
    private static final Field PATH = Field.of(Field.Kind.PATH);
    private static final Field QUERY = Field.of(Field.Kind.QUERY);
    private static final Field TARGET = Field.of(Field.Kind.TARGET);
    private static final Field URI = Field.of(Field.Kind.URI);
    private static final Field HOST_LINE = Field.of(Field.Kind.HEADER, "host");

    private SymbolicChanges() {}

    static SymbolicState apply(
            SymbolicState state, Field field, Action.Change change, Expression value) {
        boolean removed = change == Action.Change.REMOVE;
        return switch (field.kind()) {
            case HEADER, HEADER_LINE -> header(state, field.name(), change, text(value));
            case PATH -> path(state, removed ? Expression.text("") : text(value));
            case QUERY -> query(state, removed ? SymbolicState.NOTHING : text(value));
            case TARGET -> target(state, removed ? Expression.text("") : text(value));
            case URI -> uri(state, removed ? Expression.text("") : text(value));
            case METHOD -> state.withField(METHOD, removed ? Expression.text("") : text(value));
            default -> state.withField(field, removed ? SymbolicState.NOTHING : value);
        };
    }

    /// Nothing counts as empty.
    private static Expression text(Expression value) {
        return value instanceof Expression.Text || value instanceof Expression.Joined
                ? value
                : new Expression.Joined(List.of(value));
    }

    private static SymbolicState header(
            SymbolicState state, String name, Action.Change change, Expression value) {
        SymbolicState.Lines lines = state.lines(name);
        return switch (change) {
            case SET -> state.withHeader(name, new SymbolicState.Lines(false, List.of(value)));
            case REMOVE -> state.withHeader(name, new SymbolicState.Lines(false, List.of()));
            case ADD -> {
                var added = new ArrayList<>(lines.added());
                added.add(value);
                yield state.withHeader(name, new SymbolicState.Lines(lines.received(), added));
            }
        };
    }

    /// A path with a mark in it brings the beginning of the query along.
    private static SymbolicState path(SymbolicState state, Expression value) {
        Expression query = Rewriting.now(state, new Expression.Part(QUERY));
        return target(state, new Expression.Joined(List.of(value, Rewriting.marked(query))));
    }

    private static SymbolicState query(SymbolicState state, Expression value) {
        Expression known = state.fields().get(URI);
        return known != null
                ? elsewhere(state, made("requeried", known, value))
                : state.withField(QUERY, new Expression.Converted(value, "not-empty", List.of()));
    }

    private static SymbolicState target(SymbolicState state, Expression value) {
        Expression known = state.fields().get(URI);
        return known != null
                ? elsewhere(state, made("retargeted", known, value))
                : Slashes.isFirst(value) ? halved(state, value) : elsewhere(state, value);
    }

    /// A target that names a host changes the `Host` line too.
    private static SymbolicState uri(SymbolicState state, Expression value) {
        if (Slashes.isFirst(value)) {
            return halved(state.withoutField(URI).withoutField(TARGET), value);
        }
        Expression line = Rewriting.now(state, new Expression.Part(HOST_LINE));
        Expression host = made("host-of-target", line, value);
        return elsewhere(state, value)
                .withHeader("host", new SymbolicState.Lines(false, List.of(host)));
    }

    private static SymbolicState halved(SymbolicState state, Expression value) {
        Halves halves = Halves.of(value);
        return state.withField(PATH, halves.path())
                .withField(QUERY, halves.query() == null ? SymbolicState.NOTHING : halves.query());
    }

    /// What may begin with anything but a slash is taken apart by nobody: its parts are what they
    /// are, and the same only for the same target.
    private static SymbolicState elsewhere(SymbolicState state, Expression whole) {
        return state.withField(URI, whole)
                .withField(TARGET, made("path-and-query-of-target", whole))
                .withField(PATH, made("path-of-target", whole))
                .withField(QUERY, made("query-of-target", whole));
    }

    /// Something that is not followed, made of some values.
    private static Expression made(String how, Expression... values) {
        return new Expression.Converted(new Expression.Joined(List.of(values)), how, List.of());
    }

    /// What stands before and behind the first mark of a target.
    private record Halves(Expression path, @Nullable Expression query) {
        private static Halves of(Expression value) {
            var parts = new ArrayList<Expression>();
            flatten(value, parts);
            var path = new ArrayList<Expression>();
            for (int i = 0; i < parts.size(); i++) {
                Expression part = parts.get(i);
                List<Expression> rest = parts.subList(i + 1, parts.size());
                if (part instanceof Expression.Text(String text) && text.indexOf('?') >= 0) {
                    int mark = text.indexOf('?');
                    path.add(Expression.text(text.substring(0, mark)));
                    return new Halves(
                            joined(path), with(Expression.text(text.substring(mark + 1)), rest));
                }
                if (part instanceof Expression.Converted(var query, String name, _)
                        && name.equals(Rewriting.MARKED)) {
                    return new Halves(joined(path), rest.isEmpty() ? query : with(query, rest));
                }
                boolean whole =
                        part instanceof Expression.Part(Field field)
                                && (field.kind() == Field.Kind.TARGET
                                        || field.kind() == Field.Kind.URI);
                if (whole) {
                    path.add(new Expression.Part(PATH));
                    Expression query = new Expression.Part(QUERY);
                    return new Halves(joined(path), rest.isEmpty() ? query : with(query, rest));
                }
                if (mayHoldMark(part)) {
                    return new Halves(
                            new Expression.Converted(value, "beginning", List.of("before", "?")),
                            new Expression.Converted(value, "behind", List.of("?")));
                }
                path.add(part);
            }
            return new Halves(joined(path), null);
        }

        private static void flatten(Expression value, List<Expression> parts) {
            if (value instanceof Expression.Joined(List<Expression> all)) {
                all.forEach(part -> flatten(part, parts));
            } else {
                parts.add(value);
            }
        }

        private static boolean mayHoldMark(Expression part) {
            return switch (part) {
                case Expression.Text(String text) -> text.indexOf('?') >= 0;
                case Expression.Part(Field field) ->
                        switch (field.kind()) {
                            case PATH, METHOD, HOST, SCHEME, SOURCE, SOURCE_PORT, TLS -> false;
                            case HEADER, HEADER_LINE -> !field.name().equals("host");
                            default -> true;
                        };
                case Expression.Joined(List<Expression> parts) ->
                        parts.stream().anyMatch(Halves::mayHoldMark);
                case Expression.Converted(Expression input, String name, _) ->
                        switch (name) {
                            case "lower", "upper", "field", "word", Rewriting.GROUP ->
                                    mayHoldMark(input);
                            default -> true;
                        };
                default -> true;
            };
        }

        private static Expression with(Expression first, List<Expression> rest) {
            var all = new ArrayList<Expression>();
            all.add(first);
            all.addAll(rest);
            return new Expression.Joined(all);
        }

        private static Expression joined(List<Expression> parts) {
            return parts.size() == 1 ? parts.getFirst() : new Expression.Joined(parts);
        }
    }

    static SymbolicState outgoing(
            SymbolicState state, Field field, Action.Change change, Expression value) {
        return switch (field.kind()) {
            case METHOD -> state.withOutgoing(METHOD, value);
            case TARGET, URI -> state.withOutgoing(TARGET, value);
            default ->
                    field.name().equals("host") && change != Action.Change.ADD
                            ? state.withOutgoing(
                                    HOST_LINE,
                                    change == Action.Change.SET ? value : Expression.text(""))
                            : state;
        };
    }

    /// Of the headers that matter those whose name matches go.
    static SymbolicState remove(SymbolicState state, Matcher names, Set<String> headers) {
        var patterns = new Patterns(names);
        var nobody = new RequestState(Request.get("", "/"), List.of());
        SymbolicState changed = state;
        for (String name : headers.stream().sorted().toList()) {
            if (patterns.first(name, nobody) >= 0) {
                changed = changed.withHeader(name, new SymbolicState.Lines(false, List.of()));
            }
        }
        return changed;
    }

    /// The status that takes the place of another; 0 for none.
    static int status(SymbolicState state) {
        Expression set = state.fields().get(Field.of(Field.Kind.STATUS));
        Long number = set instanceof Expression.Text(String text) ? Integers.parse(text) : null;
        return number == null ? 0 : number.intValue();
    }

    /// What a server receives: method, host and target.
    static Map<String, Expression> sent(SymbolicState state) {
        var sent = new LinkedHashMap<String, Expression>();
        sent.put("method", sent(state, METHOD));
        sent.put("host", sent(state, HOST_LINE));
        sent.put("target", sent(state, TARGET));
        return sent;
    }

    private static Expression sent(SymbolicState state, Field field) {
        Expression outgoing = state.outgoing().get(field);
        return outgoing != null ? outgoing : Rewriting.now(state, new Expression.Part(field));
    }
}
