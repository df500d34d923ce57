package dev.evenkeel.lab.mutation;

import dev.evenkeel.dialect.nginx.NginxDirective;
import dev.evenkeel.dialect.nginx.NginxTree;
import dev.evenkeel.lab.conformance.Chance;
import dev.evenkeel.lab.mutation.Change.Piece;
import dev.evenkeel.lab.mutation.Mutant.Kind;
import dev.evenkeel.text.Source;
import dev.evenkeel.text.Span;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// What can be changed in a configuration of nginx, one change for each place and kind.
final class NginxChanges {
    private static final Set<String> PASSES =
            Set.of(
                    "proxy_pass",
                    "fastcgi_pass",
                    "uwsgi_pass",
                    "scgi_pass",
                    "grpc_pass",
                    "memcached_pass");

    private static final Set<String> ALGORITHMS =
            Set.of("least_conn", "ip_hash", "hash", "random", "least_time");

    private static final Set<String> MODIFIERS = Set.of("=", "~", "~*", "^~");

    private final Chance chance;
    private final List<Change> changes = new ArrayList<>();
    private final List<NginxDirective> all = new ArrayList<>();
    private final List<String> pools = new ArrayList<>();

    private NginxChanges(Chance chance) {
        this.chance = chance;
    }

    static List<Change> of(Original original, Chance chance) {
        var changes = new NginxChanges(chance);
        var trees = new ArrayList<NginxTree>();
        for (Source source : original.texts()) {
            trees.add(NginxTree.of(source));
        }
        trees.forEach(tree -> changes.learn(tree.directives()));
        trees.forEach(tree -> changes.block(tree.directives(), ""));
        trees.forEach(tree -> changes.renames(tree.directives()));
        return changes.changes;
    }

    private void learn(List<NginxDirective> directives) {
        for (NginxDirective directive : directives) {
            all.add(directive);
            if (directive.is("upstream") && directive.hasBlock()) {
                pools.add(directive.argument(0));
            }
            learn(directive.block());
        }
    }

    private void block(List<NginxDirective> directives, String inside) {
        NginxDirective before = null;
        for (NginxDirective directive : directives) {
            boolean table = Set.of("map", "geo", "split_clients").contains(inside);
            if (table) {
                entry(directive, inside);
            } else {
                directive(directive, inside);
            }
            if (before != null && isOrdered(before, directive, table)) {
                changes.add(Change.swap(before.whole(), directive.whole()));
            }
            before = directive;
            block(directive.block(), directive.name());
        }
    }

    /// Whether two neighbours are of those that are tried one after the other.
    private static boolean isOrdered(NginxDirective one, NginxDirective other, boolean table) {
        if (one.whole().text().equals(other.whole().text())) {
            return false;
        }
        if (table) {
            return one.name().startsWith("~") && other.name().startsWith("~");
        }
        boolean same = one.name().equals(other.name());
        return switch (one.name()) {
            case "location" -> same && isRegex(one) && isRegex(other);
            case "if", "rewrite", "allow", "deny", "set" ->
                    Set.of("if", "rewrite", "allow", "deny", "set", "return")
                            .contains(other.name());
            case "server" -> same;
            default -> false;
        };
    }

    private static boolean isRegex(NginxDirective location) {
        return location.argument(0).startsWith("~");
    }

    private void directive(NginxDirective directive, String inside) {
        switch (directive.name()) {
            case "server" -> {
                if (inside.equals("upstream")) {
                    server(directive);
                }
            }
            case "upstream" -> algorithm(directive);
            case "server_name", "if", "allow", "deny", "valid_referers" -> value(directive);
            case "location" -> location(directive);
            case "return", "rewrite" -> target(directive);
            case "set" ->
                    argument(
                            Kind.TARGET,
                            directive,
                            1,
                            Words.changed(directive.argument(1), chance));
            default -> {
                if (PASSES.contains(directive.name())) {
                    pass(directive);
                } else if (directive.name().endsWith("_timeout")) {
                    argument(
                            Kind.TIMEOUT,
                            directive,
                            0,
                            Words.duration(directive.argument(0), chance));
                }
            }
        }
    }

