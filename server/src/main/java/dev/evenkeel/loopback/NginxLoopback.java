package dev.evenkeel.loopback;

import dev.evenkeel.dialect.nginx.NginxDirective;
import dev.evenkeel.dialect.nginx.NginxTree;
import dev.evenkeel.loopback.Edits.Changed;
import dev.evenkeel.text.Source;
import dev.evenkeel.text.Span;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Changes a configuration of nginx so that it runs anywhere: it listens on the loopback network,
/// its servers are stand-ins, files are looked for where there are none, and what only its own
/// machine has, or what runs scripts, is taken out. A piece of a configuration gets the blocks
/// around it that it needs. Where nginx can, it is told by the PROXY protocol where requests come
/// from.
final class NginxLoopback {
    private static final int INCLUDES_DEEP_MAX = 10;

    private static final Set<String> DROPPED =
            Set.of(
                    "user",
                    "pid",
                    "daemon",
                    "master_process",
                    "worker_rlimit_nofile",
                    "worker_rlimit_core",
                    "worker_cpu_affinity",
                    "worker_priority",
                    "lock_file",
                    "load_module",
                    "error_log",
                    "access_log",
                    "stream",
                    "mail",
                    "use",
                    "working_directory",
                    "thread_pool",
                    "resolver",
                    "limit_req",
                    "limit_conn",
                    "proxy_cache",
                    "proxy_cache_path",
                    "proxy_temp_path",
                    "proxy_bind",
                    "fastcgi_cache",
                    "fastcgi_cache_path",
                    "fastcgi_temp_path",
                    "uwsgi_cache",
                    "uwsgi_cache_path",
                    "uwsgi_temp_path",
                    "scgi_temp_path",
                    "client_body_temp_path",
                    "fastcgi_store",
                    "uwsgi_store",
                    "scgi_store",
                    "google_perftools_profiles",
                    "debug_points",
                    "ssl_engine",
                    "ssl_ocsp",
                    "ssl_certificate",
                    "ssl_certificate_key",
                    "ssl_dhparam",
                    "ssl_trusted_certificate",
                    "ssl_client_certificate",
                    "ssl_crl",
                    "ssl_stapling",
                    "ssl_stapling_verify",
                    "ssl_stapling_file",
                    "ssl_verify_client",
                    "ssl_verify_depth",
                    "ssl_password_file",
                    "ssl_session_ticket_key",
                    "ssl_ciphers",
                    "ssl_ecdh_curve",
                    "ssl_protocols",
                    "ssl_conf_command",
                    "proxy_ssl_certificate",
                    "proxy_ssl_certificate_key",
                    "proxy_ssl_trusted_certificate",
                    "proxy_ssl_verify",
                    "proxy_ssl_crl",
                    "proxy_store",
                    "open_file_cache",
                    "pcre_jit",
                    "timer_resolution");

    /// Those without which requests may fare otherwise.
    private static final Set<String> DECIDING =
            Set.of(
                    "load_module",
                    "limit_req",
                    "limit_conn",
                    "proxy_cache",
                    "fastcgi_cache",
                    "uwsgi_cache",
                    "ssl_verify_client",
                    "resolver");

    private static final Set<String> REAL_ADDRESSES =
            Set.of("set_real_ip_from", "real_ip_header", "real_ip_recursive");

    /// Files that come with nginx; no request goes elsewhere without them.
    private static final Set<String> WELL_KNOWN =
            Set.of(
                    "mime.types",
                    "fastcgi_params",
                    "fastcgi.conf",
                    "uwsgi_params",
                    "scgi_params",
                    "proxy_params");

    private static final Set<String> PASSES =
            Set.of(
                    "proxy_pass",
                    "fastcgi_pass",
                    "uwsgi_pass",
                    "scgi_pass",
                    "grpc_pass",
                    "memcached_pass");

    private static final Set<String> LISTEN_KEPT =
            Set.of("ssl", "default_server", "default", "http2");

    private static final Set<String> SERVER_KEPT =
            Set.of("weight", "backup", "down", "max_fails", "fail_timeout", "max_conns");

    private static final Set<String> OF_HTTP =
            Set.of(
                    "server",
                    "upstream",
                    "map",
                    "geo",
                    "split_clients",
                    "limit_req_zone",
                    "limit_conn_zone",
                    "proxy_cache_path",
                    "log_format");

    private static final String PROXY =
            "set_real_ip_from 127.0.0.1; real_ip_header proxy_protocol; ";

    /// The folder in which files are looked for.
    static final String NOWHERE = "nowhere";

    /// What is written once into the block of HTTP.
    static final String HTTP =
            " client_body_temp_path temp-body; proxy_temp_path temp-proxy;"
                    + " fastcgi_temp_path temp-fastcgi; uwsgi_temp_path temp-uwsgi;"
                    + " scgi_temp_path temp-scgi; access_log off; ";

