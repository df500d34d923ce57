package dev.evenkeel.cli;

import dev.evenkeel.model.Request;
import dev.evenkeel.predict.Asked;
import dev.evenkeel.predict.Entry;
import dev.evenkeel.predict.Entry.Security;
import dev.evenkeel.report.AddressText;
import dev.evenkeel.report.RequestForm;
import dev.evenkeel.text.Source;

import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Reads one request of a test file: `GET https://shop.example/login`, or its parts by name.
final class RequestNotation {
    static final List<String> KEYS =
            List.of(
                    "headers",
                    "host",
                    "listener",
                    "method",
                    "port",
                    "sni",
                    "source",
                    "target",
                    "tls",
                    "url",
                    "version");

    private static final List<String> VERSIONS = List.of("1.0", "1.1", "2.0", "3.0");
    private static final Entry ANYWHERE = new Entry("", "", 0, Security.UNSAID);

    private final YamlFile file;

    RequestNotation(YamlFile file) {
        this.file = file;
    }

    /// `null` when it is none, which is a fault.
    @Nullable Asked read(Node node) {
        if (!(node instanceof ScalarNode)) {
            return parts(node);
        }
        return file.value(
                node,
                "request",
                (_, line) -> {
                    String[] words = line.strip().split(" +", -1);
                    if (words.length > 2) {
                        throw new CannotAnswer(
                                "request: must be METHOD URL; write the rest by name, as in"
                                        + " {url: …, headers: {X-Tenant: a}}");
                    }
                    String method = words.length == 2 ? words[0] : "GET";
                    return url(method, words[words.length - 1]);
                });
    }

    private static Asked url(String method, String url) throws CannotAnswer {
        try {
            return UrlRequest.of(method, url, List.of(), ANYWHERE, "");
        } catch (CannotAnswer wrong) {
            throw new CannotAnswer("request: " + wrong.getMessage());
        }
    }

    private @Nullable Asked parts(Node node) {
        Map<String, Node> values = file.mapping(node, "request", KEYS);
        String method =
                file.value(
                        values.get("method"),
                        "request: method",
                        (said, word) -> {
                            if (!RequestForm.isToken(word)) {
                                throw new CannotAnswer(said + ": must be a word such as GET");
                            }
                            return word;
                        });
        Asked base = base(node, values, method == null ? "GET" : method);
        String listener = text(values.get("listener"), "listener");
        Integer port = port(file, values.get("port"), "request: port");
        String tls = file.word(values.get("tls"), "request: tls", List.of("true", "false"));
        String sni = word(values.get("sni"), "sni");
        String source = source(values.get("source"));
        String version = version(values.get("version"));
        List<Request.Header> headers = headers(values.get("headers"));
        if (base == null) {
            return null;
        }
        Entry entry =
                new Entry(
                        listener == null ? "" : listener,
                        "",
                        port == null ? base.entry().port() : port,
                        tls == null ? base.entry().security() : security(tls));
        Request request = base.request();
        var connection =
                new Request.Connection(
                        source == null ? "" : source,
                        entry.port(),
                        entry.security() == Security.TLS,
                        sni == null ? "" : sni,
                        version == null ? request.connection().version() : version);
        return new Asked(
                null,
                entry,
                new Request(
                        request.method(), request.host(), request.target(), headers, connection),
                sni != null);
    }

    private static Security security(String tls) {
        return tls.equals("true") ? Security.TLS : Security.PLAIN;
    }

    /// Method, host and target, with what a URL says of the port and of TLS.
    private @Nullable Asked base(Node node, Map<String, Node> values, String method) {
        Node url = values.get("url");
        if (url != null) {
            if (values.containsKey("host") || values.containsKey("target")) {
                file.fault(url, "request: url says host and target already; leave them out");
            }
            return file.value(url, "request: url", (_, word) -> url(method, word));
        }
        String host = word(values.get("host"), "host");
        String target = word(values.get("target"), "target");
        if (!values.containsKey("target")) {
            file.fault(node, "request: needs url or target");
            return null;
        }
        if (target == null || !(target.startsWith("/") || target.equals("*"))) {
            if (target != null) {
                file.fault(node, "request: target must begin with /, as in /path?query");
            }
            return null;
        }
        String version = host == null ? "1.0" : "1.1";
        return new Asked(
                null,
                ANYWHERE,
                new Request(
                        method,
                        host == null ? "" : host,
                        target,
                        List.of(),
                        new Request.Connection("", 0, false, "", version)),
                false);
    }

    /// As bytes.
    private @Nullable String text(@Nullable Node node, String key) {
        String text = file.scalar(node, "request: " + key);
        return text == null ? null : Source.bytes(text);
    }

    /// As bytes that nothing in a request could split.
    private @Nullable String word(@Nullable Node node, String key) {
        return file.value(
                node,
                "request: " + key,
                (_, word) -> {
                    String bytes = Source.bytes(word);
                    String fault = RequestForm.faultOfWord(bytes);
                    if (!fault.isEmpty()) {
                        throw new CannotAnswer("request: " + key + " " + fault);
                    }
                    return bytes;
                });
    }

    /// A number of a port; `null` when it is none, which is a fault, or is not there.
    static @Nullable Integer port(YamlFile file, @Nullable Node node, String key) {
        return file.value(
                node,
                key,
                (said, word) -> {
                    boolean digits = word.length() < 6 && word.chars().allMatch(c -> isDigit(c));
                    int port = digits ? Integer.parseInt(word) : 0;
                    if (port < 1 || port > 65535) {
                        throw new CannotAnswer(said + ": must be a number from 1 to 65535");
                    }
                    return port;
                });
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    private @Nullable String source(@Nullable Node node) {
        return file.value(
                node,
                "request: source",
                (said, word) -> {
                    if (!AddressText.isAddress(word)) {
                        throw new CannotAnswer(said + ": must be an IP address");
                    }
                    return word;
                });
    }

    private @Nullable String version(@Nullable Node node) {
        return file.value(
                node,
                "request: version",
                (said, word) -> {
                    String full = word.equals("2") || word.equals("3") ? word + ".0" : word;
                    if (!VERSIONS.contains(full)) {
                        throw new CannotAnswer(said + ": must be 1.0, 1.1, 2 or 3");
                    }
                    return full;
                });
    }

    private List<Request.Header> headers(@Nullable Node node) {
        var headers = new ArrayList<Request.Header>();
        if (node == null) {
            return headers;
        }
        file.mapping(node, "headers")
                .forEach((name, values) -> {
                    for (Node value : YamlFile.elements(values)) {
                        String text =
                                value instanceof ScalarNode scalar
                                        ? scalar.getValue()
                                        : file.scalar(value, "headers: " + name);
                        header(value, name, text == null ? "" : Source.bytes(text), headers);
                    }
                });
        return headers;
    }

    private void header(Node node, String name, String value, List<Request.Header> headers) {
        String fault = RequestForm.faultOfHeader(name, value);
        if (!fault.isEmpty()) {
            file.fault(node, "headers: " + fault);
        } else if (name.equalsIgnoreCase("host")) {
            file.fault(node, "headers: the host stands in url or host");
        } else {
            headers.add(new Request.Header(name, value));
        }
    }
}
