package dev.evenkeel.routing;

import dev.evenkeel.model.Expression;
import dev.evenkeel.model.Field;
import dev.evenkeel.model.Request;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What an expression over what was received looks at: nothing but itself, or one coordinate
/// through conversions. Whatever else it does makes it a coordinate of its own.
final class Readings {
    /// Functions whose result hangs on more than their input and arguments.
    private static final Set<String> STATEFUL =
            Set.of("concat", "add_item", "strcmp", "second-level-domain", "escape_path");

    private final CanonicalText canonical;
    private final Demands demands;
    private final Map<View.Conversion, Boolean> conversions = new HashMap<>();

    /// By what was read, one value of each or every value: what rules change again and again holds
    /// the same parts many times.
    private final IdentityHashMap<Expression, Reading> ofOne = new IdentityHashMap<>();

    private final IdentityHashMap<Expression, Reading> ofEach = new IdentityHashMap<>();
    private final RequestState nobody = new RequestState(Request.get("", "/"), List.of());

    Readings(CanonicalText canonical, Demands demands) {
        this.canonical = canonical;
        this.demands = demands;
    }

    /// What an expression looks at.
    sealed interface Reading {
        /// Always the same text; `null` is nothing.
        record Constant(@Nullable String text) implements Reading {}

        record Viewed(View view) implements Reading {}
    }

    private static Reading viewed(Coordinate coordinate) {
        return new Reading.Viewed(View.of(coordinate));
    }

    /// With `each` every value of a field counts, not only one.
    Reading of(Expression expression, boolean each) {
        return switch (expression) {
            case Expression.Text(String text) -> new Reading.Constant(text);
            case Expression.Part(Field field) -> part(field, each);
            case Expression.Converted _, Expression.Joined _ -> known(expression, each);
            case Expression.Unknown unknown -> computed(unknown, unknown.text());
            case Expression.Variable _,
                    Expression.Capture _,
                    Expression.Lookup _,
                    Expression.Split _ ->
                    computed(expression);
        };
    }

    private Reading known(Expression expression, boolean each) {
        Map<Expression, Reading> readings = each ? ofEach : ofOne;
        Reading known = readings.get(expression);
        if (known == null) {
            known =
                    expression instanceof Expression.Joined(List<Expression> parts)
                            ? joined(expression, parts)
                            : expression instanceof Expression.Converted converted
                                    ? converted(converted, each)
                                    : computed(expression);
            readings.put(expression, known);
        }
        return known;
    }

    private Reading computed(Expression expression) {
        return computed(expression, canonical.of(expression));
    }

    private Reading computed(Expression expression, String name) {
        var coordinate = new Coordinate(Coordinate.Kind.COMPUTED, name);
        demands.computed(coordinate, expression);
        return viewed(coordinate);
    }

    private Reading part(Field field, boolean each) {
        return switch (field.kind()) {
            case METHOD -> viewed(Coordinate.of(Coordinate.Kind.METHOD));
            case HTTP_VERSION -> viewed(Coordinate.of(Coordinate.Kind.VERSION));
            case HOST ->
                    new Reading.Viewed(
                            View.of(Coordinate.of(Coordinate.Kind.HOST))
                                    .behind(Conversions.HOST_NAME, List.of()));
            case PATH -> path(false);
            case NORMALISED_PATH -> path(true);
            case QUERY, NORMALISED_QUERY -> viewed(Coordinate.of(Coordinate.Kind.QUERY));
            case SOURCE -> viewed(Coordinate.of(Coordinate.Kind.SOURCE));
            case SOURCE_PORT -> viewed(Coordinate.of(Coordinate.Kind.SOURCE_PORT));
            case DESTINATION -> viewed(Coordinate.of(Coordinate.Kind.DESTINATION));
            case DESTINATION_PORT -> viewed(Coordinate.of(Coordinate.Kind.DESTINATION_PORT));
            case TLS -> viewed(Coordinate.of(Coordinate.Kind.TLS));
            case SNI -> viewed(Coordinate.of(Coordinate.Kind.SNI));
            case ALPN -> viewed(Coordinate.of(Coordinate.Kind.ALPN));
            case HEADER, HEADER_LINE ->
                    field.name().equals("host")
                            ? viewed(Coordinate.of(Coordinate.Kind.HOST))
                            : several(field, Coordinate.Kind.HEADER, each);
            case COOKIE, COOKIE_ANY_CASE -> several(field, Coordinate.Kind.COOKIE, each);
            case QUERY_PARAMETER, QUERY_ARGUMENT, QUERY_PARAMETER_ANY_CASE ->
                    several(field, Coordinate.Kind.PARAMETER, each);
            case TARGET, URI, SCHEME, HEADER_COUNT, BODY, STATUS ->
                    computed(new Expression.Part(field));
        };
    }

    private Reading path(boolean normalised) {
        if (!normalised && demands.isWide() && demands.looksAtNormalisedPath()) {
            // What one tells of the other holds for plain paths only.
            return computed(Expression.field(Field.Kind.PATH));
        }
        demands.path(normalised);
        return viewed(Coordinate.of(Coordinate.Kind.PATH));
    }

    private Reading several(Field field, Coordinate.Kind kind, boolean each) {
        var coordinate = new Coordinate(kind, field.name());
        Demands.Manner manner =
                switch (field.occurrence()) {
                    case 0 -> each && isSeveral(field) ? every(field) : first(field);
                    case 1 -> first(field);
                    case -1 -> last(field);
                    default -> null;
                };
        if (manner == null) {
            return computed(new Expression.Part(field));
        }
        demands.manner(coordinate, manner);
        return viewed(coordinate);
    }

