package dev.evenkeel.loopback;

import dev.evenkeel.dialect.haproxy.HaproxyLine;
import dev.evenkeel.dialect.haproxy.HaproxyTree;
import dev.evenkeel.loopback.Edits.Changed;
import dev.evenkeel.model.Version;
import dev.evenkeel.text.Source;
import dev.evenkeel.text.Span;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Changes a configuration of HAProxy so that it runs anywhere: it listens on the loopback network
/// and is told by the PROXY protocol where requests come from and what they were sent to, its
/// servers are stand-ins, and what only its own machine has, or what would run other programs, is
/// taken out.
final class HaproxyLoopback {
    private static final Set<String> SECTIONS =
            Set.of(
                    "global",
                    "defaults",
                    "frontend",
                    "backend",
                    "listen",
                    "peers",
                    "resolvers",
                    "mailers",
                    "userlist",
                    "cache",
                    "program",
                    "ring",
                    "http-errors",
                    "fcgi-app",
                    "log-forward",
                    "crt-store",
                    "traces");

    /// Those without which requests may fare otherwise.
    private static final Set<String> DECIDING =
            Set.of("filter", "fcgi-app", "use-fcgi-app", "http-errors", "errorfiles");

    private static final Set<String> SECTIONS_DROPPED =
            Set.of(
                    "peers",
                    "resolvers",
                    "mailers",
                    "program",
                    "ring",
                    "http-errors",
                    "fcgi-app",
                    "log-forward",
                    "crt-store",
                    "traces");

    private static final Set<String> GLOBAL_KEPT =
            Set.of(
                    "setenv",
                    "presetenv",
                    "resetenv",
                    "unsetenv",
                    "set-var",
                    "set-var-fmt",
                    "expose-experimental-directives");

    private static final Set<String> DROPPED =
            Set.of(
                    "log",
                    "log-tag",
                    "log-format",
                    "log-format-sd",
                    "error-log-format",
                    "errorfiles",
                    "filter",
                    "source",
                    "email-alert",
                    "bind-process",
                    "use-fcgi-app",
                    "external-check",
                    "load-server-state-from-file",
                    "server-state-file-name",
                    "grace");

    private static final Set<String> BIND_FLAGS =
            Set.of("ssl", "no-sslv3", "no-tls-tickets", "prefer-client-ciphers", "allow-0rtt");

    private static final String PROXY = " accept-proxy";

    private static final Set<String> BIND_VALUES = Set.of("alpn", "npn", "name", "maxconn");

    /// Parameters of `bind` that refuse clients, or tell rules who they are.
    private static final Set<String> BIND_DECIDING = Set.of("verify", "strict-sni", "proto");

    private static final Set<String> SERVER_DECIDING = Set.of("hash-key", "init-state");

    private static final Set<String> SERVER_FLAGS =
            Set.of("backup", "disabled", "enabled", "non-stick");

    private static final Set<String> SERVER_VALUES =
            Set.of(
                    "weight",
                    "cookie",
                    "id",
                    "maxconn",
                    "minconn",
                    "maxqueue",
                    "redir",
                    "slowstart");

    private static final Pattern MAP = Pattern.compile("map(_[a-z_]+)?\\(([^,()]+)");

    private static final int TEMPLATE_MAX = 1000;

    private final Places places;
    private final HaproxyTree tree;
    private final Edits edits;
    private final List<String> pools;
    private String section = "";
    private String name = "";

    private HaproxyLoopback(Places places, Source source, Version version, List<String> pools) {
        this.places = places;
        String text = source.text().endsWith("\n") ? source.text() : source.text() + "\n";
        Source whole = Places.source(source.name(), text);
        this.tree = HaproxyTree.of(whole, version);
        this.edits = new Edits(whole, source, 0);
        this.pools = pools;
    }

    /// The texts of one configuration, changed.
    static List<Changed> changed(Places places, List<Source> sources, Version version) {
        var pools = new ArrayList<String>();
        var parts = new ArrayList<HaproxyLoopback>();
        for (Source source : sources) {
            var part = new HaproxyLoopback(places, source, version, pools);
            for (HaproxyLine line : part.tree.lines()) {
                if (line.is(0, "backend") || line.is(0, "listen")) {
                    pools.add(line.word(1));
                }
            }
            parts.add(part);
        }
        var changed = new ArrayList<Changed>();
        parts.forEach(part -> changed.add(part.changed()));
        // One thread, so that turns are taken as requests come; and nobody else on our ports.
        Changed last = changed.removeLast();
        changed.add(last.withText(last.text() + "global\n    nbthread 1\n    noreuseport\n"));
        return changed;
    }

