package dev.evenkeel.routing;

import dev.evenkeel.language.Pattern;
import dev.evenkeel.model.Expression;
import dev.evenkeel.model.Field;
import dev.evenkeel.model.Matcher;
import dev.evenkeel.model.Request;
import dev.evenkeel.model.Table;
import dev.evenkeel.text.Span;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Expressions taken apart into cases: for which requests they are what, without tables and without
/// parts that may be missing.
final class Lookings {
    /// How many cases one expression may have.
    private static final int CASES_MAX = 40_000;

    private final Guards guards;
    private final Diagrams diagrams;
    private final RequestState nobody = new RequestState(Request.get("", "/"), List.of());

    /// For the requests of `guard` an expression is `value`.
    record Case(int guard, Expression value) {}

    Lookings(Guards guards) {
        this.guards = guards;
        this.diagrams = guards.space().diagrams();
    }

    /// The cases of an expression over what was received; they do not overlap.
    List<Case> cases(Expression expression, Span span) {
        return switch (expression) {
            case Expression.Text _,
                    Expression.Unknown _,
                    Expression.Variable _,
                    Expression.Capture _,
                    Expression.Split _ ->
                    List.of(new Case(Diagrams.TRUE, expression));
            case Expression.Part(Field field) -> part(expression, field, span);
            case Expression.Converted converted -> converted(converted, span);
            case Expression.Joined(List<Expression> parts) -> joined(parts, span);
            case Expression.Lookup lookup -> looked(lookup, span);
        };
    }

    private List<Case> part(Expression expression, Field field, Span span) {
        return switch (field.kind()) {
            case SCHEME -> byTls("https", "http", span);
            case TLS -> byTls("1", "0", span);
            case TARGET, URI ->
                    joined(
                            List.of(
                                    Expression.field(Field.Kind.PATH),
                                    Rewriting.marked(Expression.field(Field.Kind.QUERY))),
                            span);
            case HEADER_COUNT -> count(field);
            default -> List.of(new Case(Diagrams.TRUE, expression));
        };
    }

    private List<Case> byTls(String yes, String no, Span span) {
        View view = View.of(Coordinate.of(Coordinate.Kind.TLS));
        Integer tls = guards.in(view, Units.exactly("1"), span);
        int is = tls == null ? Diagrams.FALSE : tls;
        return List.of(
                new Case(is, Expression.text(yes)),
                new Case(diagrams.not(is), Expression.text(no)));
    }

    /// A header that is there is there once or several times: how often is a question of its own.
    /// There is one host.
    private List<Case> count(Field field) {
        boolean isHost = field.name().equals("host");
        Coordinate coordinate =
                isHost
                        ? Coordinate.of(Coordinate.Kind.HOST)
                        : new Coordinate(Coordinate.Kind.HEADER, field.name());
        int found = guards.found(View.of(coordinate));
        return List.of(
                new Case(found, isHost ? Expression.text("1") : new Expression.Part(field)),
                new Case(diagrams.not(found), Expression.text("0")));
    }

    private List<Case> converted(Expression.Converted converted, Span span) {
        String name = converted.converter();
        List<Case> inputs = cases(converted.input(), span);
        if (!name.equals("default-to") && !name.equals("present")) {
            if (inputs.size() == 1 && inputs.getFirst().value().equals(converted.input())) {
                return List.of(new Case(Diagrams.TRUE, converted));
            }
            var all = new ArrayList<Case>(inputs.size());
            for (Case input : inputs) {
                Expression value =
                        new Expression.Converted(input.value(), name, converted.arguments());
                all.add(new Case(input.guard(), value));
            }
            return all;
        }
        var all = new ArrayList<Case>(2 * inputs.size());
        for (Case input : inputs) {
            int found = found(input.value());
            boolean present = name.equals("present");
            Expression without =
                    present
                            ? Expression.text("0")
                            : Expression.text(converted.arguments().getFirst());
            add(
                    all,
                    diagrams.and(input.guard(), found),
                    present ? Expression.text("1") : input.value());
            add(all, diagrams.minus(input.guard(), found), without);
        }
        return all;
    }

    private static void add(List<Case> all, int guard, Expression value) {
        if (guard != Diagrams.FALSE) {
            all.add(new Case(guard, value));
        }
    }

    /// The requests for which an expression without tables yields something, among those for which
    /// it is looked at: a group is looked at where its expression matched.
    int found(Expression value) {
        if (isAlwaysThere(value)) {
            return Diagrams.TRUE;
        }
        return switch (guards.readings().of(value, false)) {
            case Readings.Reading.Constant(String text) ->
                    text == null ? Diagrams.FALSE : Diagrams.TRUE;
            case Readings.Reading.Viewed(View view) -> guards.found(view);
        };
    }

    private static boolean isAlwaysThere(Expression value) {
        return switch (value) {
            case Expression.Joined _ -> true;
            case Expression.Converted(_, String name, List<String> arguments) ->
                    name.equals(Rewriting.GROUP) && Conversions.takesPart(arguments);
            default -> false;
        };
    }

