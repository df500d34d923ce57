package dev.evenkeel.check;

import dev.evenkeel.model.Expression;
import dev.evenkeel.model.Field;
import dev.evenkeel.model.LoadBalancer;
import dev.evenkeel.model.Matcher;
import dev.evenkeel.model.Pool;
import dev.evenkeel.model.Request;
import dev.evenkeel.model.Table;
import dev.evenkeel.text.Source;
import dev.evenkeel.text.Span;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// A value, looked up or drawn, that is taken for the name of a pool which is not there.
final class MapNamesMissingPool implements Check {
    @Override
    public Stream<Finding> findings(LoadBalancer balancer) {
        var forwards = Forwards.of(balancer);
        Set<String> pools = new HashSet<>();
        for (Pool pool : balancer.pools()) {
            pools.add(Forwards.key(pool.name()));
        }
        var found = new ArrayList<Finding>();
        Set<Span> places = new HashSet<>();
        var examples = new Examples();
        for (Forwards.One one : forwards.all()) {
            if (one.isLiteral()) {
                continue;
            }
            for (Possibility name : forwards.possibilities().of(one.action().pool())) {
                Span place = name.span() == null ? one.rule().span() : name.span();
                if (!name.open()
                        && !name.isEmpty()
                        && !pools.contains(Forwards.key(name.head()))
                        && !isAddress(one, name.head())
                        && places.add(place)) {
                    found.add(finding(one, name, place, examples));
                }
            }
        }
        return found.stream();
    }

    private Finding finding(Forwards.One one, Possibility name, Span place, Examples examples) {
        Request example = examples.of(one.action().pool(), place);
        String who =
                example == null
                        ? "what this value sends to " + Words.quoted(name.head())
                        : "a request for "
                                + Words.quoted(example.host())
                                + ", which "
                                + Words.quoted(name.head())
                                + " is to take,";
        boolean lookedUp = one.action().unresolved().isAddress();
        return Finding.of(
                        this,
                        lookedUp || !name.certain() ? Severity.WARNING : Severity.ERROR,
                        place,
                        lookedUp
                                ? who
                                        + " goes to no pool: the name is looked up by DNS while"
                                        + " the request waits, and without an answer it fails"
                                : who + " goes to the default instead: there is no such pool",
                        "Correct the name, or declare the pool.")
                .relatedTo(
                        place.equals(one.rule().span()) ? null : one.rule().span(),
                        "the rule that uses the value")
                .shownBy(example);
    }

    /// Whether a name that is no pool can be meant as the address of a host.
    private static boolean isAddress(Forwards.One one, String name) {
        if (!one.action().unresolved().isAddress()) {
            return false;
        }
        return name.indexOf('.') >= 0
                || name.indexOf(':') >= 0
                || name.indexOf('/') >= 0
                || name.equals("localhost");
    }

    /// Requests that show an entry of a table whose key is the host.
    private static final class Examples {
        private final IdentityHashMap<Table, Map<Span, Request>> byTable = new IdentityHashMap<>();

        @Nullable Request of(Expression pool, Span place) {
            Expression inner =
                    pool instanceof Expression.Joined(List<Expression> parts) && parts.size() == 1
                            ? parts.getFirst()
                            : pool;
            return inner.computed() instanceof Expression.Lookup lookup && isHost(lookup.key())
                    ? byTable.computeIfAbsent(lookup.table(), Examples::requests).get(place)
                    : null;
        }

        private static boolean isHost(Expression key) {
            return switch (key) {
                case Expression.Part(Field field) -> field.kind() == Field.Kind.HOST;
                case Expression.Converted(Expression input, String converter, var _) ->
                        converter.equals("lower") && isHost(input);
                case Expression.Joined(List<Expression> parts) ->
                        parts.size() == 1 && isHost(parts.getFirst());
                case Expression.Text _,
                        Expression.Variable _,
                        Expression.Capture _,
                        Expression.Lookup _,
                        Expression.Split _,
                        Expression.Unknown _ ->
                        false;
            };
        }

        private static Map<Span, Request> requests(Table table) {
            Map<Span, Request> requests = new HashMap<>();
            for (Table.Entry entry : table.entries()) {
                if (entry.key().method() == Matcher.Method.EXACT
                        && entry.key().patterns().size() == 1) {
                    String host = entry.key().patterns().getFirst().text();
                    if (!host.isEmpty()) {
                        requests.putIfAbsent(entry.span(), Request.get(Source.readable(host), "/"));
                    }
                }
            }
            return requests;
        }
    }
}
