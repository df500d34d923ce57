package dev.evenkeel.routing;

import dev.evenkeel.language.Pattern;
import dev.evenkeel.model.Condition;
import dev.evenkeel.model.Expression;
import dev.evenkeel.model.Matcher;
import dev.evenkeel.model.Request;
import dev.evenkeel.model.Table;
import dev.evenkeel.text.Span;

import org.jspecify.annotations.Nullable;

import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// The sets of requests for which conditions hold. What is not asked of the space yet is demanded
/// and stays open meanwhile; what languages cannot follow is a question of its own.
final class Guards {
    /// How many demanded comparisons stay open at once; any more are taken not to hold.
    private static final int OPEN_MAX = 250;

    /// Through how many conversions a value is followed; rewriting again and again makes ever more.
    private static final int CONVERSIONS_MAX = 4;

    /// How long the text may be of what computes a value, for the same reason.
    private static final int NAME_MAX = 500;

    private final Pools pools;
    private final Supplier<Router> router;
    private final Space space;
    private final Diagrams diagrams;
    private final Demands demands;
    private final Readings readings;
    private final CanonicalText canonical;
    private final Lookings lookings;
    private final IdentityHashMap<Matcher, Optional<List<Pattern>>> units;
    private final IdentityHashMap<Matcher, Patterns> patterns = new IdentityHashMap<>();
    private final IdentityHashMap<Condition, Integer> arrived = new IdentityHashMap<>();
    private final Set<RoutingDiff.Obstacle> obstacles = new LinkedHashSet<>();
    private final RequestState nobody = new RequestState(Request.get("", "/"), List.of());
    private final Set<String> remembered;
    private int open;

    /// `remembered` are the variables that the balancer's own rules set, `units` what matchers
    /// match, as far as that was found out for the same demands.
    Guards(
            Pools pools,
            Supplier<Router> router,
            Space space,
            Demands demands,
            CanonicalText canonical,
            Set<String> remembered,
            IdentityHashMap<Matcher, Optional<List<Pattern>>> units) {
        this.units = units;
        this.remembered = remembered;
        this.pools = pools;
        this.router = router;
        this.space = space;
        this.diagrams = space.diagrams();
        this.demands = demands;
        this.canonical = canonical;
        this.readings = new Readings(canonical, demands);
        this.lookings = new Lookings(this);
    }

    /// Lines that were not followed exactly.
    Set<RoutingDiff.Obstacle> obstacles() {
        return obstacles;
    }

    Pools pools() {
        return pools;
    }

    Lookups lookups(Table table) {
        return router.get().program().lookups(table);
    }

    Space space() {
        return space;
    }

    Demands demands() {
        return demands;
    }

    Readings readings() {
        return readings;
    }

    CanonicalText canonical() {
        return canonical;
    }

    void obstacle(String why, Span span) {
        obstacles.add(new RoutingDiff.Obstacle(why, span));
    }

    /// The requests for which a condition holds in a state.
    int of(Condition condition, SymbolicState state) {
        return switch (condition) {
            case Condition.Always _ -> Diagrams.TRUE;
            case Condition.Never _, Condition.Undefined _ -> Diagrams.FALSE;
            case Condition.Named(var declaration, _) -> of(declaration.condition(), state);
            case Condition.Not(Condition inner) -> diagrams.not(of(inner, state));
            case Condition.All(List<Condition> conditions) -> {
                int all = Diagrams.TRUE;
                for (Condition one : conditions) {
                    all = diagrams.and(all, of(one, state));
                }
                yield all;
            }
            case Condition.Any(List<Condition> conditions) -> {
                int any = Diagrams.FALSE;
                for (Condition one : conditions) {
                    any = diagrams.or(any, of(one, state));
                }
                yield any;
            }
            case Condition.Unknown unknown -> space.answer(unknown.text());
            case Condition.Match match -> {
                boolean unchanged =
                        state.fields().isEmpty()
                                && state.headers().isEmpty()
                                && state.variables().isEmpty()
                                && state.captured() == null;
                Integer known = unchanged ? arrived.get(match) : null;
                if (known == null) {
                    known = match(match, state);
                    if (unchanged) {
                        arrived.put(match, known);
                    }
                }
                yield known;
            }
        };
    }