    private final Places places;
    private final NginxPasses passes;
    private final boolean proxied;

    private NginxLoopback(Places places, boolean proxied) {
        this.places = places;
        this.passes = new NginxPasses(places);
        this.proxied = proxied;
    }

    /// With `proxied` the addresses of clients are those that the PROXY protocol tells.
    static Changed changed(Places places, Source source, boolean proxied) {
        var loopback = new NginxLoopback(places, proxied);
        List<NginxDirective> written = NginxTree.of(source).directives();
        String before = "";
        String behind = "";
        if (!has(written, Set.of("http", "events", "stream", "mail"))) {
            if (has(written, OF_HTTP)) {
                before = "http { ";
                behind = "\n}\n";
            } else if (has(written, Set.of("location", "listen", "server_name", "root"))) {
                before = "http { server { ";
                behind = "\n}}\n";
            } else {
                before = "http { server { location / { ";
                behind = "\n}}}\n";
            }
        }
        Source whole = Places.source(source.name(), before + source.text() + behind);
        List<NginxDirective> directives = NginxTree.of(whole).directives();
        loopback.learn(directives, 0);
        var edits = new Edits(whole, source, before.length());
        loopback.change(directives, edits, 0, "");
        Changed changed = edits.apply(places.changes);
        boolean events = has(directives, Set.of("events"));
        return changed.withText((events ? "" : "events { } ") + "pid nginx.pid; " + changed.text());
    }

    private static boolean has(List<NginxDirective> directives, Set<String> names) {
        return directives.stream().anyMatch(each -> names.contains(each.name()));
    }

    /// Meets the pools, and the variables that hold addresses, before anything is changed.
    private void learn(List<NginxDirective> directives, int deep) {
        for (NginxDirective each : directives) {
            if (each.is("upstream")) {
                passes.pool(each.argument(0));
            } else if (PASSES.contains(each.name())) {
                passes.uses(each.argument(0));
            } else if (each.is("include") && deep < INCLUDES_DEEP_MAX) {
                for (Source file : places.match(each.argument(0))) {
                    learn(NginxTree.of(file).directives(), deep + 1);
                }
            }
            learn(each.block(), deep);
        }
    }

    private void change(List<NginxDirective> directives, Edits edits, int deep, String around) {
        for (NginxDirective each : directives) {
            if (DROPPED.contains(each.name())) {
                if (DECIDING.contains(each.name())) {
                    edits.takeOut(each.whole(), each.name());
                } else {
                    edits.drop(each.whole(), each.name());
                }
            } else if (each.opaque() != null || isScript(each.name())) {
                edits.takeOut(each.whole(), "scripts");
            } else if (proxied && REAL_ADDRESSES.contains(each.name())) {
                edits.takeOut(each.whole(), "addresses of clients from headers");
            } else {
                directive(each, edits, deep, around);
                change(each.block(), edits, deep, inside(each, around));
            }
        }
    }

    private static boolean isScript(String name) {
        return name.contains("_by_lua")
                || name.startsWith("lua_")
                || name.startsWith("js_")
                || name.startsWith("perl")
                || name.startsWith("passenger");
    }

    private static String inside(NginxDirective directive, String around) {
        return directive.is("upstream")
                ? "upstream " + directive.argument(0)
                : directive.is("server") || directive.is("map") || directive.is("geo")
                        ? directive.name()
                        : around;
    }

    private void directive(NginxDirective each, Edits edits, int deep, String around) {
        switch (each.name()) {
            case "http" -> http(each, edits);
            case "server" -> {
                if (around.startsWith("upstream ")) {
                    server(each, edits, around);
                } else if (each.hasBlock()) {
                    virtual(each, edits);
                }
            }
            case "worker_processes" -> edits.replace(each.argumentSpan(0), "1", "worker processes");
            case "worker_connections" ->
                    edits.replace(each.argumentSpan(0), "512", "worker connections");
            case "include" -> include(each, edits, deep, around);
            case "listen" -> listen(each, edits);
            case "root", "alias" -> {
                String path = unquoted(each.argumentSpan(0).text());
                String nowhere = NOWHERE + (path.startsWith("/") ? "" : "/") + path;
                edits.replace(each.argumentSpan(0), "\"" + nowhere + "\"", "folders of files");
            }
            case "auth_basic_user_file" ->
                    edits.replace(
                            each.argumentSpan(0),
                            places.file(
                                    each.argument(0),
                                    "passwords",
                                    List.of(),
                                    edits.place(each.span())),
                            "password files");
            case "proxy_pass",
                    "fastcgi_pass",
                    "uwsgi_pass",
                    "scgi_pass",
                    "grpc_pass",
                    "memcached_pass" ->
                    passes.pass(each, edits);
            case "set", "map", "split_clients", "geo" -> passes.values(each, edits);
            default -> ports(each, edits);
        }
    }