    /// Another text in place of an argument, if there is one.
    private void argument(Kind kind, NginxDirective directive, int index, String text) {
        boolean plain =
                index < directive.arguments()
                        && !directive.isQuoted(index)
                        && directive.argumentSpan(index).text().equals(directive.argument(index));
        if (plain && !text.equals(directive.argument(index))) {
            changes.add(Change.of(kind, directive.argumentSpan(index), text));
        }
    }

    private void server(NginxDirective server) {
        argument(Kind.SERVER_ADDRESS, server, 0, Words.address(server.argument(0), chance));
        boolean weighed = false;
        for (int i = 1; i < server.arguments(); i++) {
            String setting = server.argument(i);
            int equals = setting.indexOf('=');
            if (setting.startsWith("weight=")) {
                argument(Kind.WEIGHT, server, i, "weight=" + weight(setting.substring(7)));
                weighed = true;
            } else if (equals > 0) {
                String name = setting.substring(0, equals + 1);
                String value = setting.substring(equals + 1);
                String other =
                        Words.duration(value, chance).equals(value)
                                ? Words.changed(value, chance)
                                : Words.duration(value, chance);
                argument(Kind.SERVER_SETTING, server, i, name + other);
            } else {
                argument(
                        Kind.SERVER_SETTING,
                        server,
                        i,
                        setting.equals("backup") ? "down" : "backup");
            }
        }
        if (server.arguments() == 0) {
            return;
        }
        Span end = server.argumentSpan(server.arguments() - 1);
        if (!weighed) {
            changes.add(Change.of(Kind.WEIGHT, end, end.text() + " weight=" + weight("1")));
        }
        String setting = chance.oneOf("backup", "down", "max_fails=7", "max_conns=50");
        changes.add(Change.of(Kind.SERVER_SETTING, end, end.text() + " " + setting));
    }

    private String weight(String now) {
        String weight = now;
        while (weight.equals(now)) {
            weight = chance.oneOf("1", "2", "3", "5", "10", "100");
        }
        return weight;
    }

    private void algorithm(NginxDirective upstream) {
        String other =
                chance.oneOf(
                        "least_conn;",
                        "ip_hash;",
                        "random;",
                        "random two least_conn;",
                        "hash $request_uri;",
                        "hash $remote_addr consistent;");
        for (NginxDirective inner : upstream.block()) {
            if (ALGORITHMS.contains(inner.name())) {
                if (!inner.whole().text().equals(other)) {
                    changes.add(
                            Change.of(
                                    Kind.ALGORITHM, inner.whole(), chance.in100(30) ? "" : other));
                }
                return;
            }
        }
        if (!upstream.block().isEmpty()) {
            Span first = upstream.block().getFirst().nameSpan();
            changes.add(Change.of(Kind.ALGORITHM, first, other + " " + first.text()));
        }
    }

    private void value(NginxDirective directive) {
        if (directive.arguments() == 0) {
            return;
        }
        boolean condition = directive.is("if");
        int at =
                condition
                        ? directive.arguments() - 1
                        : chance.between(0, directive.arguments() - 1);
        String value = directive.argument(at);
        if (!condition) {
            argument(Kind.MATCHED_VALUE, directive, at, Words.changed(value, chance));
        } else if (value.endsWith(")") && directive.arguments() > 1) {
            String text = value.substring(0, value.length() - 1);
            argument(Kind.MATCHED_VALUE, directive, at, Words.changed(text, chance) + ")");
        }
    }

    private void location(NginxDirective location) {
        boolean modified = MODIFIERS.contains(location.argument(0));
        int at = modified ? 1 : 0;
        String path = location.argument(at);
        if (path.startsWith("@")) {
            return;
        }
        argument(Kind.MATCHED_VALUE, location, at, Words.changed(path, chance));
        if (modified) {
            String other = chance.oneOf("=", "~", "~*", "^~");
            argument(Kind.MATCHED_VALUE, location, 0, other);
        } else if (path.startsWith("/")) {
            argument(Kind.MATCHED_VALUE, location, 0, chance.oneOf("= ", "^~ ", "~ ") + path);
        }
    }