    /// A part that is missing counts as empty.
    private List<Case> joined(List<Expression> parts, Span span) {
        List<Case> all = List.of(new Case(Diagrams.TRUE, new Expression.Joined(List.of())));
        for (Expression part : parts) {
            var next = new ArrayList<Case>();
            for (Case one : cases(part, span)) {
                int found = found(one.value());
                for (Case before : all) {
                    int both = diagrams.and(before.guard(), one.guard());
                    add(next, diagrams.and(both, found), joined(before.value(), one.value()));
                    add(next, diagrams.minus(both, found), before.value());
                }
                if (next.size() > CASES_MAX) {
                    throw new Diagrams.Exhausted("too many cases of one value");
                }
            }
            all = next;
        }
        return all;
    }

    private static Expression joined(Expression before, Expression part) {
        var parts = new ArrayList<Expression>();
        if (before instanceof Expression.Joined(List<Expression> known)) {
            parts.addAll(known);
        }
        parts.add(part);
        return new Expression.Joined(parts);
    }

    private List<Case> looked(Expression.Lookup lookup, Span span) {
        var all = new ArrayList<Case>();
        for (Case key : cases(lookup.key(), span)) {
            switch (guards.readings().of(key.value(), false)) {
                case Readings.Reading.Constant(String text) ->
                        constant(lookup, key, text, span, all);
                case Readings.Reading.Viewed(View view) -> viewed(lookup, key, view, span, all);
            }
        }
        return all;
    }

    private void constant(
            Expression.Lookup lookup, Case key, @Nullable String text, Span span, List<Case> all) {
        Lookups lookups = guards.lookups(lookup.table());
        int entry = text == null ? Patterns.NONE : lookups.find(text, nobody);
        if (entry == Patterns.UNKNOWN) {
            all.add(new Case(key.guard(), opaque(lookup, key)));
        } else if (entry >= 0) {
            value(lookup.table().entries().get(entry), key, span, all);
        } else if (text != null && lookups.compares(text)) {
            rest(lookup, key.guard(), span, all);
        } else {
            add(all, key.guard(), SymbolicState.NOTHING);
        }
    }

    private static Expression opaque(Expression.Lookup lookup, Case key) {
        return new Expression.Converted(
                new Expression.Lookup(lookup.table(), key.value(), lookup.fallback()),
                "not-known",
                List.of());
    }

    /// The value of an entry that was found by a key.
    private void value(Table.Entry entry, Case key, Span span, List<Case> all) {
        boolean regex = entry.key().method() == Matcher.Method.REGEX;
        SymbolicState state = SymbolicState.ARRIVED;
        if (regex) {
            List<Matcher.Pattern> patterns = entry.key().patterns();
            String text = patterns.size() == 1 ? patterns.getFirst().text() : null;
            state =
                    state.withCaptured(
                            new SymbolicState.Captured(
                                    key.value(), text, entry.key().ignoreCase()));
        }
        Expression value = Rewriting.now(state, entry.value());
        for (Case one : cases(value, span)) {
            add(all, diagrams.and(key.guard(), one.guard()), one.value());
        }
    }

    private void rest(Expression.Lookup lookup, int guard, Span span, List<Case> all) {
        Expression fallback =
                lookup.fallback() != null ? lookup.fallback() : lookup.table().fallback();
        if (fallback == null) {
            add(all, guard, SymbolicState.NOTHING);
            return;
        }
        for (Case one : cases(fallback, span)) {
            add(all, diagrams.and(guard, one.guard()), one.value());
        }
    }

    private void viewed(Expression.Lookup lookup, Case key, View view, Span span, List<Case> all) {
        List<Won> won = winners(lookup.table(), view, span);
        if (won == null) {
            all.add(new Case(key.guard(), opaque(lookup, key)));
            return;
        }
        int left = diagrams.and(key.guard(), guards.found(view));
        add(all, diagrams.minus(key.guard(), left), SymbolicState.NOTHING);
        for (Won one : won) {
            int guard = diagrams.and(left, one.keys());
            if (guard != Diagrams.FALSE) {
                left = diagrams.minus(left, guard);
                value(one.entry(), new Case(guard, key.value()), span, all);
            }
        }
        if (!lookup.table().complete()) {
            int unknown = guards.space().answer("table " + lookup.table().name());
            guards.obstacle("a part of the table is not here", lookup.table().span());
            add(all, diagrams.and(left, unknown), opaque(lookup, key));
            left = diagrams.minus(left, unknown);
        }
        rest(lookup, left, span, all);
    }

    /// An entry and the keys that find it unless they found one before it.
    private record Won(Table.Entry entry, @Nullable List<Pattern> unit, int keys) {}

    /// In the order in which entries win; `null` when languages cannot follow the keys. Exact keys
    /// with equal values are taken together.
    private @Nullable List<Won> winners(Table table, View view, Span span) {
        boolean exact =
                table.entries().stream()
                        .allMatch(entry ->
                                entry.key().method() == Matcher.Method.EXACT
                                        && entry.value() instanceof Expression.Text);
        boolean text =
                switch (view.coordinate().kind()) {
                    case SOURCE, DESTINATION, SOURCE_PORT, DESTINATION_PORT -> false;
                    default -> true;
                };
        return exact && text ? together(table, view, span) : apart(table, view, span);
    }

