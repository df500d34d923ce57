package dev.evenkeel.routing;

import dev.evenkeel.model.Field;
import dev.evenkeel.model.Listener;
import dev.evenkeel.model.Matcher;
import dev.evenkeel.model.Request;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Where one request lies in a space: its answers to all questions, and which of them are open.
final class Position {
    private final Space space;
    private final RequestState state;
    private final Values values;
    private final Map<String, String> given;
    private final BitSet answers = new BitSet();
    private final BitSet open = new BitSet();
    private boolean inside = true;

    private Position(
            Space space,
            Program program,
            Listener listener,
            Request request,
            Map<String, String> given) {
        this.space = space;
        this.state = new RequestState(request, listener.endpoints());
        this.given = given;
        this.values = new Values(program, state, given, _ -> {});
    }

    /// Of a request, with what is said of things that are not known; `null` when it is none of the
    /// requests of the space.
    static @Nullable Position of(
            Space space,
            Program program,
            Listener listener,
            Request request,
            Map<String, String> given) {
        if (!request.target().startsWith("/")) {
            return null;
        }
        var position = new Position(space, program, listener, request, given);
        for (Axis axis : space.axes()) {
            position.place(axis);
        }
        space.answers().forEach(position::answer);
        return position.inside ? position : null;
    }

    /// Whether it may lie in a set: with some answer to each of the questions that are open.
    boolean mayBeIn(int set) {
        return reaches(set, Diagrams.TRUE, new HashSet<>());
    }

    /// Whether it lies in a set whatever the answers to the questions that are open.
    boolean mustBeIn(int set) {
        return !reaches(set, Diagrams.FALSE, new HashSet<>());
    }

    private boolean reaches(int node, int end, Set<Integer> seen) {
        Diagrams diagrams = space.diagrams();
        if (diagrams.isTerminal(node)) {
            return node == end;
        }
        int level = diagrams.level(node);
        if (!open.get(level)) {
            int next = answers.get(level) ? diagrams.high(node) : diagrams.low(node);
            return reaches(next, end, seen);
        }
        return seen.add(node)
                && (reaches(diagrams.low(node), end, seen)
                        || reaches(diagrams.high(node), end, seen));
    }

    private void place(Axis axis) {
        List<String> all = values(axis);
        if (all.contains(RequestState.UNKNOWN)) {
            open.set(axis.level(), axis.level() + axis.bits());
            return;
        }
        if (axis.isMany()) {
            for (String value : all) {
                int atom = axis.atomOf(value);
                if (atom < 0) {
                    inside = false;
                } else {
                    answers.set(axis.level() + atom);
                }
            }
            return;
        }
        int atom = all.isEmpty() ? axis.absent() : axis.atomOf(all.getFirst());
        if (atom < 0) {
            inside = false;
            return;
        }
        for (int bit = 0; bit < axis.bits(); bit++) {
            answers.set(axis.level() + bit, (atom >> (axis.bits() - 1 - bit) & 1) != 0);
        }
    }

    private void answer(String text, int level) {
        Space.Comparison comparison = space.comparisons().get(text);
        if (comparison == null) {
            answers.set(level, "true".equals(given.get(text)));
            return;
        }
        if (comparison.matcher().method().isAboutFiles() && !given.containsKey(text)) {
            boolean seldom = comparison.matcher().method() == Matcher.Method.SELDOM_EXISTING;
            answers.set(level, !seldom);
            open.set(level, comparison.matcher().method() == Matcher.Method.EXISTING);
            return;
        }
        var patterns = new Patterns(comparison.matcher());
        var unknown = new boolean[1];
        boolean holds =
                values.any(
                        comparison.value(),
                        value -> {
                            int first = patterns.first(value, state);
                            unknown[0] |= first == Patterns.UNKNOWN;
                            return first >= 0;
                        });
        answers.set(level, holds);
        open.set(level, !holds && unknown[0] && !given.containsKey(text));
    }

