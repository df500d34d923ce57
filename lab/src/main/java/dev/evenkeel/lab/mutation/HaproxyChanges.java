package dev.evenkeel.lab.mutation;

import dev.evenkeel.dialect.haproxy.HaproxyLine;
import dev.evenkeel.dialect.haproxy.HaproxyTree;
import dev.evenkeel.lab.conformance.Chance;
import dev.evenkeel.lab.mutation.Change.Piece;
import dev.evenkeel.lab.mutation.Mutant.Kind;
import dev.evenkeel.text.Span;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What can be changed in a configuration of HAProxy, one change for each place and kind.
final class HaproxyChanges {
    private static final Set<String> SECTIONS =
            Set.of("global", "defaults", "frontend", "backend", "listen", "peers", "resolvers");

    private static final Set<String> PROXIES = Set.of("defaults", "frontend", "backend", "listen");

    /// Lines of the same keyword whose order may matter.
    private static final Set<String> ORDERED =
            Set.of("http-request", "use_backend", "redirect", "tcp-request", "use-server", "acl");

    private static final List<String> ALGORITHMS =
            List.of(
                    "roundrobin",
                    "static-rr",
                    "leastconn",
                    "first",
                    "source",
                    "uri",
                    "random",
                    "hdr(host)");

    /// An argument of a function that is, or begins with, a name.
    private static final Pattern REFERENCE = Pattern.compile("[(,]([^(),/]+)(?=[),/])");

    private final HaproxyTree tree;
    private final Chance chance;
    private final List<Change> changes = new ArrayList<>();
    private final List<String> pools = new ArrayList<>();
    private final Map<String, List<Span>> names = new LinkedHashMap<>();
    private final Set<String> declared = new HashSet<>();

    private HaproxyChanges(HaproxyTree tree, Chance chance) {
        this.tree = tree;
        this.chance = chance;
    }

    static List<Change> of(Original original, Chance chance) {
        var tree = HaproxyTree.of(original.main(), original.version());
        var changes = new HaproxyChanges(tree, chance);
        changes.all();
        return changes.changes;
    }

    private void all() {
        for (HaproxyLine line : tree.lines()) {
            if (line.is(0, "backend") || line.is(0, "listen")) {
                pools.add(line.word(1));
            }
        }
        String section = "";
        HaproxyLine before = null;
        for (HaproxyLine line : tree.lines()) {
            if (SECTIONS.contains(line.word(0))) {
                section = line.word(0);
                if (line.is(0, "backend") && isPlain(line, 1)) {
                    name(line, 1);
                    declared.add(line.word(1));
                }
                before = null;
            } else if (PROXIES.contains(section) && line.modifier() == HaproxyLine.Modifier.NONE) {
                line(line);
                if (before != null
                        && ORDERED.contains(line.word(0))
                        && line.word(0).equals(before.word(0))
                        && !line.span().text().equals(before.span().text())) {
                    changes.add(Change.swap(before.span(), line.span()));
                }
                before = line;
            }
        }
        renames();
    }

    private void line(HaproxyLine line) {
        switch (line.word(0)) {
            case "server" -> server(line);
            case "balance" -> balance(line);
            case "hash-type" ->
                    word(
                            Kind.ALGORITHM,
                            line,
                            1,
                            line.is(1, "consistent") ? "map-based" : "consistent");
            case "acl" -> value(line, 3, line.size());
            case "timeout" -> word(Kind.TIMEOUT, line, 2, Words.duration(line.word(2), chance));
            case "use_backend", "default_backend" -> {
                pool(line);
                conditions(line);
            }
            case "redirect", "http-request", "tcp-request", "use-server" -> {
                target(line);
                conditions(line);
            }
            default -> {}
        }
        references(line);
    }

    /// Another word in place of one, if there is one.
    private void word(Kind kind, HaproxyLine line, int index, String text) {
        if (index < line.size() && !text.equals(line.word(index)) && isPlain(line, index)) {
            changes.add(Change.of(kind, line.span(index), text));
        }
    }

    /// Written without quotes, escapes and variables.
    private static boolean isPlain(HaproxyLine line, int index) {
        return line.span(index).text().equals(line.word(index)) && !line.isUnresolved(index);
    }

    private void server(HaproxyLine line) {
        if (line.size() < 3) {
            return;
        }
        word(Kind.SERVER_ADDRESS, line, 2, Words.address(line.word(2), chance));
        Span end = line.span(line.size() - 1);
        boolean weighed = false;
        for (int i = 3; i + 1 < line.size(); i++) {
            switch (line.word(i)) {
                case "weight" -> {
                    word(Kind.WEIGHT, line, i + 1, weight(line.word(i + 1)));
                    weighed = true;
                }
                case "maxconn", "rise", "fall", "minconn", "maxqueue" ->
                        word(
                                Kind.SERVER_SETTING,
                                line,
                                i + 1,
                                Words.changed(line.word(i + 1), chance));
                case "cookie" -> word(Kind.SERVER_SETTING, line, i + 1, line.word(i + 1) + "2");
                default -> {}
            }
        }
        if (!weighed) {
            changes.add(Change.of(Kind.WEIGHT, end, end.text() + " weight " + weight("1")));
        }
        String flag = chance.oneOf("backup", "disabled", "check", "maxconn 50");
        if (!line.span().text().contains(flag.substring(0, 5))) {
            changes.add(Change.of(Kind.SERVER_SETTING, end, end.text() + " " + flag));
        }
    }