    private static Demands.Manner first(Field field) {
        return switch (field.kind()) {
            case COOKIE_ANY_CASE, QUERY_PARAMETER_ANY_CASE -> Demands.Manner.FIRST_ANY_CASE;
            case HEADER_LINE -> Demands.Manner.FIRST_LINE;
            default -> Demands.Manner.FIRST;
        };
    }

    private static Demands.Manner last(Field field) {
        return field.kind() == Field.Kind.HEADER_LINE
                ? Demands.Manner.LAST_LINE
                : Demands.Manner.LAST;
    }

    private static boolean isSeveral(Field field) {
        return switch (field.kind()) {
            case HEADER, HEADER_LINE, COOKIE, QUERY_PARAMETER -> true;
            default -> false;
        };
    }

    private static Demands.Manner every(Field field) {
        return field.kind() == Field.Kind.HEADER_LINE
                ? Demands.Manner.EACH_LINE
                : Demands.Manner.EACH;
    }

    private Reading converted(Expression.Converted converted, boolean each) {
        String name = converted.converter();
        List<String> arguments = converted.arguments();
        if (name.equals("join")) {
            return all(converted);
        }
        Reading input = of(converted.input(), each && !name.equals("present"));
        return switch (input) {
            case Reading.Constant(String text) -> {
                if (STATEFUL.contains(name)) {
                    yield computed(converted);
                }
                String result = constant(text, name, arguments);
                yield RequestState.isUnknown(result)
                        ? computed(converted)
                        : new Reading.Constant(result);
            }
            case Reading.Viewed(View view) -> {
                if (!isText(view.coordinate()) || !isKnown(name, arguments)) {
                    yield computed(converted);
                }
                if (each && !Conversions.isTotal(name)) {
                    // A value of which it makes nothing hides those behind it.
                    once(view.coordinate());
                }
                yield new Reading.Viewed(view.behind(name, arguments));
            }
        };
    }

    /// Only requests with at most one value are looked at.
    private void once(Coordinate coordinate) {
        switch (coordinate.kind()) {
            case HEADER, COOKIE, PARAMETER -> {
                demands.manner(coordinate, Demands.Manner.FIRST);
                demands.manner(coordinate, Demands.Manner.LAST);
            }
            default -> {}
        }
    }

    private boolean isKnown(String name, List<String> arguments) {
        return conversions.computeIfAbsent(
                new View.Conversion(name, arguments), one -> Conversions.transducer(one) != null);
    }

    private static boolean isText(Coordinate coordinate) {
        return switch (coordinate.kind()) {
            case SOURCE, SOURCE_PORT, DESTINATION, DESTINATION_PORT, ANSWER -> false;
            default -> true;
        };
    }

    /// All lines of a header as one text.
    private Reading all(Expression.Converted join) {
        if (join.input() instanceof Expression.Part(Field field)
                && field.kind() == Field.Kind.HEADER_LINE) {
            if (field.name().equals("host")) {
                return viewed(Coordinate.of(Coordinate.Kind.HOST));
            }
            var coordinate = new Coordinate(Coordinate.Kind.HEADER, field.name());
            demands.manner(coordinate, Demands.Manner.JOINED);
            return viewed(coordinate);
        }
        return of(join.input(), false) instanceof Reading.Constant constant
                ? constant
                : computed(join);
    }

    private @Nullable String constant(@Nullable String text, String name, List<String> arguments) {
        return switch (name) {
            case "default-to" -> text == null ? arguments.getFirst() : text;
            case "present" -> text == null ? "0" : "1";
            default -> {
                Function function = text == null ? null : Functions.named(name);
                yield text == null
                        ? null
                        : function == null
                                ? RequestState.UNKNOWN
                                : function.apply(text, arguments, nobody);
            }
        };
    }

    /// Texts around one looked-at part; whoever asks knows that the part is there.
    private Reading joined(Expression whole, List<Expression> parts) {
        List<View> pieces = pieces(parts);
        if (pieces == null || pieces.size() > 1) {
            return computed(whole);
        }
        if (pieces.isEmpty()) {
            var text = new StringBuilder();
            for (Expression part : flat(parts)) {
                if (of(part, false) instanceof Reading.Constant(String one) && one != null) {
                    text.append(one);
                }
            }
            return new Reading.Constant(text.toString());
        }
        return new Reading.Viewed(pieces.getFirst());
    }

    /// The looked-at parts of joined ones, each with the texts around it; `null` when one of them
    /// is no text.
    @Nullable List<View> pieces(List<Expression> parts) {
        var views = new ArrayList<View>();
        var before = new StringBuilder();
        var behind = new StringBuilder();
        View view = null;
        for (Expression part : flat(parts)) {
            switch (of(part, false)) {
                case Reading.Constant(String text) ->
                        (view == null ? before : behind).append(text == null ? "" : text);
                case Reading.Viewed(View one) -> {
                    if (!isText(one.coordinate())) {
                        return null;
                    }
                    if (view != null) {
                        views.add(surrounded(view, before, behind));
                        before.setLength(0);
                        behind.setLength(0);
                    }
                    view = one;
                }
            }
        }
        if (view != null) {
            views.add(surrounded(view, before, behind));
        }
        return views;
    }

    private static View surrounded(View view, StringBuilder before, StringBuilder behind) {
        return before.isEmpty() && behind.isEmpty()
                ? view
                : view.behind(
                        Conversions.SURROUNDED, List.of(before.toString(), behind.toString()));
    }

    private static List<Expression> flat(List<Expression> parts) {
        var flat = new ArrayList<Expression>(parts.size());
        for (Expression part : parts) {
            if (part instanceof Expression.Joined(List<Expression> inner)) {
                flat.addAll(flat(inner));
            } else {
                flat.add(part);
            }
        }
        return flat;
    }
}
