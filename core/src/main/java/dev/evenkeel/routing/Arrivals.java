package dev.evenkeel.routing;

import dev.evenkeel.model.Endpoint;
import dev.evenkeel.model.Listener;

import org.jspecify.annotations.Nullable;

/// The requests that can come to a pair of listeners: to their ports, and over TLS if they speak
/// it.
final class Arrivals {
    private Arrivals() {}

    static int of(Space space, Guards guards, ListenerPairs.Pair pair) {
        int either =
                space.diagrams()
                        .or(of(space, guards, pair.before()), of(space, guards, pair.after()));
        return space.diagrams().and(space.all(), either);
    }

    private static int of(Space space, Guards guards, @Nullable Listener listener) {
        if (listener == null) {
            return Diagrams.FALSE;
        }
        int any = Diagrams.FALSE;
        for (Endpoint endpoint : listener.endpoints()) {
            any = space.diagrams().or(any, of(space, guards, listener, endpoint));
        }
        return listener.endpoints().isEmpty() ? Diagrams.TRUE : any;
    }

    private static int of(Space space, Guards guards, Listener listener, Endpoint endpoint) {
        if (endpoint.has(Endpoint.Trait.UNKNOWN) || endpoint.has(Endpoint.Trait.UNIX)) {
            return Diagrams.TRUE;
        }
        int some = Diagrams.TRUE;
        Coordinate port = Coordinate.of(Coordinate.Kind.DESTINATION_PORT);
        // A proxy in front, or the kernel, may tell of another port.
        if (space.axis(port) != null && !space.demands().isWide()) {
            Range ports = Range.of(endpoint.portFirst(), endpoint.portLast());
            some = guards.within(port, ports);
        }
        Coordinate tls = Coordinate.of(Coordinate.Kind.TLS);
        if (space.axis(tls) != null) {
            Integer over = guards.in(View.of(tls), Units.exactly("1"), listener.span());
            int is = over == null ? Diagrams.TRUE : over;
            some =
                    space.diagrams()
                            .and(
                                    some,
                                    endpoint.has(Endpoint.Trait.TLS)
                                            ? is
                                            : space.diagrams().not(is));
        }
        return some;
    }
}