    private Changed changed() {
        for (HaproxyLine line : tree.lines()) {
            if (SECTIONS.contains(line.word(0))) {
                section = line.word(0);
                name = line.word(1);
                oldAddress(line);
            }
            if (SECTIONS_DROPPED.contains(section)) {
                drop(line, section, "section " + section);
            } else if (!SECTIONS.contains(line.word(0)) && !line.word(0).startsWith(".")) {
                line(line);
            }
        }
        return edits.apply(places.changes);
    }

    private void drop(HaproxyLine line, String what, String why) {
        if (DECIDING.contains(what)) {
            edits.takeOut(line.span(), why);
        } else {
            edits.drop(line.span(), why);
        }
    }

    /// Before there were lines for them, listening addresses stood behind the name.
    private void oldAddress(HaproxyLine line) {
        boolean address = line.size() > 2 && line.word(2).contains(":");
        if (address && (section.equals("listen") || section.equals("frontend"))) {
            String door = places.door(line.word(2), edits.place(line.span()));
            edits.replace(rest(line, 2), "\n    bind " + door + PROXY, "listening addresses");
        }
    }

    private void line(HaproxyLine line) {
        String first = line.word(0);
        String keyword = first.equals("no") || first.equals("default") ? line.word(1) : first;
        if (section.equals("global")) {
            if (keyword.startsWith("lua-")) {
                edits.takeOut(line.span(), "scripts");
            } else if (!GLOBAL_KEPT.contains(keyword)) {
                edits.drop(line.span(), "global settings");
            }
        } else if (DROPPED.contains(keyword) && !first.equals("no")) {
            drop(line, keyword, keyword);
        } else if (line.is(1, "send-spoe-group")) {
            edits.takeOut(line.span(), "filter");
        } else if (line.is(0, "option") && line.is(1, "external-check")) {
            edits.drop(line.span(), "external-check");
        } else {
            switch (keyword) {
                case "bind" -> bind(line);
                case "server" -> server(line, 2);
                case "server-template" -> template(line);
                case "dispatch" -> {
                    if (line.size() > 1) {
                        String standIn = places.server(name, "dispatch");
                        edits.replace(line.span(1), standIn, "servers' addresses");
                    }
                }
                case "default-server" -> defaults(line);
                case "stick-table" -> stickTable(line);
                case "timeout" -> timeout(line);
                case "stats" -> statistics(line);
                case "tcp-request", "tcp-response" -> connections(line);
                case "errorfile" -> errorFile(line);
                default -> files(line);
            }
        }
    }

    private static Span rest(HaproxyLine line, int from) {
        return line.span(from, line.size() - 1);
    }

    private void bind(HaproxyLine line) {
        if (line.size() < 2) {
            return;
        }
        var doors = new ArrayList<String>();
        for (String address : line.word(1).split(",", -1)) {
            if (!address.startsWith("quic")) {
                String whole = address.isEmpty() ? "*" : address;
                doors.add(places.door(whole, edits.place(line.span())));
            }
        }
        if (doors.isEmpty()) {
            edits.takeOut(line.span(), "QUIC");
            return;
        }
        edits.replace(line.span(1), String.join(",", doors) + PROXY, "listening addresses");
        if (line.size() > 2) {
            String kept = kept(line, 2, BIND_FLAGS, BIND_VALUES);
            kept = isTls(line) ? kept + " crt " + places.certificate() : kept;
            change(line, 2, kept.strip(), BIND_DECIDING, "parameters of listening addresses");
        }
    }

    /// Puts other words in the place of all from one on; what was said with one of `deciding` may
    /// have had a say.
    private void change(
            HaproxyLine line, int from, String other, Set<String> deciding, String why) {
        boolean decides = false;
        for (int i = from; i < line.size(); i++) {
            decides |= deciding.contains(line.word(i));
        }
        if (decides) {
            edits.alter(rest(line, from), other, why);
        } else {
            edits.replace(rest(line, from), other, why);
        }
    }

    private static boolean isTls(HaproxyLine line) {
        for (int i = 2; i < line.size(); i++) {
            if (line.is(i, "ssl")) {
                return true;
            }
        }
        return false;
    }

    private void server(HaproxyLine line, int address) {
        if (line.size() <= address) {
            return;
        }
        String standIn = places.server(name, line.word(1));
        edits.replace(line.span(address), standIn, "servers' addresses");
        if (line.size() > address + 1) {
            String kept = kept(line, address + 1, SERVER_FLAGS, SERVER_VALUES);
            change(line, address + 1, kept, SERVER_DECIDING, "servers' parameters");
        }
    }

