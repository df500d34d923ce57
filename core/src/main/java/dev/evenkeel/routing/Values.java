package dev.evenkeel.routing;

import dev.evenkeel.model.Expression;
import dev.evenkeel.model.Field;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// What expressions yield for one request: texts of one char per byte, or nothing (`null`); a text
/// that holds `RequestState.UNKNOWN` anywhere is not known.
final class Values {
    private final Program program;
    private final RequestState state;
    private final Map<String, String> given;
    private final Consumer<Assumption> assumed;
    private final List<Expression.Unknown> unknowns = new ArrayList<>();
    private @Nullable Set<Field> unknownFields;

    /// Usual values that are taken are told to `assumed`.
    Values(
            Program program,
            RequestState state,
            Map<String, String> given,
            Consumer<Assumption> assumed) {
        this.program = program;
        this.state = state;
        this.given = given;
        this.assumed = assumed;
    }

    /// What was asked for and is not known, in order.
    List<Expression.Unknown> unknowns() {
        return unknowns;
    }

    /// Fields that were asked for and are not known.
    Set<Field> unknownFields() {
        return unknownFields == null ? Set.of() : unknownFields;
    }

    /// Tells every value until one is wanted; whether one was. Nobody is told of a value of which a
    /// function makes nothing, nor of those behind it; what is no address is passed over.
    boolean any(Expression expression, Predicate<String> wanted) {
        return switch (expression) {
            case Expression.Part(Field field) -> Occurrences.any(state, field, wanted);
            case Expression.Converted(Expression input, String name, List<String> arguments)
                    when isPerValue(name) ->
                    name.equals("address")
                            ? anyOf(input, value -> converted(value, name, arguments), wanted)
                            : anyUntilNothing(
                                    input, value -> converted(value, name, arguments), wanted);
            case Expression.Lookup lookup when lookup.fallback() == null ->
                    anyUntilNothing(lookup.key(), key -> found(lookup, key), wanted);
            default -> {
                String value = one(expression);
                yield value != null && wanted.test(value);
            }
        };
    }

    /// Values of which nothing is made are passed over.
    private boolean anyOf(
            Expression input,
            java.util.function.Function<String, @Nullable String> made,
            Predicate<String> wanted) {
        return any(
                input,
                value -> {
                    String one = made.apply(value);
                    return one != null && wanted.test(one);
                });
    }

    private boolean anyUntilNothing(
            Expression input,
            java.util.function.Function<String, @Nullable String> made,
            Predicate<String> wanted) {
        var isNothing = new boolean[1];
        boolean any =
                any(
                        input,
                        value -> {
                            String one = made.apply(value);
                            isNothing[0] = one == null;
                            return one == null || wanted.test(one);
                        });
        return any && !isNothing[0];
    }

    private static boolean isPerValue(String function) {
        return switch (function) {
            case "default-to", "present", "join", Expression.ONCE -> false;
            default -> true;
        };
    }

    @Nullable String one(Expression expression) {
        return switch (expression) {
            case Expression.Text(String text) -> text;
            case Expression.Part(Field field) -> part(field);
            case Expression.Variable(String name) -> state.variable(name);
            case Expression.Capture(String group) -> state.capture(group);
            case Expression.Joined(List<Expression> parts) -> joined(parts);
            case Expression.Converted converted -> converted(converted);
            case Expression.Lookup lookup -> found(lookup, one(lookup.key()));
            case Expression.Split split -> share(split);
            case Expression.Unknown unknown -> unknown(unknown);
        };
    }

    private @Nullable String part(Field field) {
        String value = state.field(field);
        if (RequestState.isUnknown(value)) {
            if (unknownFields == null) {
                unknownFields = new LinkedHashSet<>();
            }
            unknownFields.add(field);
        }
        return value;
    }

    private String unknown(Expression.Unknown unknown) {
        String said = given.get(unknown.text());
        if (said != null) {
            return said;
        }
        String usual = unknown.usual();
        if (usual != null) {
            assumed.accept(new Assumption(unknown.text() + " is " + usual, unknown.span()));
            return usual;
        }
        unknowns.add(unknown);
        return RequestState.UNKNOWN;
    }

    private String joined(List<Expression> parts) {
        if (parts.size() == 1) {
            String only = one(parts.getFirst());
            return only == null ? "" : only;
        }
        var text = new StringBuilder();
        for (Expression part : parts) {
            String value = one(part);
            if (value != null) {
                text.append(value);
            }
        }
        return text.toString();
    }

    private @Nullable String converted(Expression.Converted expression) {
        String name = expression.converter();
        Expression input = expression.input();
        return switch (name) {
            case "join" -> allJoined(input, expression.arguments().getFirst());
            case "default-to" -> {
                String value = one(input);
                yield value == null ? expression.arguments().getFirst() : value;
            }
            case "present" -> one(input) == null ? "0" : "1";
            case Expression.ONCE -> once(expression.arguments().getFirst(), input);
            default -> {
                String value = one(input);
                yield value == null ? null : converted(value, name, expression.arguments());
            }
        };
    }

    private String once(String variable, Expression input) {
        String known = state.variable(variable);
        if (known == null) {
            String value = one(input);
            known = value == null ? "" : value;
            state.variable(variable, known);
        }
        return known;
    }

    private @Nullable String converted(String value, String name, List<String> arguments) {
        if (RequestState.isUnknown(value)) {
            return RequestState.UNKNOWN;
        }
        Function function = Functions.named(name);
        return function == null ? RequestState.UNKNOWN : function.apply(value, arguments, state);
    }

    private @Nullable String allJoined(Expression several, String separator) {
        var values = new ArrayList<String>(2);
        any(
                several,
                value -> {
                    values.add(value);
                    return false;
                });
        return values.isEmpty() ? null : String.join(separator, values);
    }

    /// What a table says for a key. A key that cannot be compared with what the table holds finds
    /// nothing, not even the fallback.
    private @Nullable String found(Expression.Lookup lookup, @Nullable String key) {
        if (key == null) {
            return null;
        }
        Lookups lookups = program.lookups(lookup.table());
        int entry = lookups.find(key, state);
        if (entry == Patterns.UNKNOWN) {
            return RequestState.UNKNOWN;
        }
        if (entry >= 0) {
            return one(lookup.table().entries().get(entry).value());
        }
        if (!lookups.compares(key)) {
            return null;
        }
        Expression fallback =
                lookup.fallback() != null ? lookup.fallback() : lookup.table().fallback();
        return fallback == null ? null : one(fallback);
    }

    private @Nullable String share(Expression.Split split) {
        String key = one(split.key());
        if (RequestState.isUnknown(key)) {
            return RequestState.UNKNOWN;
        }
        int chosen = Splits.of(split, key == null ? "" : key);
        return chosen < 0 ? null : one(split.shares().get(chosen).value());
    }
}
