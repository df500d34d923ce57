package dev.evenkeel.routing;

import dev.evenkeel.model.Expression;
import dev.evenkeel.model.Field;
import dev.evenkeel.text.Span;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What has become of any request on one way through the rules: every part and variable as an
/// expression of what was received. Never changes; equal states behave alike from here on.
record SymbolicState(
        Map<Field, Expression> fields,
        Map<String, Lines> headers,
        Map<String, Expression> variables,
        Map<Field, Expression> outgoing,
        List<Expression> servers,
        @Nullable Captured captured,
        Progress progress) {
    /// The lines of a header: those that were received, unless they were taken away, and then those
    /// that were added.
    record Lines(boolean received, List<Expression> added) {
        static final Lines RECEIVED = new Lines(true, List.of());

        Lines {
            added = List.copyOf(added);
        }
    }

    /// The last match of a regular expression. It is not known which one it was when `regex` is
    /// `null`.
    record Captured(Expression subject, @Nullable String regex, boolean ignoreCase) {}

    /// How often rules were begun again, and whether only the fallback is left.
    record Progress(int restarts, boolean onlyFallback) {}

    static final SymbolicState ARRIVED =
            new SymbolicState(
                    Map.of(),
                    Map.of(),
                    Map.of(),
                    Map.of(),
                    List.of(),
                    null,
                    new Progress(0, false));

    /// Nothing, as an expression.
    static final Expression NOTHING =
            new Expression.Converted(Expression.text(""), "not-empty", List.of());

    private static <K, V> Map<K, V> with(Map<K, V> map, K key, V value) {
        var changed = new HashMap<>(map);
        changed.put(key, value);
        return Map.copyOf(changed);
    }

    SymbolicState withField(Field field, Expression value) {
        return new SymbolicState(
                with(fields, field, value),
                headers,
                variables,
                outgoing,
                servers,
                captured,
                progress);
    }

    SymbolicState withoutField(Field field) {
        var left = new HashMap<>(fields);
        left.remove(field);
        return new SymbolicState(
                Map.copyOf(left), headers, variables, outgoing, servers, captured, progress);
    }

    SymbolicState withHeader(String name, Lines lines) {
        return new SymbolicState(
                fields,
                with(headers, name, lines),
                variables,
                outgoing,
                servers,
                captured,
                progress);
    }

    SymbolicState withVariable(String name, Expression value) {
        return new SymbolicState(
                fields,
                headers,
                with(variables, name, value),
                outgoing,
                servers,
                captured,
                progress);
    }

    SymbolicState withOutgoing(Field field, Expression value) {
        return new SymbolicState(
                fields,
                headers,
                variables,
                with(outgoing, field, value),
                servers,
                captured,
                progress);
    }

    SymbolicState withServer(Expression server) {
        var all = new ArrayList<>(servers);
        all.add(server);
        return new SymbolicState(
                fields, headers, variables, outgoing, List.copyOf(all), captured, progress);
    }

    SymbolicState withCaptured(@Nullable Captured match) {
        return new SymbolicState(fields, headers, variables, outgoing, servers, match, progress);
    }

    SymbolicState withProgress(int restarts, boolean onlyFallback) {
        return new SymbolicState(
                fields,
                headers,
                variables,
                outgoing,
                servers,
                captured,
                new Progress(restarts, onlyFallback));
    }

    /// The same with nothing known of what was changed.
    SymbolicState forgotten(Span span) {
        var unknownFields = new HashMap<Field, Expression>();
        fields.forEach((field, _) ->
                unknownFields.put(field, new Expression.Unknown(field.toString(), span)));
        var unknownVariables = new HashMap<String, Expression>();
        variables.forEach(
                (name, _) -> unknownVariables.put(name, new Expression.Unknown(name, span)));
        Captured unknown =
                captured == null
                        ? null
                        : new Captured(new Expression.Unknown("match", span), null, false);
        return new SymbolicState(
                Map.copyOf(unknownFields),
                headers,
                Map.copyOf(unknownVariables),
                outgoing,
                servers,
                unknown,
                progress);
    }

    Lines lines(String header) {
        return headers.getOrDefault(header, Lines.RECEIVED);
    }
}