    /// Every server that a template makes gets a line and a stand-in of its own.
    private void template(HaproxyLine line) {
        if (line.size() < 4) {
            return;
        }
        String range = line.word(2);
        int dash = range.indexOf('-');
        int first = number(dash < 0 ? "1" : range.substring(0, dash));
        int last = number(range.substring(dash + 1));
        if (first < 0 || last < first || last - first >= TEMPLATE_MAX) {
            server(line, 3);
            return;
        }
        String kept = line.size() > 4 ? kept(line, 4, SERVER_FLAGS, SERVER_VALUES) : "";
        var lines = new ArrayList<String>();
        for (int i = first; i <= last; i++) {
            String server = line.word(1) + i;
            lines.add("server " + server + " " + places.server(name, server) + " " + kept);
        }
        edits.replace(line.span(), String.join("\n    ", lines), "a template of servers");
    }

    private static int number(String text) {
        boolean isNumber = !text.isEmpty() && text.length() < 7;
        for (int i = 0; i < text.length(); i++) {
            isNumber &= text.charAt(i) >= '0' && text.charAt(i) <= '9';
        }
        return isNumber ? Integer.parseInt(text) : -1;
    }

    private void defaults(HaproxyLine line) {
        if (line.size() > 1) {
            String kept = kept(line, 1, SERVER_FLAGS, SERVER_VALUES);
            if (kept.isEmpty()) {
                edits.drop(line.span(), "servers' parameters");
            } else {
                edits.replace(rest(line, 1), kept, "servers' parameters");
            }
        }
    }

    /// Of the parameters from a word on those that mean the same anywhere, as they are written.
    private static String kept(
            HaproxyLine line, int from, Set<String> flags, Set<String> withValue) {
        var kept = new ArrayList<String>();
        for (int i = from; i < line.size(); i++) {
            if (flags.contains(line.word(i))) {
                kept.add(line.span(i).text());
            } else if (withValue.contains(line.word(i)) && i + 1 < line.size()) {
                kept.add(line.span(i, i + 1).text());
                i++;
            }
        }
        return String.join(" ", kept);
    }

    private void stickTable(HaproxyLine line) {
        for (int i = 1; i + 1 < line.size(); i++) {
            if (line.is(i, "peers")) {
                edits.drop(line.span(i, i + 1), "peers of tables");
            }
        }
    }

    private void timeout(HaproxyLine line) {
        if (line.size() > 2) {
            boolean tarpit = line.is(1, "tarpit");
            edits.replace(line.span(2), tarpit ? "20ms" : "5s", "timeouts");
        }
    }

    private void statistics(HaproxyLine line) {
        if (line.is(1, "socket") || line.is(1, "bind-process")) {
            edits.drop(line.span(), "statistics sockets");
        } else {
            files(line);
        }
    }

    /// What looks at connections before anything was read would not know the client yet, who is
    /// named by the PROXY protocol here; rules of sessions are next.
    private void connections(HaproxyLine line) {
        if (line.is(1, "inspect-delay") && line.size() > 2) {
            edits.replace(line.span(2), "100ms", "long delays");
        } else if (line.is(1, "connection")) {
            if (line.word(2).startsWith("expect-")) {
                edits.drop(line.span(), "another protocol that names clients");
                return;
            }
            edits.replace(line.span(1), "session", "rules of connections");
        }
        files(line);
    }

    private void errorFile(HaproxyLine line) {
        if (places.exists(line.word(2))) {
            String file = places.file(line.word(2), "error page", pools, edits.place(line.span()));
            edits.replace(line.span(2), file, "error pages in files");
        } else {
            edits.takeOut(line.span(), "error pages that are not there");
        }
    }

    /// Lists and maps that a rule names.
    private void files(HaproxyLine line) {
        for (int i = 1; i < line.size(); i++) {
            if (line.is(i, "-f") && i + 1 < line.size()) {
                String use = "list of " + criterion(line, i);
                String list = file(line.word(i + 1), use, line);
                edits.replace(line.span(i + 1), list, "lists in files");
            } else if (line.word(i).contains("map")) {
                maps(line, line.span(i));
            }
        }
    }

    private String file(String path, String use, HaproxyLine line) {
        return places.file(path, use, pools, edits.place(line.span()));
    }

    private void maps(HaproxyLine line, Span word) {
        Matcher map = MAP.matcher(word.text());
        while (map.find()) {
            String kind = map.group(1) == null ? "" : map.group(1);
            String file = file(map.group(2), "map" + kind, line);
            int start = word.start() + map.start(2);
            edits.replace(
                    new Span(word.source(), start, word.start() + map.end(2)),
                    file,
                    "maps in files");
        }
    }

    private static String criterion(HaproxyLine line, int at) {
        for (int i = at; i > 0; i--) {
            if (line.is(i - 1, "{")) {
                return line.word(i);
            }
        }
        return line.word(2);
    }
}