    /// The requests for which a condition may hold in a state, and with `surely` those for which it
    /// does whatever is not known: where sets are wide that may be otherwise in each comparison.
    int of(Condition condition, SymbolicState state, boolean surely) {
        if (!demands.isWide()) {
            return of(condition, state);
        }
        return switch (condition) {
            case Condition.Always _, Condition.Never _, Condition.Undefined _ ->
                    of(condition, state);
            case Condition.Named(var declaration, _) -> of(declaration.condition(), state, surely);
            case Condition.Not(Condition inner) -> diagrams.not(of(inner, state, !surely));
            case Condition.All(List<Condition> conditions) -> {
                int all = Diagrams.TRUE;
                for (Condition one : conditions) {
                    all = diagrams.and(all, of(one, state, surely));
                }
                yield all;
            }
            case Condition.Any(List<Condition> conditions) -> {
                int any = Diagrams.FALSE;
                for (Condition one : conditions) {
                    any = diagrams.or(any, of(one, state, surely));
                }
                yield any;
            }
            case Condition.Unknown _ -> surely ? Diagrams.FALSE : Diagrams.TRUE;
            case Condition.Match _ -> {
                int holds = of(condition, state);
                yield surely ? space.every(holds) : space.some(holds);
            }
        };
    }

    private int match(Condition.Match match, SymbolicState state) {
        Matcher matcher = match.matcher();
        if (demands.isWide()
                && match.subject() instanceof Expression.Variable(String name)
                && remembered.contains(name)) {
            return space.answer(name);
        }
        int any = Diagrams.FALSE;
        for (Rewriting.Each each : Rewriting.each(state, match.subject())) {
            int holds =
                    each.several()
                            ? asked(each.value(), matcher, match.span())
                            : matches(each.value(), matcher, match.span());
            any = diagrams.or(any, holds);
        }
        if (!matcher.complete()) {
            any = diagrams.or(any, space.answer(match.span().text()));
        }
        return any;
    }

    /// The requests for which any value of an expression over what was received matches.
    int matches(Expression subject, Matcher matcher, Span span) {
        if (matcher.method() == Matcher.Method.LENGTH && unit(matcher) == null) {
            // Only unusually long values; the same question for the same value.
            String whole = canonical.of(subject) + " " + canonical.of(matcher);
            space.compares(whole, new Space.Comparison(subject, matcher));
            return space.answer(whole);
        }
        if (subject instanceof Expression.Lookup lookup) {
            Integer looked = lookings.matches(lookup, matcher, span);
            if (looked != null) {
                return looked;
            }
        }
        int any = Diagrams.FALSE;
        for (Lookings.Case one : lookings.cases(subject, span)) {
            Integer across = across(one.value(), matcher, span);
            int holds =
                    across != null
                            ? across
                            : matches(readings.of(one.value(), true), one.value(), matcher, span);
            any = diagrams.or(any, diagrams.and(one.guard(), holds));
        }
        return any;
    }

    /// What several parts one behind the other match; `null` when there are no several, or it is
    /// not followed.
    private @Nullable Integer across(Expression value, Matcher matcher, Span span) {
        if (!(value instanceof Expression.Joined(List<Expression> parts))) {
            return null;
        }
        List<View> pieces = readings.pieces(parts);
        if (pieces == null || pieces.size() < 2 || matcher.method() == Matcher.Method.FOUND) {
            return null;
        }
        List<Pattern> unit = unit(matcher);
        return unit == null ? null : new Borders(this, span).matches(pieces, unit);
    }

    private int matches(Readings.Reading reading, Expression value, Matcher matcher, Span span) {
        return switch (reading) {
            case Readings.Reading.Constant(String text)
                    when text != null && matcher.method().isAboutFiles() ->
                    asked(value, matcher, span);
            case Readings.Reading.Constant(String text) -> {
                int first =
                        text == null
                                ? Patterns.NONE
                                : patterns.computeIfAbsent(matcher, Patterns::new)
                                        .first(text, nobody);
                yield first == Patterns.UNKNOWN
                        ? asked(value, matcher, span)
                        : first >= 0 ? Diagrams.TRUE : Diagrams.FALSE;
            }
            case Readings.Reading.Viewed(View view) ->
                    switch (view.coordinate().kind()) {
                        case SOURCE, DESTINATION, SOURCE_PORT, DESTINATION_PORT ->
                                ranges(view, value, matcher, span);
                        default -> texts(view, value, matcher, span);
                    };
        };
    }

    private @Nullable List<Pattern> unit(Matcher matcher) {
        Optional<List<Pattern>> known = units.get(matcher);
        if (known == null) {
            known = Optional.ofNullable(Units.of(matcher));
            units.put(matcher, known);
            known.ifPresent(unit -> demands.written(unit, matcher));
        }
        return known.orElse(null);
    }

    private int texts(View view, Expression value, Matcher matcher, Span span) {
        if (matcher.method() == Matcher.Method.FOUND) {
            return found(view);
        }
        List<Pattern> unit = unit(matcher);
        boolean followed =
                view.coordinate().kind() != Coordinate.Kind.COMPUTED
                        || value instanceof Expression.Unknown;
        if (view.conversions().size() > CONVERSIONS_MAX
                || (!followed && view.coordinate().name().length() > NAME_MAX)) {
            return asked(value, matcher, span);
        }
        if (!followed) {
            obstacle("what this looks at is computed in a way that is not followed", span);
        }
        Integer known = unit == null ? null : in(view, unit, span);
        return known == null ? asked(value, matcher, span) : known;
    }

