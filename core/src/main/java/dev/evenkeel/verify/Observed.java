package dev.evenkeel.verify;

import dev.evenkeel.model.Request;
import dev.evenkeel.text.Span;
import dev.evenkeel.verify.Seen.Servers.Certainty;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Says of a request how it ends today, as what a test expects.
final class Observed {
    private static final char NOT_KNOWN = '\uFFFF';

    private Observed() {}

    /// With `whole` also that a path is as it was sent.
    static List<Clause> clauses(Request sent, Seen seen, boolean whole, Span span) {
        var clauses = new ArrayList<Clause>();
        if (seen.pool() != null) {
            clauses.add(new Clause.GoesTo(seen.pool(), span));
        }
        if (seen.ending() != Seen.Ending.FORWARD || seen.pool() == null) {
            clauses.add(new Clause.EndsIn(seen.ending(), span));
        }
        String location = seen.location();
        if (location != null && isSayable(location)) {
            clauses.add(new Clause.LeadsTo(location, span));
        }
        if (seen.status() != 0) {
            clauses.add(new Clause.HasStatus(seen.status(), span));
        }
        List<String> servers = seen.servers().names();
        if (seen.servers().certainty() == Certainty.SETTLED && !servers.isEmpty()) {
            clauses.add(
                    servers.size() == 1
                            ? new Clause.ServedBy(servers.getFirst(), span)
                            : new Clause.ServedByAnyOf(Set.copyOf(servers), span));
        }
        Request received = seen.received();
        if (received != null) {
            rewritten(sent, received, whole, clauses, span);
        }
        return clauses;
    }

    private static void rewritten(
            Request sent, Request received, boolean whole, List<Clause> clauses, Span span) {
        if (!received.method().equals(sent.method()) && isSayable(received.method())) {
            clauses.add(new Clause.ArrivesWithMethod(received.method(), span));
        }
        // Whether the server gets it as it was sent is said of paths that it could also get clean.
        boolean told =
                whole || !received.target().equals(sent.target()) || sent.target().contains("//");
        if (told && isSayable(received.target())) {
            clauses.add(new Clause.ArrivesAt(received.target(), true, span));
        }
        if (!received.host().equals(sent.host()) && isSayable(received.host())) {
            clauses.add(new Clause.ArrivesForHost(received.host(), span));
        }
        Set<String> before = new HashSet<>();
        sent.headers().forEach(header -> before.add(header.name().toLowerCase(Locale.ROOT)));
        Set<String> names = new HashSet<>();
        for (Request.Header header : received.headers()) {
            String name = header.name().toLowerCase(Locale.ROOT);
            if (!before.contains(name) && names.add(name) && isSayable(header.value())) {
                var clause = new Clause.ArrivesWithHeader(header.name(), header.value(), span);
                Seen seen = new Seen(Seen.Ending.FORWARD, "", Seen.Servers.NONE, 0, null, received);
                // Several lines of one name are not told apart by one of them.
                if (Judged.of(clause, seen).truth() == Judged.Truth.HOLDS) {
                    clauses.add(clause);
                }
            }
        }
    }

    private static boolean isSayable(String value) {
        return !value.isEmpty() && value.indexOf(NOT_KNOWN) < 0 && Generation.isText(value);
    }
}
