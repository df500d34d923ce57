package dev.evenkeel.lab.loopback;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.evenkeel.dialect.haproxy.HaproxyLine;
import dev.evenkeel.dialect.haproxy.HaproxyTree;
import dev.evenkeel.model.Version;
import dev.evenkeel.text.Source;
import dev.evenkeel.text.Span;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Changes a configuration of HAProxy so that it runs anywhere: it listens on the loopback network,
/// its servers are stand-ins, and what only its own machine has is taken out.
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
            Set.of("setenv", "presetenv", "resetenv", "unsetenv", "set-var", "set-var-fmt");

    private static final Set<String> DROPPED =
            Set.of(
                    "log",
                    "log-tag",
                    "log-format",
                    "log-format-sd",
                    "error-log-format",
                    "errorfile",
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

    private static final Set<String> BIND_VALUES = Set.of("alpn", "npn", "name", "maxconn");

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

    private final Stage stage;
    private final HaproxyTree tree;
    private final Edits edits;
    private final List<String> pools = new ArrayList<>();
    private String section = "";
    private String name = "";

    private HaproxyLoopback(Stage stage, Source source, Version version) {
        this.stage = stage;
        this.tree = HaproxyTree.of(source, version);
        this.edits = new Edits(source);
    }

    static String changed(Stage stage, Source source, Version version) {
        String text = source.text().endsWith("\n") ? source.text() : source.text() + "\n";
        if (!text.equals(source.text())) {
            stage.changes.merge("a line feed at the end", 1, Integer::sum);
        }
        Source whole = Source.of(source.name(), text.getBytes(ISO_8859_1));
        return new HaproxyLoopback(stage, whole, version).changed();
    }

    private String changed() {
        for (HaproxyLine line : tree.lines()) {
            if (line.is(0, "backend") || line.is(0, "listen")) {
                pools.add(line.word(1));
            }
        }
        for (HaproxyLine line : tree.lines()) {
            if (SECTIONS.contains(line.word(0))) {
                section = line.word(0);
                name = line.word(1);
                oldAddress(line);
            }
            if (SECTIONS_DROPPED.contains(section)) {
                edits.drop(line.span(), "section " + section);
            } else if (!SECTIONS.contains(line.word(0)) && !line.word(0).startsWith(".")) {
                line(line);
            }
        }
        stage.changes.merge("one thread", 1, Integer::sum);
        return edits.apply(stage.changes) + "global\n    nbthread 1\n";
    }

    /// Before there were lines for them, listening addresses stood behind the name.
    private void oldAddress(HaproxyLine line) {
        boolean address = line.size() > 2 && line.word(2).contains(":");
        if (address && (section.equals("listen") || section.equals("frontend"))) {
            String door = stage.door(line.word(2));
            edits.replace(
                    rest(line, 2), door == null ? "" : "\n    bind " + door, "listening addresses");
        }
    }

    private void line(HaproxyLine line) {
        String first = line.word(0);
        String keyword = first.equals("no") || first.equals("default") ? line.word(1) : first;
        if (section.equals("global")) {
            if (!GLOBAL_KEPT.contains(keyword)) {
                edits.drop(line.span(), "global settings");
            }
        } else if (DROPPED.contains(keyword) && !first.equals("no")) {
            edits.drop(line.span(), keyword);
        } else if (line.is(1, "send-spoe-group")) {
            edits.drop(line.span(), "filter");
        } else {
            switch (keyword) {
                case "bind" -> bind(line);
                case "server" -> server(line, 2);
                case "server-template" -> server(line, 3);
                case "dispatch" -> {
                    if (line.size() > 1) {
                        String standIn = stage.server("dispatch " + section + " " + name);
                        edits.replace(line.span(1), standIn, "servers' addresses");
                    }
                }
                case "default-server" -> defaults(line);
                case "stick-table" -> stickTable(line);
                case "timeout" -> timeout(line);
                case "stats" -> statistics(line);
                case "tcp-request", "tcp-response" -> {
                    inspectDelay(line);
                    files(line);
                }
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
            String door = stage.door(address.isEmpty() ? "*" : address);
            if (door != null && !address.startsWith("quic")) {
                doors.add(door);
            }
        }
        if (doors.isEmpty()) {
            edits.drop(line.span(), "listening addresses too many");
            return;
        }
        edits.replace(line.span(1), String.join(",", doors), "listening addresses");
        if (line.size() > 2) {
            String kept = kept(line, 2, BIND_FLAGS, BIND_VALUES);
            if (line.span(2, line.size() - 1).text().contains("ssl")) {
                kept = isTls(line) ? kept + " crt " + stage.certificate() : kept;
            }
            edits.replace(rest(line, 2), kept.strip(), "parameters of listening addresses");
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
        String standIn = stage.server(section + " " + name + " " + line.word(1));
        edits.replace(line.span(address), standIn, "servers' addresses");
        if (line.size() > address + 1) {
            String kept = kept(line, address + 1, SERVER_FLAGS, SERVER_VALUES);
            edits.replace(rest(line, address + 1), kept, "servers' parameters");
        }
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

    private void inspectDelay(HaproxyLine line) {
        if (line.is(1, "inspect-delay") && line.size() > 2) {
            edits.replace(line.span(2), "100ms", "long delays");
        }
    }

    /// Lists and maps that a rule names.
    private void files(HaproxyLine line) {
        for (int i = 1; i < line.size(); i++) {
            if (line.is(i, "-f") && i + 1 < line.size()) {
                String list = stage.file(line.word(i + 1), list(criterion(line, i)));
                edits.replace(line.span(i + 1), list, "lists in files");
            } else if (line.word(i).contains("map")) {
                maps(line.span(i));
            }
        }
    }

    private void maps(Span word) {
        Matcher map = MAP.matcher(word.text());
        while (map.find()) {
            String kind = map.group(1) == null ? "" : map.group(1);
            String file = stage.file(map.group(2), map(kind));
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

    /// What may stand in a list of which nothing is known.
    private static String list(String criterion) {
        if (criterion.contains("src") || criterion.contains("ip")) {
            return "127.0.0.9\n127.3.0.0/16\n";
        }
        if (criterion.contains("path") || criterion.contains("url")) {
            return "/listed\n/listed/deep\n";
        }
        if (criterion.contains("host") || criterion.contains("sni")) {
            return "listed.example\nwww.listed.example\n";
        }
        return "listed\n";
    }

    /// What may stand in a map of which nothing is known: keys of every kind to pools.
    private String map(String kind) {
        var keys =
                kind.contains("ip")
                        ? List.of("127.0.0.9", "127.3.0.0/16")
                        : kind.contains("int")
                                ? List.of("1", "2")
                                : List.of("listed.example", "/listed", "listed");
        var map = new StringBuilder();
        for (int i = 0; i < keys.size(); i++) {
            String pool = pools.isEmpty() ? "none" : pools.get(i % pools.size());
            map.append(keys.get(i)).append(' ').append(kind.endsWith("_int") ? "7" : pool);
            map.append('\n');
        }
        return map.toString();
    }
}
