package dev.evenkeel.dialect.haproxy;

import dev.evenkeel.model.Protocol;

import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/// What lines name besides pools: stick tables, caches, name servers, pages for errors, servers to
/// track, users. HAProxy looks for them when all is read, and does not start without them.
final class HaproxyUses {
    private final HaproxyContext context;
    private final List<HaproxySection> sections;
    private final Set<String> declared = new HashSet<>();
    private final Set<String> tables = new HashSet<>();
    private final IdentityHashMap<HaproxySection, Heirs> heirs = new IdentityHashMap<>();
    private boolean hasExternalChecks;

    /// What a defaults section with rules holds, and which kind of section started from it first.
    private record Heirs(String kind, boolean hasRules, boolean atAccept, boolean onAnswers) {}

    HaproxyUses(HaproxyContext context) {
        this.context = context;
        this.sections = context.config.sections();
        for (HaproxySection section : sections) {
            if (section.isProxy()) {
                inherited(section);
                continue;
            }
            declared.add(section.kind() + " " + section.name());
            for (HaproxyLine line : section.lines()) {
                hasExternalChecks |= line.is(0, "external-check");
            }
            if (section.kind().equals("userlist")) {
                users(section);
            }
        }
    }

    /// Rules of a defaults section are for frontends or for backends, not for both.
    private void inherited(HaproxySection section) {
        HaproxySection defaults = section.defaults();
        if (defaults == null || !context.atLeast(2, 5)) {
            return;
        }
        Heirs known = heirs.get(defaults);
        if (known == null) {
            known = heirs(section.kind(), defaults);
            heirs.put(defaults, known);
        }
        if (!known.hasRules) {
            return;
        }
        String kind = section.kind();
        String fault =
                kind.equals("listen")
                        ? "a listen section cannot start from defaults with rules"
                        : !kind.equals(known.kind)
                                ? "frontends and backends cannot start from the same defaults with"
                                        + " rules"
                                : known.atAccept && kind.equals("backend")
                                        ? "a backend cannot start from defaults with rules for"
                                                + " connections or sessions"
                                        : known.onAnswers && kind.equals("frontend")
                                                ? "a frontend cannot start from defaults with rules"
                                                        + " for answers of servers"
                                                : "";
        if (!fault.isEmpty()) {
            context.refuse(
                    section.header().span(),
                    fault,
                    "start from another defaults section, with 'from'");
        }
    }

    private static Heirs heirs(String kind, HaproxySection defaults) {
        boolean rules = false;
        boolean atAccept = false;
        boolean onAnswers = false;
        for (HaproxyLine line : defaults.lines()) {
            switch (line.word(0)) {
                case "http-request", "http-response", "http-after-response" -> rules = true;
                case "tcp-request" -> {
                    rules |= !line.is(1, "inspect-delay");
                    atAccept |= line.is(1, "connection") || line.is(1, "session");
                }
                case "tcp-response" -> {
                    rules |= line.is(1, "content");
                    onAnswers |= line.is(1, "content");
                }
                default -> {}
            }
        }
        return new Heirs(kind, rules, atAccept, onAnswers);
    }

    private void users(HaproxySection section) {
        var names = new HashSet<String>();
        for (HaproxyLine line : section.lines()) {
            names.add(line.word(0) + " " + line.word(1));
        }
        for (HaproxyLine line : section.lines()) {
            boolean group = line.is(0, "group");
            for (int i = 2; i + 1 < line.size(); i += 2) {
                if (!line.is(i, group ? "users" : "groups") || line.isUnresolved(i + 1)) {
                    continue;
                }
                String kind = group ? "user" : "group";
                for (String name : line.word(i + 1).split(",", -1)) {
                    if (!name.isEmpty() && !names.contains(kind + " " + name)) {
                        missing(line, i + 1, kind, name);
                    }
                }
            }
        }
    }

    private void missing(HaproxyLine line, int index, String kind, String name) {
        if (!line.isUnresolved(index)) {
            context.refuse(
                    line.span(index),
                    "there is no " + kind + " '" + HaproxyNames.shown(name) + "'",
                    "declare it, or correct the name");
        }
    }

    /// Refuses what a proxy names and nobody declares.
    void check(HaproxySection section, HaproxySettings own) {
        for (HaproxyLine line : section.lines()) {
            switch (line.word(0)) {
                case "http-request", "http-response", "tcp-request", "tcp-response" ->
                        rule(section, line);
                case "stick" -> {
                    if (section.isBackend()) {
                        table(section, line, 2, "stick");
                    }
                }
                case "stick-table" -> named(line, 1, "peers", "peers");
                case "errorfiles" -> section(line, 1, "http-errors");
                case "http-error" -> named(line, 1, "errorfiles", "http-errors");
                case "filter" -> filter(line);
                case "use-fcgi-app" -> section(line, 1, "fcgi-app");
                case "bind" -> protocol(line, 2, own);
                case "server" -> {
                    server(section, line, 3);
                    protocol(line, 3, own);
                }
                case "server-template" -> {
                    server(section, line, 4);
                    protocol(line, 4, own);
                }
                default -> {}
            }
        }
        HaproxyLine health = own.line("health");
        boolean program = health != null && health.is(1, "external-check");
        if (health != null && program && !hasExternalChecks) {
            context.refuse(
                    health.span(),
                    "programs for checks are not allowed: there is no 'external-check' in global",
                    "write external-check there, or use another kind of check");
        }
    }