    private void target(NginxDirective directive) {
        int at = chance.between(0, Math.max(0, directive.arguments() - 1));
        String value = directive.argument(at);
        boolean code = directive.is("return") && at == 0;
        boolean flag = directive.is("rewrite") && at == 2;
        Kind kind = directive.is("rewrite") && at == 0 ? Kind.MATCHED_VALUE : Kind.TARGET;
        argument(
                kind,
                directive,
                at,
                code
                        ? chance.oneOf("301", "302", "403", "404", "410")
                        : flag
                                ? chance.oneOf("last", "break", "redirect", "permanent")
                                : Words.changed(value, chance));
    }

    private void pass(NginxDirective pass) {
        String url = pass.argument(0);
        int start = host(url);
        int end = hostEnd(url, start);
        String host = url.substring(start, end);
        if (pools.contains(host)) {
            String other = chance.oneOf(pools);
            argument(
                    Kind.POOL_CHOSEN,
                    pass,
                    0,
                    url.substring(0, start) + other + url.substring(end));
            String path = url.substring(end);
            argument(
                    Kind.TARGET,
                    pass,
                    0,
                    url.substring(0, end)
                            + (path.isEmpty() ? "/" : path.equals("/") ? "" : path + "x"));
        } else if (!host.isEmpty()) {
            argument(
                    Kind.TARGET,
                    pass,
                    0,
                    url.substring(0, start) + Words.address(host, chance) + url.substring(end));
        }
    }

    private static int host(String url) {
        int scheme = url.indexOf("://");
        return scheme < 0 ? 0 : scheme + 3;
    }

    private static int hostEnd(String url, int start) {
        int slash = url.indexOf('/', start);
        return slash < 0 ? url.length() : slash;
    }

    private void entry(NginxDirective entry, String inside) {
        Span name = entry.nameSpan();
        String key = entry.name();
        boolean special =
                Set.of("default", "hostnames", "volatile", "include", "ranges", "delete", "proxy")
                        .contains(key);
        if (!special && name.text().equals(key) && !inside.equals("split_clients")) {
            changes.add(Change.of(Kind.TABLE_KEY, name, Words.changed(key, chance)));
        }
        if (!key.equals("include") && entry.arguments() == 1) {
            String value = entry.argument(0);
            String other = pools.contains(value) ? chance.oneOf(pools) : changed(value);
            argument(Kind.TABLE_VALUE, entry, 0, other);
        }
    }

    private String changed(String value) {
        return value.startsWith("$") ? "other" : Words.changed(value, chance);
    }

    /// Pools that are called otherwise wherever they are named; not those whose name stands in
    /// something else that may mean them.
    private void renames(List<NginxDirective> directives) {
        for (NginxDirective directive : directives) {
            if (directive.is("upstream") && directive.hasBlock()) {
                rename(directive);
            }
            renames(directive.block());
        }
    }

    private void rename(NginxDirective upstream) {
        String name = upstream.argument(0);
        String other = name + chance.oneOf("_new", "-2", ".v2");
        var pieces = new ArrayList<Piece>();
        pieces.add(new Piece(upstream.argumentSpan(0), other));
        for (NginxDirective directive : all) {
            for (int i = 0; i < directive.arguments(); i++) {
                String argument = directive.argument(i);
                int start = host(argument);
                boolean pass = PASSES.contains(directive.name()) && i == 0;
                int end = hostEnd(argument, start);
                Span span = directive.argumentSpan(i);
                if (pass && argument.substring(start, end).equals(name)) {
                    if (!span.text().equals(argument) || span.source() != upstream.source()) {
                        return;
                    }
                    String text = argument.substring(0, start) + other + argument.substring(end);
                    pieces.add(new Piece(span, text));
                } else if (argument.contains(name) && directive != upstream) {
                    return;
                }
            }
        }
        if (pieces.size() > 1) {
            changes.add(new Change(Kind.POOL_RENAMED, pieces));
        }
    }
}