    /// The requests whose value lies in a unit; `null` when languages cannot follow it.
    @Nullable Integer in(View view, List<Pattern> unit, Span span) {
        if (unit.isEmpty()) {
            return Diagrams.FALSE;
        }
        if (isOpen(view)) {
            return space.answer(view + " " + unit);
        }
        demands.unit(view, unit);
        Axis axis = space.axis(view.coordinate());
        Atoms atoms = axis == null ? null : axis.matching(view.conversions(), unit);
        if (axis != null && atoms != null) {
            return space.in(axis, atoms);
        }
        if (axis != null && space.gaveUp(view, unit)) {
            obstacle("the expressions of this line and others overlap too much", span);
            return null;
        }
        return open(() -> view.toString() + unit.hashCode());
    }

    /// Of what is computed nothing is known where sets are wide, so that nobody divides it.
    private boolean isOpen(View view) {
        return demands.isWide() && view.coordinate().kind() == Coordinate.Kind.COMPUTED;
    }

    /// Whether it holds is found out when the space is made anew.
    private int open(Supplier<String> what) {
        return ++open > OPEN_MAX ? Diagrams.FALSE : space.answer("?" + what.get());
    }

    /// The requests that have a value at all.
    int found(View view) {
        if (isOpen(view)) {
            return space.answer("found " + view);
        }
        demands.view(view);
        Axis axis = space.axis(view.coordinate());
        Atoms atoms = axis == null ? null : axis.defined(view.conversions());
        return axis == null || atoms == null ? open(() -> "found " + view) : space.in(axis, atoms);
    }

    private int ranges(View view, Expression value, Matcher matcher, Span span) {
        int any = Diagrams.FALSE;
        boolean address =
                view.coordinate().kind() == Coordinate.Kind.SOURCE
                        || view.coordinate().kind() == Coordinate.Kind.DESTINATION;
        if (matcher.method() == Matcher.Method.FOUND) {
            return Diagrams.TRUE;
        }
        for (Matcher.Pattern pattern : matcher.patterns()) {
            Range range =
                    switch (matcher.method()) {
                        case NETWORK -> address ? Range.network(pattern.text()) : null;
                        case EXACT ->
                                address
                                        ? Range.network(pattern.text())
                                        : Range.parse(pattern.text());
                        case INTEGER -> address ? null : Range.parse(pattern.text());
                        default -> null;
                    };
            boolean compares =
                    switch (matcher.method()) {
                        case NETWORK, EXACT -> true;
                        case INTEGER -> !address;
                        default -> false;
                    };
            if (!compares) {
                return asked(value, matcher, span);
            }
            if (range == null && demands.isWide()) {
                // A name, for example.
                return asked(value, matcher, span);
            }
            any = range == null ? any : diagrams.or(any, within(view.coordinate(), range));
        }
        return any;
    }

    /// The requests whose number or address lies in a range.
    int within(Coordinate coordinate, Range range) {
        demands.range(coordinate, range);
        Axis axis = space.axis(coordinate);
        Atoms atoms = axis == null ? null : axis.within(range);
        return axis == null || atoms == null
                ? open(() -> coordinate + " " + range)
                : space.in(axis, atoms);
    }

    /// A comparison that is a question of its own: the same wherever the same is asked.
    private int asked(Expression value, Matcher matcher, Span span) {
        String whole = canonical.of(value) + " " + canonical.of(matcher);
        if (matcher.method().isAboutFiles()) {
            space.compares(whole, new Space.Comparison(value, matcher));
            return space.answer(whole);
        }
        if (!(value instanceof Expression.Unknown)) {
            obstacle("how this compares is not followed", span);
            space.compares(whole, new Space.Comparison(value, matcher));
            return space.answer(whole);
        }
        // As a user would be asked for it, unless the same words mean something else elsewhere.
        boolean usual = whole.equals(space.meaning(span.text(), whole));
        String question = usual ? span.text() : whole;
        space.comparesUnknown(question, new Space.Comparison(value, matcher));
        return space.answer(question);
    }

    /// The value that a variable or a field has for a pool's name and the like: every case.
    List<Lookings.Case> cases(Expression expression, Span span) {
        return lookings.cases(expression, span);
    }

    /// The requests for which an expression yields just this text; `null` when that is not
    /// followed.
    @Nullable Integer yields(Expression expression, String text, Span span) {
        return switch (readings.of(expression, false)) {
            case Readings.Reading.Constant(String constant) ->
                    text.equals(constant) ? Diagrams.TRUE : Diagrams.FALSE;
            case Readings.Reading.Viewed(View view) -> in(view, Units.exactly(text), span);
        };
    }
}
