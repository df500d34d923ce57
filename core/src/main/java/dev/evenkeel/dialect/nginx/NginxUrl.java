package dev.evenkeel.dialect.nginx;

import org.jspecify.annotations.Nullable;

/// An address as nginx takes it apart: `host:port`, `[address]:port`, `unix:path`, behind each
/// maybe a URI. Source of the rules: nginx, `src/core/ngx_inet.c`. `fault` says why nginx refuses
/// it; `port` is 0 when none is written.
record NginxUrl(String host, int port, String uri, @Nullable String fault) {
    private static final int PORT_MAX = 65_535;

    /// sun_path of Linux, less its closing zero.
    private static final int UNIX_PATH_MAX = 107;

    /// What an address is for.
    enum Use {
        /// Where to listen: a port alone will do, and a range of ports.
        LISTEN,
        /// Where to connect to; no URI.
        CONNECT,
        /// Where to connect to, and the URI to ask for.
        CONNECT_WITH_URI
    }

    static NginxUrl of(String text, Use use) {
        if (text.startsWith("unix:")) {
            return unix(text, use);
        }
        int end = text.length();
        int bracket = text.startsWith("[") ? text.indexOf(']') : -1;
        if (text.startsWith("[") && bracket < 0) {
            return refused(text, "invalid host");
        }
        int colon = text.indexOf(':', Math.max(0, bracket));
        int uri = uriStart(text, Math.max(0, bracket));
        if (uri >= 0) {
            if (use != Use.CONNECT_WITH_URI) {
                return refused(text, "invalid host");
            }
            end = uri;
        }
        if (colon > end) {
            colon = -1;
        }
        String tail = uri < 0 ? "" : text.substring(uri);
        if (bracket > 0 && bracket + 1 < end && colon != bracket + 1) {
            return refused(text, "invalid host");
        }
        String host = text.substring(0, colon < 0 ? end : colon);
        if (colon >= 0) {
            int port = port(text.substring(colon + 1, end), use);
            if (port < 0) {
                return refused(host, port == -2 ? "invalid port range" : "invalid port");
            }
            return host.isEmpty() || host.equals("[]")
                    ? refused(host, "no host")
                    : new NginxUrl(host, port, tail, address(host));
        }
        if (use == Use.LISTEN && NginxQuantity.number(firstOf(host)) >= 0) {
            int port = port(host, use);
            return port < 0
                    ? refused(host, port == -2 ? "invalid port range" : "invalid port")
                    : new NginxUrl("*", port, "", null);
        }
        return host.isEmpty() || host.equals("[]")
                ? refused(host, "no host")
                : new NginxUrl(host, 0, tail, address(host));
    }

    boolean isUnix() {
        return host.startsWith("unix:");
    }

    private static NginxUrl unix(String text, Use use) {
        int colon = use == Use.CONNECT_WITH_URI ? text.indexOf(':', 5) : -1;
        String path = colon < 0 ? text : text.substring(0, colon);
        String uri = colon < 0 ? "" : text.substring(colon + 1);
        String fault = null;
        if (path.length() == 5) {
            fault = "no path in the unix domain socket";
        } else if (path.length() - 5 > UNIX_PATH_MAX) {
            fault = "too long path in the unix domain socket";
        }
        return new NginxUrl(path, 0, uri, fault);
    }

    private static NginxUrl refused(String host, String fault) {
        return new NginxUrl(host, 0, "", fault);
    }

    private static @Nullable String address(String host) {
        return host.startsWith("[")
                        && !NginxNetwork.isAddressV6(host.substring(1, host.length() - 1))
                ? "invalid IPv6 address"
                : null;
    }

    private static int uriStart(String text, int from) {
        int slash = text.indexOf('/', from);
        int question = text.indexOf('?', from);
        if (slash < 0 || question < 0) {
            return Math.max(slash, question);
        }
        return Math.min(slash, question);
    }

    private static String firstOf(String range) {
        int dash = range.indexOf('-');
        return dash < 0 ? range : range.substring(0, dash);
    }

    /// The port, or the first of a range; -1 when there is none, -2 when a range runs backwards.
    private static int port(String text, Use use) {
        int dash = use == Use.LISTEN ? text.indexOf('-') : -1;
        long first = NginxQuantity.number(dash < 0 ? text : text.substring(0, dash));
        long last = dash < 0 ? first : NginxQuantity.number(text.substring(dash + 1));
        if (first < 1 || first > PORT_MAX || last < 1 || last > PORT_MAX) {
            return -1;
        }
        return first > last ? -2 : (int) first;
    }
}
