package dev.evenkeel.dialect.haproxy;

import dev.evenkeel.model.Address;
import dev.evenkeel.model.Endpoint;
import dev.evenkeel.text.Span;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// Addresses of `bind` and `server` lines.
final class HaproxyEndpoints {
    private HaproxyEndpoints() {}

    /// A family prefix such as `ipv4@`, and the address behind it.
    private record Prefixed(String family, String address) {
        static Prefixed of(String text) {
            int at = text.indexOf('@');
            return at < 0
                    ? new Prefixed("", text)
                    : new Prefixed(text.substring(0, at), text.substring(at + 1));
        }

        boolean isUnix() {
            return family.equals("unix")
                    || family.startsWith("abns")
                    || family.equals("uxdg")
                    || family.equals("uxst")
                    || family.equals("sockpair")
                    || (family.isEmpty() && address.startsWith("/"));
        }

        boolean isDatagram() {
            return family.startsWith("quic") || family.startsWith("udp") || family.equals("uxdg");
        }
    }

    /// A host and what stands behind its last colon.
    private record HostPort(String host, String port) {
        static HostPort of(String text) {
            if (text.startsWith("[")) {
                int close = text.indexOf(']');
                if (close > 0) {
                    String rest = text.substring(close + 1);
                    String port = rest.startsWith(":") ? rest.substring(1) : "";
                    return new HostPort(text.substring(1, close), port);
                }
            }
            int colon = text.lastIndexOf(':');
            return colon < 0
                    ? new HostPort(text, "")
                    : new HostPort(text.substring(0, colon), text.substring(colon + 1));
        }
    }

    /// The address of a server. `+80` and no port at all mean a port taken from the client's
    /// connection.
    static Address server(String text, boolean unresolved) {
        Prefixed prefixed = Prefixed.of(text);
        if (unresolved || prefixed.family.equals("fd") || prefixed.address.startsWith("${")) {
            return new Address(text, prefixed.address, 0, Address.Kind.UNKNOWN);
        }
        if (prefixed.isUnix()) {
            return new Address(text, prefixed.address, 0, Address.Kind.UNIX);
        }
        HostPort parts = HostPort.of(prefixed.address);
        int port =
                parts.port.isEmpty() || !HaproxyCharacters.isDigit(parts.port.charAt(0))
                        ? 0
                        : HaproxyQuantities.number(parts.port);
        return new Address(text, parts.host, port, HaproxyAddresses.kind(parts.host));
    }

    /// Adds the endpoints of a `bind` line.
    static void bind(HaproxyLine line, List<Endpoint> into) {
        Set<Endpoint.Trait> traits = traits(line);
        if (line.isUnresolved(1)) {
            traits.add(Endpoint.Trait.UNKNOWN);
            into.add(new Endpoint(line.word(1), 0, 0, traits, line.span()));
            return;
        }
        String network = network(line);
        String list = line.word(1);
        int start = 0;
        while (start < list.length()) {
            int comma = list.indexOf(',', start);
            int end = comma < 0 ? list.length() : comma;
            String one = list.substring(start, end);
            if (!one.isEmpty()) {
                into.add(within(network, endpoint(one, EnumSet.copyOf(traits), line.span())));
            }
            start = end + 1;
        }
    }

    /// The interface or namespace a line is bound to; empty for none.
    private static String network(HaproxyLine line) {
        for (int i = 2; i + 1 < line.size(); i++) {
            if (line.is(i, "interface") || line.is(i, "namespace")) {
                return line.word(i + 1);
            }
        }
        return "";
    }

    private static Endpoint within(String network, Endpoint endpoint) {
        return network.isEmpty()
                ? endpoint
                : new Endpoint(
                        endpoint.host() + "%" + network,
                        endpoint.portFirst(),
                        endpoint.portLast(),
                        endpoint.traits(),
                        endpoint.span());
    }

    private static Set<Endpoint.Trait> traits(HaproxyLine line) {
        var traits = EnumSet.of(Endpoint.Trait.SHARED_PORT);
        for (int i = 2; i < line.size(); i++) {
            switch (line.word(i)) {
                case "ssl" -> traits.add(Endpoint.Trait.TLS);
                case "accept-proxy" -> traits.add(Endpoint.Trait.PROXY_PROTOCOL);
                default -> {}
            }
        }
        return traits;
    }

    private static Endpoint endpoint(String text, Set<Endpoint.Trait> traits, Span span) {
        Prefixed prefixed = Prefixed.of(text);
        if (prefixed.isDatagram()) {
            traits.add(Endpoint.Trait.DATAGRAM);
        }
        if (prefixed.family.equals("fd")) {
            traits.add(Endpoint.Trait.UNKNOWN);
            return new Endpoint(prefixed.address, 0, 0, traits, span);
        }
        if (prefixed.isUnix()) {
            traits.add(Endpoint.Trait.UNIX);
            traits.remove(Endpoint.Trait.SHARED_PORT);
            return new Endpoint(prefixed.address, 0, 0, traits, span);
        }
        HostPort parts = HostPort.of(prefixed.address);
        boolean six = prefixed.family.endsWith("6");
        String host =
                parts.host.isEmpty() || parts.host.equals("*")
                        ? six ? "::" : "*"
                        : parts.host.equals("0.0.0.0") ? "*" : parts.host;
        int dash = parts.port.indexOf('-');
        int first = HaproxyQuantities.number(parts.port);
        int last = dash < 0 ? first : HaproxyQuantities.number(parts.port.substring(dash + 1));
        return new Endpoint(host, first, Math.max(first, last), traits, span);
    }
}
