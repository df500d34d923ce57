package dev.evenkeel.verify;

import dev.evenkeel.model.Request;
import dev.evenkeel.verify.Seen.Servers.Certainty;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;

/// Whether one clause holds for one way in which a request may end. `text` says how it is instead
/// (empty: it holds).
record Judged(Truth truth, String text) {
    /// Stands in a value for what is not known before run time.
    private static final char NOT_KNOWN = '\uFFFF';

    private static final Judged HOLDS = new Judged(Truth.HOLDS, "");

    enum Truth {
        HOLDS,
        FAILS,
        OPEN
    }

    private static Judged fails(String text) {
        return new Judged(Truth.FAILS, text);
    }

    private static Judged open(String text) {
        return new Judged(Truth.OPEN, text);
    }

    static Judged of(Clause clause, Seen seen) {
        return switch (clause) {
            case Clause.EndsIn(Seen.Ending ending, _) ->
                    seen.ending() == ending
                            ? HOLDS
                            : fails("expected " + ending.word() + ", but " + end(seen));
            case Clause.GoesTo(String pool, _) ->
                    pool.equals(seen.pool())
                            ? HOLDS
                            : fails("expected pool `" + pool + "`, but " + end(seen));
            case Clause.ServedBy(String server, _) -> served(server, seen);
            case Clause.ServedByAnyOf any -> served(any, seen);
            case Clause.HasStatus(Integer status, _) -> status(status, seen);
            case Clause.LeadsTo(String location, _) -> leadsTo(location, seen);
            case Clause.ArrivesWithMethod(String method, _) ->
                    arrives("method", method, seen, Request::method, false);
            case Clause.ArrivesAt(String target, boolean withQuery, _) ->
                    arrives(
                            withQuery ? "target" : "path",
                            target,
                            seen,
                            request -> withQuery ? request.target() : path(request.target()),
                            false);
            case Clause.ArrivesForHost(String host, _) ->
                    arrives("host", host, seen, Request::host, true);
            case Clause.ArrivesWithHeader(String name, String value, _) ->
                    header(name, value, seen);
        };
    }

    /// How a request ends: `it goes to pool `web``.
    static String end(Seen seen) {
        String status = seen.status() == 0 ? "" : " " + seen.status();
        return switch (seen.ending()) {
            case FORWARD ->
                    "it goes to pool `"
                            + seen.pool()
                            + "`"
                            + (status.isEmpty() ? "" : " and is answered" + status);
            case REDIRECT -> "it is redirected" + status + " to " + seen.location();
            case RESPOND ->
                    seen.pool() == null
                            ? "the balancer answers" + (status.isEmpty() ? " itself" : status)
                            : "no server of pool `" + seen.pool() + "` takes it:" + status;
            case CLOSE -> "the connection is closed";
        };
    }

    private static Judged served(String server, Seen seen) {
        List<String> names = seen.servers().names();
        String expected = "expected server `" + server + "`, but ";
        if (seen.ending() != Seen.Ending.FORWARD) {
            return fails(expected + end(seen));
        }
        if (!seen.servers().isOpen()) {
            return names.equals(List.of(server)) ? HOLDS : fails(expected + taken(seen));
        }
        boolean may = names.isEmpty() || names.contains(server);
        return may ? open(expected + taken(seen)) : fails(expected + taken(seen));
    }

    private static Judged served(Clause.ServedByAnyOf any, Seen seen) {
        var named = new HashSet<>(seen.servers().names());
        String expected = "expected one of " + list(any.servers()) + ", but ";
        if (seen.ending() != Seen.Ending.FORWARD) {
            return fails(expected + end(seen));
        }
        if (seen.servers().certainty() == Certainty.OBSERVED && any.servers().containsAll(named)) {
            return HOLDS;
        }
        if (!seen.servers().isOpen()) {
            return named.equals(any.servers()) ? HOLDS : fails(expected + taken(seen));
        }
        boolean may = named.isEmpty() || named.containsAll(any.servers());
        return may ? open(expected + taken(seen)) : fails(expected + taken(seen));
    }

