package dev.evenkeel.verify;

import dev.evenkeel.text.Span;

import org.jspecify.annotations.Nullable;

import java.util.Set;

/// One thing that is expected of what becomes of a request, and the line that says so. Texts hold
/// one char per byte.
public sealed interface Clause {
    Span span();

    /// It is forwarded, redirected, answered by the balancer, or its connection is closed.
    record EndsIn(Seen.Ending ending, Span span) implements Clause {}

    /// It goes to this pool.
    record GoesTo(String pool, Span span) implements Clause {}

    /// This server takes it, whatever chance has to say.
    record ServedBy(String server, Span span) implements Clause {}

    /// Just these servers may take it.
    record ServedByAnyOf(Set<String> servers, Span span) implements Clause {
        public ServedByAnyOf {
            servers = Set.copyOf(servers);
        }
    }

    /// The balancer gives this status; with `null` it leaves the status to the server.
    record HasStatus(@Nullable Integer status, Span span) implements Clause {}

    /// It is redirected to this place.
    record LeadsTo(String location, Span span) implements Clause {}

    /// The server receives this method.
    record ArrivesWithMethod(String method, Span span) implements Clause {}

    /// The server receives this path, or with `withQuery` this path and query.
    record ArrivesAt(String target, boolean withQuery, Span span) implements Clause {}

    /// The server receives this host.
    record ArrivesForHost(String host, Span span) implements Clause {}

    /// The server receives a header of that name with this value; with `null` it receives none.
    record ArrivesWithHeader(String name, @Nullable String value, Span span) implements Clause {}
}
