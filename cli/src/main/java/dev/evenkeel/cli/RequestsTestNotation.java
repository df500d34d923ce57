package dev.evenkeel.cli;

import dev.evenkeel.predict.Entry;
import dev.evenkeel.predict.Entry.Security;
import dev.evenkeel.report.RequestForm;
import dev.evenkeel.text.Source;
import dev.evenkeel.verify.Expectation;
import dev.evenkeel.verify.Expectation.Bound;
import dev.evenkeel.verify.RequestPattern;

import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Reads a test of a set of requests: which they are, and where they may go.
final class RequestsTestNotation {
    private static final List<String> REQUESTS =
            List.of("headers", "host", "listener", "method", "path", "port", "source", "tls");

    private static final List<String> BOUNDS =
            Arrays.stream(Bound.Kind.values()).map(Bound.Kind::word).toList();

    private final YamlFile file;

    RequestsTestNotation(YamlFile file) {
        this.file = file;
    }

    Expectation.OfRequests read(Node requests, Node expect) {
        Map<String, Node> expected = file.mapping(expect, "expect", BOUNDS);
        if (expected.isEmpty() && file.isGood()) {
            file.fault(expect, "expect: nothing is expected, so the test could never fail");
        }
        var bounds = new ArrayList<Bound>();
        for (Bound.Kind kind : Bound.Kind.values()) {
            Node node = expected.get(kind.word());
            if (node != null) {
                bounds.add(new Bound(kind, texts(node, kind.word()), file.span(node)));
            }
        }
        contradictions(expect, bounds);
        return new Expectation.OfRequests(pattern(requests), bounds);
    }

    private void contradictions(Node expect, List<Bound> bounds) {
        for (Bound one : bounds) {
            for (Bound other : bounds) {
                boolean apart = one.pools().stream().noneMatch(other.pools()::contains);
                boolean wrong =
                        one.kind() == Bound.Kind.ALWAYS
                                && (other.kind() == Bound.Kind.NEVER
                                        ? other.pools().containsAll(one.pools())
                                        : apart);
                boolean nothing =
                        one.kind() == Bound.Kind.ONLY
                                && other.kind() == Bound.Kind.NEVER
                                && other.pools().containsAll(one.pools());
                if (wrong || nothing) {
                    String words = one.kind().word() + " and " + other.kind().word();
                    file.fault(expect, "expect: " + words + " contradict each other");
                }
            }
        }
    }

    private RequestPattern pattern(Node node) {
        Map<String, Node> values = file.mapping(node, "requests", REQUESTS);
        Map<String, List<String>> headers = new HashMap<>();
        Node said = values.get("headers");
        if (said != null) {
            file.mapping(said, "headers")
                    .forEach((name, value) -> {
                        if (RequestForm.isToken(name)) {
                            headers.put(name, texts(value, "headers: " + name));
                        } else {
                            file.fault(value, "headers: " + RequestForm.faultOfHeader(name, ""));
                        }
                    });
        }
        List<String> paths = texts(values.get("path"), "path");
        for (String path : paths) {
            if (!path.startsWith("/") && !path.startsWith("*")) {
                file.fault(node, "requests: path must begin with / or *, as in /admin/**");
            }
        }
        String listener = file.scalar(values.get("listener"), "requests: listener");
        String tls = file.word(values.get("tls"), "requests: tls", List.of("true", "false"));
        Integer port = RequestNotation.port(file, values.get("port"), "requests: port");
        Security security =
                tls == null ? Security.UNSAID : tls.equals("true") ? Security.TLS : Security.PLAIN;
        return new RequestPattern(
                texts(values.get("host"), "host"),
                paths,
                texts(values.get("method"), "method"),
                headers,
                sources(values.get("source")),
                new Entry(
                        listener == null ? "" : Source.bytes(listener),
                        "",
                        port == null ? 0 : port,
                        security),
                file.span(node));
    }

    private List<String> sources(@Nullable Node node) {
        List<String> sources = texts(node, "source");
        for (String source : sources) {
            if (node != null && !RequestPattern.isNetwork(source)) {
                file.fault(
                        node,
                        "requests: source: "
                                + source
                                + ": must be an address or a network such as 10.0.0.0/8");
            }
        }
        return sources;
    }

    /// As bytes.
    private List<String> texts(@Nullable Node node, String key) {
        var texts = new ArrayList<String>();
        for (Node element : node == null ? List.<Node>of() : YamlFile.elements(node)) {
            String text = file.scalar(element, key);
            if (text != null) {
                texts.add(Source.bytes(text));
            }
        }
        if (node != null && texts.isEmpty() && file.isGood()) {
            file.fault(node, key + ": needs at least one value");
        }
        return texts;
    }
}
