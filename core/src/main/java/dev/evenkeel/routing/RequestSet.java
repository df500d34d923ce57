package dev.evenkeel.routing;

import dev.evenkeel.model.Endpoint;
import dev.evenkeel.model.Request;

import java.util.Map;
import java.util.Optional;

/// A set of requests that can come to one listener. Sets are made by one `Routing` and go together
/// only with sets of the same listener of it. What is not known before run time is part of the
/// question: a set says for which answers a request is in it.
public final class RequestSet {
    private final Routing.Arrived arrived;
    private final int requests;

    RequestSet(Routing.Arrived arrived, int requests) {
        this.arrived = arrived;
        this.requests = requests;
    }

    int diagram() {
        return requests;
    }

    private Diagrams diagrams() {
        return arrived.space().diagrams();
    }

    private RequestSet of(int other) {
        return new RequestSet(arrived, other);
    }

    private int its(RequestSet other) {
        if (!other.arrived.equals(arrived)) {
            throw new IllegalArgumentException("sets of different listeners");
        }
        return other.requests;
    }

    public RequestSet and(RequestSet other) {
        return of(diagrams().and(requests, its(other)));
    }

    public RequestSet or(RequestSet other) {
        return of(diagrams().or(requests, its(other)));
    }

    public RequestSet minus(RequestSet other) {
        return of(diagrams().minus(requests, its(other)));
    }

    /// All other requests that can come to the listener.
    public RequestSet not() {
        return of(diagrams().minus(arrived.all(), requests));
    }

    public boolean isEmpty() {
        return requests == Diagrams.FALSE;
    }

    /// Whether a request is in the set, with `given` for things that are not known before run time
    /// (by their text, `true` or `false`; what is not given is not so). Where that hangs on
    /// something that is not followed it is, if it may be. False for what can be no request here.
    public boolean contains(Request request, Map<String, String> given) {
        Position position =
                Position.of(arrived.space(), arrived.program(), arrived.listener(), request, given);
        return position != null && position.mayBeIn(requests);
    }

    /// Whether a request is in the set whatever is not known or not followed.
    public boolean surelyContains(Request request) {
        Position position =
                Position.of(
                        arrived.space(), arrived.program(), arrived.listener(), request, Map.of());
        return position != null && position.mustBeIn(requests);
    }

    /// One of its requests, as usual-looking as there is; empty when there is none.
    public Optional<Request> witness() {
        return isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Samples(arrived.space()).of(requests, arrived.listener()).request());
    }

    /// One of the requests of a set, with what must be so of things that are not known before run
    /// time for it to be in the set.
    public record Example(Request request, Given given) {}

    /// The request of [#witness], with what makes it one.
    public Optional<Example> example() {
        if (isEmpty()) {
            return Optional.empty();
        }
        Samples.Sample sample = new Samples(arrived.space()).of(requests, arrived.listener());
        Given given =
                Confirmation.given(arrived.program(), arrived.listener(), sample, arrived.space());
        return Optional.of(new Example(arriving(sample.request()), given));
    }

    /// What nothing asks for, TLS and the port, is as some endpoint of the listener has it.
    private Request arriving(Request request) {
        var said = request.connection();
        boolean tlsAsked = arrived.space().axis(Coordinate.of(Coordinate.Kind.TLS)) != null;
        Coordinate ports = Coordinate.of(Coordinate.Kind.DESTINATION_PORT);
        boolean portAsked = arrived.space().axis(ports) != null;
        for (Endpoint endpoint : arrived.listener().endpoints()) {
            boolean tls = endpoint.has(Endpoint.Trait.TLS);
            boolean open =
                    endpoint.portFirst() <= said.port() && said.port() <= endpoint.portLast();
            if ((tlsAsked && tls != said.tls()) || (portAsked && !open)) {
                continue;
            }
            var connection =
                    new Request.Connection(
                            said.source(),
                            open ? said.port() : endpoint.portFirst(),
                            tls,
                            said.sni(),
                            said.version());
            return new Request(
                    request.method(),
                    request.host(),
                    request.target(),
                    request.headers(),
                    connection);
        }
        return request;
    }
}