    /// Who asks for the port that a request was sent to finds another one.
    private void ports(NginxDirective each, Edits edits) {
        for (int i = 0; i < each.arguments(); i++) {
            String argument = each.argument(i);
            if (argument.contains("$server_port") || argument.contains("${server_port}")) {
                Span place = edits.place(each.argumentSpan(i));
                places.changes.add(new Change(place, argument, "the port is another here", true));
            }
        }
    }

    private static String unquoted(String text) {
        boolean quoted = text.length() > 1 && (text.startsWith("\"") || text.startsWith("'"));
        return quoted ? text.substring(1, text.length() - 1) : text;
    }

    private void http(NginxDirective http, Edits edits) {
        String certificate = places.certificate();
        edits.insert(
                opening(http),
                HTTP
                        + "ssl_certificate "
                        + certificate
                        + "; ssl_certificate_key "
                        + certificate
                        + "; "
                        + (proxied ? PROXY : "")
                        + (has(http.block(), Set.of("root")) ? "" : "root " + NOWHERE + "; "));
    }

    /// Behind the opening brace of a block.
    private static int opening(NginxDirective block) {
        return block.source().text().indexOf('{', block.span().end()) + 1;
    }

    private void virtual(NginxDirective server, Edits edits) {
        if (!listens(server.block(), 0)) {
            String door = places.door("*:80", edits.place(server.span()));
            edits.insert(opening(server), " listen " + door + proxy() + "; ");
        }
    }

    private String proxy() {
        return proxied ? " proxy_protocol" : "";
    }

    private boolean listens(List<NginxDirective> directives, int deep) {
        for (NginxDirective each : directives) {
            if (each.is("listen")) {
                return true;
            }
            if (each.is("include") && deep < INCLUDES_DEEP_MAX) {
                for (Source file : places.match(each.argument(0))) {
                    if (listens(NginxTree.of(file).directives(), deep + 1)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private void server(NginxDirective server, Edits edits, String pool) {
        String name = pool.substring("upstream ".length());
        String standIn = places.server(name, server.argument(0));
        edits.replace(server.argumentSpan(0), standIn, "servers' addresses");
        for (int i = 1; i < server.arguments(); i++) {
            String parameter = server.argument(i);
            int equals = parameter.indexOf('=');
            if (!SERVER_KEPT.contains(equals < 0 ? parameter : parameter.substring(0, equals))) {
                edits.drop(server.argumentSpan(i), "servers' parameters");
            }
        }
    }

    private void include(NginxDirective include, Edits edits, int deep, String around) {
        List<Source> files =
                deep < INCLUDES_DEEP_MAX ? places.match(include.argument(0)) : List.of();
        if (files.isEmpty()) {
            String path = include.argument(0);
            if (WELL_KNOWN.contains(path.substring(path.lastIndexOf('/') + 1))) {
                edits.drop(include.whole(), "included files that come with nginx");
            } else {
                edits.takeOut(include.whole(), "included files that are not there");
            }
            return;
        }
        var names = new ArrayList<String>();
        for (Source file : files) {
            NginxTree tree = NginxTree.of(file);
            var inner = new Edits(tree.source());
            change(tree.directives(), inner, deep + 1, around);
            names.add("include " + places.put(inner.apply(places.changes)) + ";");
        }
        edits.replace(include.whole(), String.join(" ", names), "included files");
    }

    private void listen(NginxDirective listen, Edits edits) {
        String address = listen.argument(0);
        List<String> parameters = listen.argumentList();
        if (parameters.contains("quic") || parameters.contains("http3")) {
            edits.takeOut(listen.whole(), "QUIC");
            return;
        }
        boolean number = address.chars().allMatch(c -> c >= '0' && c <= '9');
        boolean port = address.lastIndexOf(':') > address.lastIndexOf(']');
        String whole = number ? "*:" + address : port ? address : address + ":80";
        whole = whole.startsWith("0.0.0.0:") ? "*" + whole.substring(7) : whole;
        String door = places.door(whole, edits.place(listen.span()));
        edits.replace(listen.argumentSpan(0), door + proxy(), "listening addresses");
        boolean tls = parameters.contains("ssl");
        for (int i = 1; i < listen.arguments(); i++) {
            boolean kept =
                    LISTEN_KEPT.contains(listen.argument(i))
                            && (tls || !listen.argument(i).equals("http2"));
            if (!kept) {
                edits.drop(listen.argumentSpan(i), "parameters of listening addresses");
            }
        }
    }
}