    private void filter(HaproxyLine line) {
        if (line.is(1, "cache")) {
            section(line, 2, "cache");
        } else if (line.is(1, "fcgi-app")) {
            section(line, 2, "fcgi-app");
        }
    }

    private void rule(HaproxySection section, HaproxyLine line) {
        int at = line.word(0).startsWith("tcp") ? 2 : 1;
        String action = line.word(at);
        if (action.startsWith("track-sc")) {
            table(section, line, at + 1, action);
        } else if (action.equals("cache-use") || action.equals("cache-store")) {
            section(line, at + 1, "cache");
        } else if (action.equals("return") || action.equals("deny") || action.equals("tarpit")) {
            named(line, at + 1, "errorfiles", "http-errors");
        } else if (action.equals("capture") && section.isFrontend()) {
            capture(section, line, at + 1);
        }
    }

    private void section(HaproxyLine line, int index, String kind) {
        String name = line.word(index);
        if (!name.isEmpty() && !declared.contains(kind + " " + name)) {
            missing(line, index, kind + " section", name);
        }
    }

    /// The section whose name stands behind a word of the line.
    private void named(HaproxyLine line, int from, String word, String kind) {
        int i = find(line, from, word);
        if (i > 0) {
            section(line, i + 1, kind);
        }
    }

    /// The index of a word before the condition; 0 when it is not there.
    private static int find(HaproxyLine line, int from, String word) {
        for (int i = from; i < line.size() && !HaproxyActions.isCondition(line, i); i++) {
            if (line.is(i, word)) {
                return i;
            }
        }
        return 0;
    }

    private void table(HaproxySection section, HaproxyLine line, int from, String user) {
        if (tables.isEmpty()) {
            collectTables();
        }
        int i = find(line, from, "table");
        String name = i > 0 ? line.word(i + 1) : section.name();
        if (!name.isEmpty() && !tables.contains(name) && !line.hasUnresolved()) {
            context.refuse(
                    line.span(i > 0 ? i + 1 : 0),
                    "there is no stick table '" + HaproxyNames.shown(name) + "' for " + user,
                    "declare it with stick-table, or name another with 'table'");
        }
    }

    private void collectTables() {
        tables.add("");
        for (HaproxySection section : sections) {
            boolean peers = section.kind().equals("peers");
            for (HaproxyLine line : section.lines()) {
                if (peers && line.is(0, "table")) {
                    tables.add(section.name() + "/" + line.word(1));
                } else if (section.isProxy() && line.is(0, "stick-table")) {
                    tables.add(section.name());
                }
            }
        }
    }

    /// A slot for captured text is named by its number.
    private void capture(HaproxySection section, HaproxyLine line, int from) {
        int i = find(line, from, "id");
        if (i == 0 || line.hasUnresolved()) {
            return;
        }
        boolean asked = line.is(0, "http-response");
        int slots = 0;
        for (HaproxyLine other : section.lines()) {
            boolean slot =
                    switch (other.word(0)) {
                        case "capture" -> other.is(1, asked ? "response" : "request");
                        case "declare" -> other.is(2, asked ? "response" : "request");
                        case "http-request", "tcp-request" ->
                                !asked
                                        && find(other, 1, "capture") > 0
                                        && find(other, 1, "len") > 0;
                        default -> false;
                    };
            slots += slot ? 1 : 0;
        }
        if (HaproxyNumbers.number(line.word(i + 1)) >= slots) {
            missing(line, i + 1, "slot for a capture with the number", line.word(i + 1));
        }
    }

    /// Protocols that are said by name must be those of the mode.
    private void protocol(HaproxyLine line, int from, HaproxySettings own) {
        int i = find(line, from, "proto");
        if (i == 0) {
            return;
        }
        String name = line.word(i + 1);
        boolean fits =
                switch (name) {
                    case "h1", "h2" -> own.protocol() == Protocol.HTTP;
                    case "fcgi" -> own.protocol() == Protocol.HTTP && !line.is(0, "bind");
                    case "none" -> own.protocol() == Protocol.TCP;
                    default -> true;
                };
        if (!fits) {
            context.refuse(
                    line.span(i + 1),
                    "the protocol '" + name + "' does not go with this mode",
                    "remove it, or change the mode");
        }
    }

    private void server(HaproxySection section, HaproxyLine line, int from) {
        for (int i = from; i + 1 < line.size(); i++) {
            String name = line.word(i + 1);
            if (line.is(i - 1, "cookie") || line.isUnresolved(i + 1)) {
                continue;
            }
            if (line.is(i, "resolvers") && !name.equals("default")) {
                section(line, i + 1, "resolvers");
            } else if (line.is(i, "track") && !context.hasServer(section.name(), name)) {
                missing(line, i + 1, "server to track", name);
            }
        }
    }
}
