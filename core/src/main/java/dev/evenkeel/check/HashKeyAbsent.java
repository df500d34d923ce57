package dev.evenkeel.check;

import dev.evenkeel.model.Algorithm;
import dev.evenkeel.model.Expression;
import dev.evenkeel.model.Field;
import dev.evenkeel.model.Listener;
import dev.evenkeel.model.LoadBalancer;
import dev.evenkeel.model.Pool;
import dev.evenkeel.model.Server;
import dev.evenkeel.text.Span;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/// A pool that chooses servers by a part of the request which is not there, or need not be.
final class HashKeyAbsent implements Check {
    @Override
    public Stream<Finding> findings(LoadBalancer balancer) {
        var found = new ArrayList<Finding>();
        Map<String, List<Listener>> users = null;
        var headers = new Headers();
        for (Pool pool : balancer.pools()) {
            List<Field> optional = optionalFields(pool);
            if (optional.isEmpty() || usableServers(pool) < 2) {
                continue;
            }
            if (users == null) {
                users = users(balancer);
            }
            List<Listener> from = users.getOrDefault(Forwards.key(pool.name()), List.of());
            Finding finding = finding(pool, optional, from, headers);
            if (finding != null) {
                found.add(finding);
            }
        }
        return found.stream();
    }

    private @Nullable Finding finding(
            Pool pool, List<Field> optional, List<Listener> from, Headers headers) {
        Span place = pool.balancing().span() == null ? pool.span() : pool.balancing().span();
        for (Field field : optional) {
            if (headers.sets(pool.handling().rules(), field)) {
                return null;
            }
        }
        if (optional.size() == 1) {
            Field field = optional.getFirst();
            Span removed = headers.removal(pool.handling().rules(), field);
            boolean always = !from.isEmpty();
            for (Listener listener : from) {
                Span here = headers.removal(listener.handling().rules(), field);
                always &= here != null;
                removed = removed == null ? here : removed;
            }
            if (removed != null) {
                boolean every = always || from.isEmpty();
                return removed(pool, field, place, removed, every);
            }
        }
        boolean alwaysSet = !from.isEmpty();
        for (Listener listener : from) {
            boolean sets = false;
            for (Field field : optional) {
                sets |= headers.sets(listener.handling().rules(), field);
            }
            alwaysSet &= sets;
        }
        return alwaysSet ? null : optional(pool, optional, place);
    }

    private Finding removed(Pool pool, Field field, Span place, Span removed, boolean every) {
        return Finding.warning(
                        this,
                        place,
                        (every ? "all " : "some ")
                                + Words.unit(pool.handling().protocol())
                                + "s to pool "
                                + Words.quoted(pool.name())
                                + " are spread in turn: "
                                + word(field)
                                + ", which is to choose the server, is removed before",
                        "Remove it later, or choose the server by something that is still there.")
                .relatedTo(removed, "removed here");
    }

    private Finding optional(Pool pool, List<Field> optional, Span place) {
        var words = new StringBuilder();
        for (int i = 0; i < optional.size(); i++) {
            words.append(i == 0 ? "" : " and ").append(word(optional.get(i)));
        }
        return Finding.note(
                this,
                place,
                Words.unit(pool.handling().protocol())
                        + "s without "
                        + words
                        + " are spread over pool "
                        + Words.quoted(pool.name())
                        + " in turn, not kept at one server",
                "Make sure that every client sends it, or choose by something that is always"
                        + " there.");
    }

    private static String word(Field field) {
        String name = Words.quoted(field.name());
        return switch (field.kind()) {
            case COOKIE, COOKIE_ANY_CASE -> "the cookie " + name;
            case QUERY_PARAMETER, QUERY_ARGUMENT, QUERY_PARAMETER_ANY_CASE ->
                    "the parameter " + name;
            default -> "the header " + name;
        };
    }

    private static int usableServers(Pool pool) {
        int usable = 0;
        for (Server server : pool.servers()) {
            usable += server.isUsable() && server.role() == Server.Role.ACTIVE ? 1 : 0;
        }
        return usable;
    }

    /// The fields a key is made of when none of them needs to be in a request, else none.
    private static List<Field> optionalFields(Pool pool) {
        var fields = new ArrayList<Field>();
        return pool.balancing().algorithm() instanceof Algorithm.Hash(Expression key, var _)
                        && mayBeNothing(key, fields)
                ? fields
                : List.of();
    }

    private static boolean mayBeNothing(Expression key, List<Field> fields) {
        return switch (key) {
            case Expression.Part(Field field) -> {
                fields.add(field);
                yield isOptional(field);
            }
            case Expression.Joined(List<Expression> parts) -> {
                boolean nothing = true;
                for (Expression part : parts) {
                    nothing &= mayBeNothing(part, fields);
                }
                yield nothing;
            }
            case Expression.Converted converted -> mayBeNothing(converted.input(), fields);
            case Expression.Text(String text) -> text.isEmpty();
            case Expression.Variable _,
                    Expression.Capture _,
                    Expression.Lookup _,
                    Expression.Split _,
                    Expression.Unknown _ ->
                    false;
        };
    }

    private static boolean isOptional(Field field) {
        return switch (field.kind()) {
            case COOKIE,
                    COOKIE_ANY_CASE,
                    QUERY_PARAMETER,
                    QUERY_ARGUMENT,
                    QUERY_PARAMETER_ANY_CASE ->
                    true;
            case HEADER, HEADER_LINE -> !field.name().toLowerCase(Locale.ROOT).equals("host");
            default -> false;
        };
    }

    /// The listeners that send to a pool by its name.
    private static Map<String, List<Listener>> users(LoadBalancer balancer) {
        Map<String, List<Listener>> users = new HashMap<>();
        for (Forwards.One one : Forwards.of(balancer).all()) {
            List<Listener> of =
                    users.computeIfAbsent(Forwards.key(one.literal()), _ -> new ArrayList<>(1));
            if (of.isEmpty() || !of.getLast().span().equals(one.listener().span())) {
                of.add(one.listener());
            }
        }
        return users;
    }
}