    private String weight(String now) {
        String weight = now;
        while (weight.equals(now)) {
            weight = chance.oneOf("0", "1", "2", "5", "10", "50", "100", "200");
        }
        return weight;
    }

    private void balance(HaproxyLine line) {
        if (line.size() < 2) {
            return;
        }
        String algorithm = chance.oneOf(ALGORITHMS);
        if (!line.is(1, algorithm)) {
            changes.add(Change.of(Kind.ALGORITHM, line.span(1, line.size() - 1), algorithm));
        }
    }

    /// One of the values between two words, but no flags.
    private void value(HaproxyLine line, int from, int to) {
        var values = new ArrayList<Integer>();
        for (int i = from; i < to; i++) {
            boolean argument =
                    i > from && Set.of("-f", "-m", "-M", "-u", "-n").contains(line.word(i - 1));
            if (!line.word(i).startsWith("-") && !argument && isPlain(line, i)) {
                values.add(i);
            }
        }
        if (!values.isEmpty()) {
            int at = chance.oneOf(values);
            word(Kind.MATCHED_VALUE, line, at, Words.changed(line.word(at), chance));
        }
    }

    /// Values of conditions in braces, and which way round a condition is meant.
    private void conditions(HaproxyLine line) {
        int open = -1;
        for (int i = 0; i < line.size(); i++) {
            if (line.is(i, "{") || line.is(i, "!{")) {
                open = i;
            } else if (line.is(i, "}") && open >= 0) {
                value(line, open + 2, i);
                open = -1;
            }
        }
    }

    private void pool(HaproxyLine line) {
        String now = line.word(1);
        if (!pools.contains(now)) {
            return;
        }
        name(line, 1);
        String other = chance.oneOf(pools);
        word(Kind.POOL_CHOSEN, line, 1, other);
    }

    private void target(HaproxyLine line) {
        int at = line.is(0, "redirect") ? 1 : 2;
        boolean leads =
                line.is(0, "redirect")
                        || Set.of(
                                        "redirect",
                                        "set-path",
                                        "replace-path",
                                        "set-uri",
                                        "set-header",
                                        "set-var(txn.host)")
                                .contains(line.word(1));
        for (int i = at; leads && i < line.size() && !line.is(i, "if"); i++) {
            if (line.is(i, "unless")) {
                return;
            }
            boolean value =
                    line.is(i - 1, "location")
                            || line.is(i - 1, "prefix")
                            || line.is(i - 1, "code")
                            || (!line.is(0, "redirect") && !line.is(1, "redirect") && i >= at);
            boolean code = line.is(i - 1, "code");
            if (value && !line.is(i, "prefix") && !line.is(i, "location")) {
                word(
                        Kind.TARGET,
                        line,
                        i,
                        code
                                ? chance.oneOf("301", "302", "303", "307", "308")
                                : Words.changed(line.word(i), chance));
            }
        }
    }

    private void name(HaproxyLine line, int index) {
        if (isPlain(line, index)) {
            names.computeIfAbsent(line.word(index), _ -> new ArrayList<>()).add(line.span(index));
        }
    }

    /// Other places that name a pool.
    private void references(HaproxyLine line) {
        for (int i = 1; i < line.size(); i++) {
            if (line.is(i - 1, "table")) {
                name(line, i);
            } else if (line.is(i - 1, "track")) {
                int slash = line.span(i).text().indexOf('/');
                if (slash > 0) {
                    Span all = line.span(i);
                    add(new Span(all.source(), all.start(), all.start() + slash));
                }
            } else {
                Span all = line.span(i);
                Matcher found = REFERENCE.matcher(all.text());
                while (found.find()) {
                    int start = all.start();
                    if (pools.contains(found.group(1))) {
                        add(new Span(all.source(), start + found.start(1), start + found.end(1)));
                    }
                }
            }
        }
    }

    private void add(Span name) {
        names.computeIfAbsent(name.text(), _ -> new ArrayList<>()).add(name);
    }

    /// A pool that is called otherwise wherever it is named; not where a name is computed, as it
    /// may be anybody's.
    private void renames() {
        boolean computed =
                tree.lines().stream()
                        .anyMatch(
                                line -> line.is(0, "use_backend") && !pools.contains(line.word(1)));
        if (computed) {
            return;
        }
        names.forEach((name, places) -> {
            boolean once = pools.stream().filter(name::equals).count() == 1;
            if (places.size() > 1 && once && declared.contains(name)) {
                String other = name + chance.oneOf("-new", "_2", ".v2");
                changes.add(
                        new Change(
                                Kind.POOL_RENAMED,
                                places.stream().map(span -> new Piece(span, other)).toList()));
            }
        });
    }
}
