package dev.evenkeel.dialect.nginx;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Addresses that servers listen on: each once in a server, with one default server, with one set
/// of options, and with a certificate where TLS is spoken. Source: nginx, `ngx_http_add_listen`,
/// `ngx_stream_core_listen` and `ngx_http_ssl_init`.
final class NginxListenerRules {
    /// The parameters of `listen` that belong to the socket: one server sets them for all.
    private static final List<String> OF_SOCKET =
            List.of(
                    "bind",
                    "setfib=",
                    "fastopen=",
                    "backlog=",
                    "rcvbuf=",
                    "sndbuf=",
                    "deferred",
                    "accept_filter=",
                    "ipv6only=",
                    "reuseport",
                    "so_keepalive=");

    private static final Set<String> STREAM_HANDLERS =
            Set.of("proxy_pass", "return", "pass", "js_preread", "js_access");

    private final NginxConfig config;
    private final NginxProblems problems;
    private final Map<String, Address> addresses = new HashMap<>();
    private boolean stream;

    /// What is known of an address so far.
    private static final class Address {
        private final NginxDirective first;
        private @Nullable NginxDirective last;
        private @Nullable NginxDirective byDefault;
        private boolean options;
        private boolean tls;

        private Address(NginxDirective first) {
            this.first = first;
        }
    }

    NginxListenerRules(NginxConfig config, NginxProblems problems) {
        this.config = config;
        this.problems = problems;
    }

    void http(List<NginxDirective> directives) {
        for (NginxDirective server : directives) {
            if (server.is("server") && server.hasBlock()) {
                boolean listens = false;
                for (NginxDirective directive : server.block()) {
                    if (directive.is("listen")) {
                        listens = true;
                        listen(server, directive);
                    }
                }
                if (!listens) {
                    addresses.computeIfAbsent("*:80", _ -> new Address(server)).last = server;
                }
            }
        }
        if (config.missing().isEmpty() && !has(directives, "ssl_certificate")) {
            certificates();
        }
    }

    void stream(List<NginxDirective> directives) {
        stream = true;
        for (NginxDirective server : directives) {
            if (server.is("server") && server.hasBlock()) {
                streamServer(server);
            }
        }
    }

    private void streamServer(NginxDirective server) {
        boolean listens = false;
        boolean handles = false;
        boolean unknown = !config.missing().isEmpty();
        for (NginxDirective directive : server.block()) {
            if (directive.is("listen")) {
                listens = true;
                listen(server, directive);
            }
            handles |= STREAM_HANDLERS.contains(directive.name());
            unknown |=
                    directive.name().contains("_by_lua")
                            || config.table().rows(directive.name()).isEmpty();
        }
        if (!listens && !unknown) {
            problems.refuse(server, "no \"listen\" is defined for server", "add one");
        } else if (!handles && !unknown) {
            problems.refuse(
                    server,
                    "no handler for server",
                    "say where connections go: proxy_pass, return or pass");
        }
    }

    private void listen(NginxDirective server, NginxDirective listen) {
        String written = listen.argument(0);
        NginxUrl url = NginxUrl.of(written, NginxUrl.Use.LISTEN);
        if (url.fault() != null || NginxPlaceholders.isFilledInLater(written)) {
            return;
        }
        String key = key(url, written, listen);
        Address address = addresses.get(key);
        boolean options = hasSocketOptions(listen);
        boolean byDefault = has(listen, "default_server") || has(listen, "default");
        if (address == null) {
            address = new Address(server);
            addresses.put(key, address);
        } else if (server.equals(address.last)) {
            problems.refuse(
                    listen,
                    "a duplicate listen " + written,
                    "the same address stands before it in this server");
            return;
        } else if (stream && !config.version().atLeast(1, 25)) {
            problems.refuse(
                    listen,
                    "duplicate \"" + written + "\" address and port pair",
                    "another server listens there");
            return;
        } else if (options && address.options) {
            problems.refuse(
                    listen,
                    "duplicate listen options for " + written,
                    "another server sets the options of this socket; keep them in one place");
        } else if (byDefault && address.byDefault != null) {
            problems.refuse(
                    listen,
                    "a duplicate default server for " + written,
                    "the default is the server on line " + address.byDefault.span().line());
        }
        address.last = server;
        address.options |= options;
        address.tls |= has(listen, "ssl") || has(listen, "quic");
        if (byDefault) {
            address.byDefault = server;
        }
    }

    private static String key(NginxUrl url, String written, NginxDirective listen) {
        if (url.isUnix()) {
            return url.host();
        }
        String host =
                switch (url.host()) {
                    case "0.0.0.0", "*", "" -> "*";
                    case "localhost" -> "127.0.0.1";
                    default -> url.host();
                };
        int dash = written.lastIndexOf('-');
        boolean range = dash > written.lastIndexOf(':') && url.port() > 0 && dash > 0;
        String ports = range ? "-" + written.substring(dash + 1) : "";
        String kind = has(listen, "udp") || has(listen, "quic") ? "/udp" : "";
        return host + ":" + (url.port() == 0 ? 80 : url.port()) + ports + kind;
    }

    private static boolean has(NginxDirective listen, String parameter) {
        for (int i = 1; i < listen.arguments(); i++) {
            if (listen.argument(i).equals(parameter)) {
                return true;
            }
        }
        return false;
    }

    private static boolean hasSocketOptions(NginxDirective listen) {
        for (int i = 1; i < listen.arguments(); i++) {
            String parameter = listen.argument(i);
            for (String option : OF_SOCKET) {
                if (option.endsWith("=")
                        ? parameter.startsWith(option)
                        : parameter.equals(option)) {
                    return true;
                }
            }
        }
        return false;
    }

    private void certificates() {
        for (Address address : addresses.values()) {
            NginxDirective server = address.byDefault == null ? address.first : address.byDefault;
            if (address.tls && !hasCertificate(server)) {
                problems.refuse(
                        server,
                        "no \"ssl_certificate\" is defined for the \"listen ... ssl\" directive",
                        "name a certificate and its key, or drop \"ssl\"");
            }
        }
    }

    private static boolean hasCertificate(NginxDirective server) {
        if (has(server.block(), "ssl_certificate")) {
            return true;
        }
        for (NginxDirective directive : server.block()) {
            boolean rejects =
                    directive.is("ssl_reject_handshake")
                            && directive.argument(0).equalsIgnoreCase("on");
            if (rejects
                    || directive.name().startsWith("ssl_certificate_by_lua")
                    || NginxPlaceholders.isFilledInLater(directive.name())) {
                return true;
            }
        }
        return false;
    }

    private static boolean has(List<NginxDirective> directives, String name) {
        for (NginxDirective directive : directives) {
            if (directive.is(name)) {
                return true;
            }
        }
        return false;
    }
}