    private @Nullable List<Won> together(Table table, View view, Span span) {
        var byValue = new LinkedHashMap<Expression, List<Pattern>>();
        var firsts = new LinkedHashMap<Expression, Table.Entry>();
        var seen = new HashSet<Pattern>();
        for (Table.Entry entry : table.entries()) {
            List<Pattern> unit = Units.of(entry.key());
            if (unit == null) {
                return null;
            }
            firsts.putIfAbsent(entry.value(), entry);
            for (Pattern pattern : unit) {
                if (seen.add(pattern)) {
                    byValue.computeIfAbsent(entry.value(), _ -> new ArrayList<>()).add(pattern);
                }
            }
        }
        var won = new ArrayList<Won>(byValue.size());
        for (Map.Entry<Expression, Table.Entry> first : firsts.entrySet()) {
            List<Pattern> unit =
                    List.copyOf(byValue.getOrDefault(first.getKey(), new ArrayList<>()));
            Integer keys = guards.in(view, unit, span);
            if (keys == null) {
                return null;
            }
            won.add(new Won(first.getValue(), unit, keys));
        }
        return won;
    }

    private @Nullable List<Won> apart(Table table, View view, Span span) {
        var ordered = new ArrayList<>(table.entries());
        if (table.order() == Table.Order.LONGEST) {
            ordered.sort(Comparator.comparingInt(Lookings::length).reversed());
        }
        var won = new ArrayList<Won>(ordered.size());
        for (Table.Entry entry : ordered) {
            Integer keys = keys(entry.key(), view, span);
            if (keys == null) {
                return null;
            }
            won.add(new Won(entry, Units.of(entry.key()), keys));
        }
        return won;
    }

    private @Nullable Integer keys(Matcher key, View view, Span span) {
        if (key.method() == Matcher.Method.NETWORK) {
            int any = Diagrams.FALSE;
            for (Matcher.Pattern pattern : key.patterns()) {
                Range range = Range.network(pattern.text());
                boolean address =
                        view.coordinate().kind() == Coordinate.Kind.SOURCE
                                && view.conversions().isEmpty();
                if (!address) {
                    return null;
                }
                any =
                        range == null
                                ? any
                                : diagrams.or(any, guards.within(view.coordinate(), range));
            }
            return any;
        }
        List<Pattern> unit = Units.of(key);
        return unit == null ? null : guards.in(view, unit, span);
    }

    /// Only of prefixes, ends and networks the longest wins.
    private static int length(Table.Entry entry) {
        int longest = 0;
        for (Matcher.Pattern pattern : entry.key().patterns()) {
            int length =
                    switch (entry.key().method()) {
                        case PREFIX, SUFFIX -> pattern.text().length();
                        case NETWORK -> {
                            Network network = Network.of(pattern.text());
                            yield network == null ? 0 : network.bits();
                        }
                        default -> 0;
                    };
            longest = Math.max(longest, length);
        }
        return longest;
    }

    /// The requests for which any value that a table finds for a key matches; `null` when cases of
    /// the one value answer that.
    @Nullable Integer matches(Expression.Lookup lookup, Matcher matcher, Span span) {
        Readings.Reading reading =
                lookup.key() instanceof Expression.Lookup
                        ? new Readings.Reading.Constant(null)
                        : guards.readings().of(lookup.key(), true);
        Axis axis =
                reading instanceof Readings.Reading.Viewed(View view)
                        ? guards.space().axis(view.coordinate())
                        : null;
        if (axis == null
                || !axis.isMany()
                || !(reading instanceof Readings.Reading.Viewed(View view))) {
            return null;
        }
        List<Won> won = winners(lookup.table(), view, span);
        return won == null ? null : any(won, axis, view, matcher, lookup);
    }

    /// Several values may find several entries: the atoms of those whose value matches count.
    private @Nullable Integer any(
            List<Won> won, Axis axis, View view, Matcher matcher, Expression.Lookup lookup) {
        var taken = new BitSet();
        var wanted = new BitSet();
        var patterns = new Patterns(matcher);
        for (Won one : won) {
            List<Pattern> unit = one.unit();
            Atoms atoms = unit == null ? null : axis.matching(view.conversions(), unit);
            if (atoms == null || !(one.entry().value() instanceof Expression.Text(String text))) {
                return null;
            }
            BitSet mine = atoms.bits();
            mine.andNot(taken);
            taken.or(mine);
            if (patterns.first(text, nobody) >= 0) {
                wanted.or(mine);
            }
        }
        Atoms defined = axis.defined(view.conversions());
        if (defined == null) {
            return null;
        }
        Expression fallback = lookup.table().fallback();
        if (fallback instanceof Expression.Text(String text) && patterns.first(text, nobody) >= 0) {
            BitSet rest = defined.bits();
            rest.andNot(taken);
            wanted.or(rest);
        }
        return guards.space().in(axis, wanted);
    }
}