    private static String taken(Seen seen) {
        List<String> names = seen.servers().names();
        String in = " of pool `" + seen.pool() + "`";
        if (seen.servers().isOpen()) {
            return names.isEmpty()
                    ? "which server" + in + " takes it is not known"
                    : "which of " + list(names) + in + " takes it is not known";
        }
        return names.size() == 1
                ? "it is `" + names.getFirst() + "`" + in
                : "by chance it is one of " + list(names) + in;
    }

    private static String list(Iterable<String> names) {
        var sorted = new ArrayList<String>();
        names.forEach(name -> sorted.add("`" + name + "`"));
        sorted.sort(null);
        return String.join(", ", sorted);
    }

    private static Judged status(@Nullable Integer status, Seen seen) {
        if (status == null) {
            boolean servers = seen.ending() == Seen.Ending.FORWARD && seen.status() == 0;
            return servers ? HOLDS : fails("expected the server's own status, but " + end(seen));
        }
        if (seen.status() == status) {
            return HOLDS;
        }
        String text = "expected status " + status + ", but " + end(seen);
        boolean isOpen = seen.ending() == Seen.Ending.RESPOND && seen.status() == 0;
        return isOpen ? open(text + ", with a status that is not known") : fails(text);
    }

    private static Judged leadsTo(String location, Seen seen) {
        String actual = seen.location();
        if (location.equals(actual)) {
            return HOLDS;
        }
        String text = "expected a redirect to " + location + ", but " + end(seen);
        return isOpen(actual) ? open(text) : fails(text);
    }

    private static boolean isOpen(@Nullable String value) {
        return value != null && value.indexOf(NOT_KNOWN) >= 0;
    }

    private static String path(String target) {
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }

    /// A part of what the server receives.
    private interface Part {
        String of(Request request);
    }

    private static Judged arrives(
            String what, String expected, Seen seen, Part part, boolean anyCase) {
        Request received = seen.received();
        String text = "expected that the server receives " + what + " " + expected + ", but ";
        if (received == null) {
            return noServer(text, seen);
        }
        String actual = part.of(received);
        boolean same =
                anyCase
                        ? actual.toLowerCase(Locale.ROOT).equals(expected.toLowerCase(Locale.ROOT))
                        : actual.equals(expected);
        if (same) {
            return HOLDS;
        }
        String instead = text + "it receives " + (actual.isEmpty() ? "none" : actual);
        return isOpen(actual) ? open(instead) : fails(instead);
    }

    private static Judged noServer(String text, Seen seen) {
        return seen.ending() == Seen.Ending.FORWARD
                ? open(text + "what it receives is not known")
                : fails(text + end(seen));
    }

    private static Judged header(String name, @Nullable String value, Seen seen) {
        Request received = seen.received();
        String text =
                "expected that the server receives "
                        + (value == null ? "no " + name : name + ": " + value)
                        + ", but ";
        if (received == null) {
            return noServer(text, seen);
        }
        var actual = new ArrayList<String>();
        for (Request.Header header : received.headers()) {
            if (header.name().equalsIgnoreCase(name)) {
                actual.add(header.value());
            }
        }
        boolean same = value == null ? actual.isEmpty() : isJust(value, actual);
        if (same) {
            return HOLDS;
        }
        if (actual.isEmpty()) {
            return fails(text + "it receives no " + name);
        }
        String instead = text + "it receives " + name + ": " + String.join(", ", actual);
        return isOpen(instead) && value != null ? open(instead) : fails(instead);
    }

    private static boolean isJust(String value, List<String> actual) {
        return actual.equals(List.of(value))
                || (actual.size() > 1 && value.equals(String.join(", ", actual)));
    }
}
