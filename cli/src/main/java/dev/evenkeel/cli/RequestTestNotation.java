package dev.evenkeel.cli;

import dev.evenkeel.predict.Asked;
import dev.evenkeel.report.RequestForm;
import dev.evenkeel.routing.Given;
import dev.evenkeel.text.Source;
import dev.evenkeel.verify.Clause;
import dev.evenkeel.verify.Expectation;
import dev.evenkeel.verify.Seen;

import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Reads a test of one request: the request, what is said of things that are not known before run
/// time, and what is expected.
final class RequestTestNotation {
    private static final List<String> KEYS =
            List.of(
                    "candidates",
                    "headers",
                    "outcome",
                    "pool",
                    "redirect",
                    "rewritten",
                    "server",
                    "status");

    private static final List<String> REWRITTEN = List.of("host", "method", "path", "target");
    private static final int STATUS_MIN = 100;
    private static final int STATUS_MAX = 599;

    private final YamlFile file;
    private final List<Clause> clauses = new ArrayList<>();

    RequestTestNotation(YamlFile file) {
        this.file = file;
    }

    /// `null` when it is none, which is a fault. `values` are the keys of the test.
    Expectation.@Nullable OfRequest read(Map<String, Node> values, Node request, Node expect) {
        Asked asked = new RequestNotation(file).read(request);
        Map<String, Node> expected = file.mapping(expect, "expect", KEYS);
        expected.forEach(this::clause);
        if (expected.isEmpty() && file.isGood()) {
            file.fault(expect, "expect: nothing is expected, so the test could never fail");
        }
        new Contradictions(file, expect).of(clauses);
        Given given = given(values.get("assume"), values.get("files"));
        return asked == null ? null : new Expectation.OfRequest(asked, given, clauses);
    }

    private void clause(String key, Node node) {
        var span = file.span(node);
        switch (key) {
            case "outcome" -> {
                String word = file.word(node, "outcome", outcomes());
                if (word != null) {
                    clauses.add(new Clause.EndsIn(ending(word), span));
                }
            }
            case "pool" -> add(node, key, text -> new Clause.GoesTo(text, span));
            case "server" -> add(node, key, text -> new Clause.ServedBy(text, span));
            case "redirect" -> add(node, key, text -> new Clause.LeadsTo(text, span));
            case "candidates" -> {
                Set<String> servers = new HashSet<>();
                for (Node element : YamlFile.elements(node)) {
                    String server = file.scalar(element, "candidates");
                    if (server != null && !servers.add(Source.bytes(server))) {
                        file.fault(element, "candidates: " + server + " stands here twice");
                    }
                }
                clauses.add(new Clause.ServedByAnyOf(servers, span));
            }
            case "status" -> status(node);
            case "rewritten" -> file.mapping(node, "rewritten", REWRITTEN).forEach(this::rewritten);
            case "headers" -> file.mapping(node, "headers").forEach(this::header);
            default -> {}
        }
    }

    private static List<String> outcomes() {
        return Arrays.stream(Seen.Ending.values()).map(Seen.Ending::word).toList();
    }

    private static Seen.Ending ending(String word) {
        return Arrays.stream(Seen.Ending.values())
                .filter(ending -> ending.word().equals(word))
                .findFirst()
                .orElseThrow();
    }

    /// Makes a clause of a text.
    private interface Maker {
        Clause of(String text);
    }

    private void add(Node node, String key, Maker maker) {
        String text = file.scalar(node, key);
        if (text != null) {
            clauses.add(maker.of(Source.bytes(text)));
        }
    }

    private void status(Node node) {
        var span = file.span(node);
        if (YamlFile.isNull(node)) {
            clauses.add(new Clause.HasStatus(null, span));
            return;
        }
        Integer status =
                file.value(
                        node,
                        "status",
                        (said, word) -> {
                            boolean digits =
                                    word.length() == 3
                                            && word.chars().allMatch(c -> c >= '0' && c <= '9');
                            int number = digits ? Integer.parseInt(word) : 0;
                            if (number < STATUS_MIN || number > STATUS_MAX) {
                                throw new CannotAnswer(
                                        said
                                                + ": must be a status such as 404, or null where"
                                                + " the server gives it");
                            }
                            return number;
                        });
        if (status != null) {
            clauses.add(new Clause.HasStatus(status, span));
        }
    }

    private void rewritten(String key, Node node) {
        var span = file.span(node);
        String what = "rewritten: " + key;
        switch (key) {
            case "method" -> add(node, what, text -> new Clause.ArrivesWithMethod(text, span));
            case "host" -> add(node, what, text -> new Clause.ArrivesForHost(text, span));
            case "path" -> {
                add(node, what, text -> new Clause.ArrivesAt(text, false, span));
                String path = file.scalar(node, what);
                if (path != null && path.indexOf('?') >= 0) {
                    file.fault(node, what + ": holds a query; that is a target");
                }
            }
            case "target" -> add(node, what, text -> new Clause.ArrivesAt(text, true, span));
            default -> {}
        }
    }

    private void header(String name, Node node) {
        var span = file.span(node);
        if (!RequestForm.isToken(name)) {
            file.fault(node, "headers: " + RequestForm.faultOfHeader(name, ""));
        } else if (name.equalsIgnoreCase("host")) {
            file.fault(node, "headers: the host stands in rewritten: {host: …}");
        } else if (YamlFile.isNull(node)) {
            clauses.add(new Clause.ArrivesWithHeader(name, null, span));
        } else {
            add(node, "headers: " + name, text -> new Clause.ArrivesWithHeader(name, text, span));
        }
    }

    private Given given(@Nullable Node assume, @Nullable Node files) {
        Map<String, String> values = new HashMap<>();
        if (assume != null) {
            file.mapping(assume, "assume")
                    .forEach((key, node) -> {
                        String value = file.scalar(node, "assume: " + key);
                        if (value != null) {
                            values.put(Source.bytes(key), Source.bytes(value));
                        }
                    });
        }
        Set<String> paths = new HashSet<>();
        if (files != null && !YamlFile.isNull(files)) {
            for (Node element : YamlFile.elements(files)) {
                String path = file.scalar(element, "files");
                if (path != null) {
                    paths.add(Source.bytes(path));
                }
            }
        }
        return new Given(values, paths, files != null);
    }
}
