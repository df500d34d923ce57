package dev.evenkeel.model;

import dev.evenkeel.text.Span;

import java.util.Set;

/// An address that a listener is bound to. `host` is an IP address in its shortest usual form, `*`
/// for every IPv4 address, `::` for every IPv6 address, or the path of a Unix socket; behind `%`
/// follows the network interface or namespace where it is bound to one. Ports run from `portFirst`
/// to `portLast` inclusive (both 0 for a Unix socket or where the port is not known).
public record Endpoint(String host, int portFirst, int portLast, Set<Trait> traits, Span span) {
    public enum Trait {
        TLS,
        PROXY_PROTOCOL,
        DATAGRAM,
        UNIX,
        /// The kernel may spread connections over several sockets of this address.
        SHARED_PORT,
        /// The address is not known before run time (a variable, an inherited file descriptor).
        UNKNOWN
    }

    public Endpoint {
        traits = Set.copyOf(traits);
    }

    public boolean has(Trait trait) {
        return traits.contains(trait);
    }
}
