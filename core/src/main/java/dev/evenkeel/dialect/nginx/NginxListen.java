package dev.evenkeel.dialect.nginx;

import dev.evenkeel.model.Endpoint;

import org.jspecify.annotations.Nullable;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/// One `listen` directive: host (`*` and `::` for every address), ports from first to last, and
/// what it says of the socket. `at` is `null` when nothing is written and nginx listens all the
/// same.
record NginxListen(
        String host,
        int portFirst,
        int portLast,
        boolean isDefault,
        Set<Endpoint.Trait> traits,
        @Nullable NginxDirective at) {
    private static final int HTTP_PORT = 80;

    /// Where nginx listens when a server says nothing (as root).
    static NginxListen standard() {
        return new NginxListen("*", HTTP_PORT, HTTP_PORT, false, Set.of(), null);
    }

    static NginxListen of(NginxDirective listen) {
        String address = listen.argument(0);
        var traits = EnumSet.noneOf(Endpoint.Trait.class);
        boolean isDefault = false;
        for (int i = 1; i < listen.arguments(); i++) {
            switch (listen.argument(i)) {
                case "default_server", "default" -> isDefault = true;
                case "ssl" -> traits.add(Endpoint.Trait.TLS);
                case "quic" -> {
                    traits.add(Endpoint.Trait.TLS);
                    traits.add(Endpoint.Trait.DATAGRAM);
                }
                case "udp" -> traits.add(Endpoint.Trait.DATAGRAM);
                case "proxy_protocol" -> traits.add(Endpoint.Trait.PROXY_PROTOCOL);
                case "reuseport" -> traits.add(Endpoint.Trait.SHARED_PORT);
                default -> {
                    // Options of the socket that do not change where a request goes.
                }
            }
        }
        if (address.startsWith("unix:")) {
            traits.add(Endpoint.Trait.UNIX);
            return new NginxListen(address.substring(5), 0, 0, isDefault, traits, listen);
        }
        return withPorts(address, isDefault, traits, listen);
    }

    private static NginxListen withPorts(
            String address, boolean isDefault, Set<Endpoint.Trait> traits, NginxDirective listen) {
        int bracket = address.startsWith("[") ? address.indexOf(']') : -1;
        int colon = address.indexOf(':', Math.max(0, bracket));
        boolean onlyPort = bracket < 0 && colon < 0 && startsAsNumber(address);
        String host = onlyPort ? "*" : colon < 0 ? address : address.substring(0, colon);
        String ports = onlyPort ? address : colon < 0 ? "" : address.substring(colon + 1);
        int dash = ports.indexOf('-');
        int first = ports.isEmpty() ? HTTP_PORT : number(dash < 0 ? ports : head(ports, dash));
        int last = dash < 0 ? first : number(ports.substring(dash + 1));
        if (first < 0 || last < first || host.indexOf('$') >= 0 || host.indexOf('{') >= 0) {
            traits.add(Endpoint.Trait.UNKNOWN);
            return new NginxListen(address, 0, 0, isDefault, traits, listen);
        }
        return new NginxListen(plain(host, bracket), first, last, isDefault, traits, listen);
    }

    private static String head(String ports, int dash) {
        return ports.substring(0, dash);
    }

    private static boolean startsAsNumber(String address) {
        for (int i = 0; i < address.length(); i++) {
            char c = address.charAt(i);
            if ((c < '0' || c > '9') && c != '-') {
                return false;
            }
        }
        return true;
    }

    private static int number(String text) {
        int number = NginxNumber.parse(text);
        return number > 65535 ? -1 : number;
    }

    private static String plain(String host, int bracket) {
        if (bracket > 0) {
            return shortest(host.substring(1, bracket).toLowerCase(Locale.ROOT));
        }
        return host.equals("0.0.0.0") || host.isEmpty() ? "*" : host.toLowerCase(Locale.ROOT);
    }

    /// The usual short form of an IPv6 address, where it is written in full.
    private static String shortest(String v6) {
        return switch (v6) {
            case "0:0:0:0:0:0:0:0", "0::0", "::0", "0::" -> "::";
            case "0:0:0:0:0:0:0:1", "0::1" -> "::1";
            default -> v6;
        };
    }

    boolean isUnix() {
        return traits.contains(Endpoint.Trait.UNIX);
    }

    boolean isDatagram() {
        return traits.contains(Endpoint.Trait.DATAGRAM);
    }

    /// How people name a socket: `0.0.0.0:80`, `[::]:80`, `unix:/run/web.sock`, `0.0.0.0:443/udp`.
    static String name(String host, int first, int last, boolean isUnix, boolean datagram) {
        if (isUnix) {
            return "unix:" + host;
        }
        String shown =
                host.equals("*") ? "0.0.0.0" : host.indexOf(':') >= 0 ? "[" + host + "]" : host;
        String ports = first == last ? String.valueOf(first) : first + "-" + last;
        return (first == 0 ? shown : shown + ":" + ports) + (datagram ? "/udp" : "");
    }
}