    /// The values along an axis; those that are not known before run time are none.
    private List<String> values(Axis axis) {
        Coordinate coordinate = axis.coordinate();
        String name = coordinate.name();
        return switch (coordinate.kind()) {
            case TLS -> one(Field.of(Field.Kind.TLS));
            case SNI -> one(Field.of(Field.Kind.SNI));
            case ALPN -> one(Field.of(Field.Kind.ALPN));
            case HOST -> one(Field.of(Field.Kind.HEADER_LINE, "host"));
            case PATH ->
                    one(
                            Field.of(
                                    space.demands().looksAtReceivedPath()
                                            ? Field.Kind.PATH
                                            : Field.Kind.NORMALISED_PATH));
            case METHOD -> one(Field.of(Field.Kind.METHOD));
            case VERSION -> one(Field.of(Field.Kind.HTTP_VERSION));
            case QUERY -> one(Field.of(Field.Kind.QUERY));
            case SOURCE -> one(Field.of(Field.Kind.SOURCE));
            case SOURCE_PORT -> one(Field.of(Field.Kind.SOURCE_PORT));
            case DESTINATION -> one(Field.of(Field.Kind.DESTINATION));
            case DESTINATION_PORT -> one(Field.of(Field.Kind.DESTINATION_PORT));
            case PARAMETER ->
                    isAnyCase(coordinate)
                            ? one(Field.of(Field.Kind.QUERY_PARAMETER_ANY_CASE, name))
                            : several(axis, Field.of(Field.Kind.QUERY_PARAMETER, name));
            case COOKIE ->
                    isAnyCase(coordinate)
                            ? one(Field.of(Field.Kind.COOKIE_ANY_CASE, name))
                            : several(axis, Field.of(Field.Kind.COOKIE, name));
            case HEADER -> several(axis, Field.of(header(coordinate), name));
            case COMPUTED -> computed(coordinate);
            case ANSWER -> List.of();
        };
    }

    private static boolean isOfLines(Demands.Manner manner) {
        return switch (manner) {
            case EACH_LINE, FIRST_LINE, LAST_LINE, JOINED -> true;
            case EACH, FIRST, FIRST_ANY_CASE, LAST -> false;
        };
    }

    private boolean isAnyCase(Coordinate coordinate) {
        Demands.Demand demand = space.demands().all().get(coordinate);
        return demand != null && demand.manners().contains(Demands.Manner.FIRST_ANY_CASE);
    }

    private Field.Kind header(Coordinate coordinate) {
        Demands.Demand demand = space.demands().all().get(coordinate);
        Set<Demands.Manner> manners = demand == null ? Set.of() : demand.manners();
        return manners.stream().anyMatch(Position::isOfLines)
                ? Field.Kind.HEADER_LINE
                : Field.Kind.HEADER;
    }

    private List<String> one(Field field) {
        String value = state.field(field);
        return value == null || RequestState.isUnknown(value) ? List.of() : List.of(value);
    }

    private List<String> several(Axis axis, Field field) {
        var all = new ArrayList<String>();
        Occurrences.any(
                state,
                field,
                value -> {
                    all.add(value);
                    return false;
                });
        Demands.Demand demand = space.demands().all().get(axis.coordinate());
        Set<Demands.Manner> manners = demand == null ? Set.of() : demand.manners();
        boolean listed = all.stream().anyMatch(value -> value.indexOf(',') >= 0);
        if (manners.size() > 1 && (all.size() > 1 || listed)) {
            inside = false;
        }
        if (axis.isMany() || all.size() <= 1) {
            return all;
        }
        if (manners.equals(Set.of(Demands.Manner.JOINED))) {
            return List.of(String.join(", ", all));
        }
        boolean last =
                manners.contains(Demands.Manner.LAST) || manners.contains(Demands.Manner.LAST_LINE);
        return last ? List.of(all.getLast()) : all;
    }

    private List<String> computed(Coordinate coordinate) {
        var expression = space.demands().computed().get(coordinate);
        String value = expression == null ? null : values.one(expression);
        return value == null
                ? List.of()
                : List.of(RequestState.isUnknown(value) ? RequestState.UNKNOWN : value);
    }
}
