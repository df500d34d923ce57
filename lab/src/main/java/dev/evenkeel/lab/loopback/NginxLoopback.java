package dev.evenkeel.lab.loopback;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.evenkeel.dialect.nginx.NginxDirective;
import dev.evenkeel.dialect.nginx.NginxTree;
import dev.evenkeel.text.Source;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Changes a configuration of nginx so that it runs anywhere: it listens on the loopback network,
/// its servers are stand-ins, files are looked for where there are none, and what only its own
/// machine has is taken out. A piece of a configuration gets the blocks around it that it needs.
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

    private final Stage stage;
    private final NginxPasses passes;

    /// What is written once into the block of HTTP.
    private static final String HTTP =
            " client_body_temp_path temp-body; proxy_temp_path temp-proxy;"
                    + " fastcgi_temp_path temp-fastcgi; uwsgi_temp_path temp-uwsgi;"
                    + " scgi_temp_path temp-scgi; access_log off; ";

    private NginxLoopback(Stage stage, NginxPasses passes) {
        this.stage = stage;
        this.passes = passes;
    }

    static String changed(Stage stage, Source source) {
        Source whole = wrapped(stage, source);
        NginxTree tree = NginxTree.of(whole);
        var passes = new NginxPasses(stage);
        var loopback = new NginxLoopback(stage, passes);
        loopback.learn(tree.directives(), 0);
        String text = loopback.changed(tree, 0);
        boolean events = tree.directives().stream().anyMatch(each -> each.is("events"));
        if (!events) {
            stage.changes.merge("blocks around a piece", 1, Integer::sum);
        }
        return (events ? "" : "events { } ") + "pid nginx.pid; " + text;
    }

    private static Source wrapped(Stage stage, Source source) {
        List<NginxDirective> directives = NginxTree.of(source).directives();
        String text = source.text();
        String before = "";
        String behind = "";
        if (!has(directives, Set.of("http", "events", "stream", "mail"))) {
            if (has(directives, OF_HTTP)) {
                before = "http { ";
                behind = "\n}\n";
            } else if (has(directives, Set.of("location", "listen", "server_name", "root"))) {
                before = "http { server { ";
                behind = "\n}}\n";
            } else {
                before = "http { server { location / { ";
                behind = "\n}}}\n";
            }
            stage.changes.merge("blocks around a piece", 1, Integer::sum);
        }
        return Source.of(source.name(), (before + text + behind).getBytes(ISO_8859_1));
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
                for (Path file : stage.match(each.argument(0))) {
                    learn(tree(file).directives(), deep + 1);
                }
            }
            learn(each.block(), deep);
        }
    }

    private static NginxTree tree(Path file) {
        return NginxTree.of(Source.of(file.toString(), Stage.read(file).getBytes(ISO_8859_1)));
    }

    private String changed(NginxTree tree, int deep) {
        var edits = new Edits(tree.source());
        change(tree.directives(), edits, deep, "");
        return edits.apply(stage.changes);
    }

    private void change(List<NginxDirective> directives, Edits edits, int deep, String around) {
        for (NginxDirective each : directives) {
            if (DROPPED.contains(each.name()) || each.opaque() != null) {
                edits.drop(each.whole(), each.name());
            } else {
                directive(each, edits, deep, around);
                change(each.block(), edits, deep, inside(each, around));
            }
        }
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
                String nowhere = "nowhere" + (path.startsWith("/") ? "" : "/") + path;
                edits.replace(each.argumentSpan(0), "\"" + nowhere + "\"", "folders of files");
            }
            case "auth_basic_user_file" ->
                    edits.replace(
                            each.argumentSpan(0),
                            stage.file(each.argument(0), "nobody:{PLAIN}nothing\n"),
                            "password files");
            case "proxy_pass",
                    "fastcgi_pass",
                    "uwsgi_pass",
                    "scgi_pass",
                    "grpc_pass",
                    "memcached_pass" ->
                    passes.pass(each, edits);
            case "set", "map", "split_clients", "geo" -> passes.values(each, edits);
            default -> {}
        }
    }

    private static String unquoted(String text) {
        boolean quoted = text.length() > 1 && (text.startsWith("\"") || text.startsWith("'"));
        return quoted ? text.substring(1, text.length() - 1) : text;
    }

    private void http(NginxDirective http, Edits edits) {
        String certificate = stage.certificate();
        edits.insert(
                opening(http),
                HTTP
                        + "ssl_certificate "
                        + certificate
                        + "; ssl_certificate_key "
                        + certificate
                        + "; "
                        + (has(http.block(), Set.of("root")) ? "" : "root nowhere; "),
                "temporary folders and a certificate");
    }

    /// Behind the opening brace of a block.
    private static int opening(NginxDirective block) {
        return block.source().text().indexOf('{', block.span().end()) + 1;
    }

    private void virtual(NginxDirective server, Edits edits) {
        if (!listens(server.block(), 0)) {
            String door = stage.door("*:80");
            edits.insert(opening(server), " listen " + door + "; ", "listening addresses");
        }
    }

    private boolean listens(List<NginxDirective> directives, int deep) {
        for (NginxDirective each : directives) {
            if (each.is("listen")) {
                return true;
            }
            if (each.is("include") && deep < INCLUDES_DEEP_MAX) {
                for (Path file : stage.match(each.argument(0))) {
                    if (listens(tree(file).directives(), deep + 1)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private void server(NginxDirective server, Edits edits, String pool) {
        String standIn = stage.server(pool + " " + server.argument(0));
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
        List<Path> files = deep < INCLUDES_DEEP_MAX ? stage.match(include.argument(0)) : List.of();
        if (files.isEmpty()) {
            edits.drop(include.whole(), "included files that are not there");
            return;
        }
        var names = new ArrayList<String>();
        for (Path file : files) {
            NginxTree tree = tree(file);
            var inner = new Edits(tree.source());
            change(tree.directives(), inner, deep + 1, around);
            names.add("include " + stage.put(inner.apply(stage.changes)) + ";");
        }
        edits.replace(include.whole(), String.join(" ", names), "included files");
    }

    private void listen(NginxDirective listen, Edits edits) {
        String address = listen.argument(0);
        boolean number = address.chars().allMatch(c -> c >= '0' && c <= '9');
        boolean port = address.lastIndexOf(':') > address.lastIndexOf(']');
        String whole = number ? "*:" + address : port ? address : address + ":80";
        String door = stage.door(whole);
        if (door == null) {
            edits.drop(listen.whole(), "listening addresses too many");
            return;
        }
        edits.replace(listen.argumentSpan(0), door, "listening addresses");
        boolean tls = listen.argumentList().contains("ssl");
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
