package dev.evenkeel.lab;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.evenkeel.balance.Change;
import dev.evenkeel.dialect.Dialects;
import dev.evenkeel.dialect.Input;
import dev.evenkeel.dialect.Reading;
import dev.evenkeel.model.Listener;
import dev.evenkeel.model.LoadBalancer;
import dev.evenkeel.model.Pool;
import dev.evenkeel.model.Request;
import dev.evenkeel.model.Server;
import dev.evenkeel.model.Version;
import dev.evenkeel.predict.Prediction;
import dev.evenkeel.predict.Predictor;
import dev.evenkeel.routing.Given;
import dev.evenkeel.routing.Outcome;
import dev.evenkeel.text.Source;
import dev.evenkeel.text.Sources;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Where HAProxy 2.6.12 sent requests, and what it answered, predicted again.
final class HaproxyRoutingTest {
    @Test
    void hashesTheSameBytes() {
        Vectors vectors = Vectors.named("haproxy-inputs");
        LoadBalancer haproxy = read(vectors.configuration().text(), Map.of());
        Predictor predictor = Predictor.of(haproxy, Given.nothing());
        var wrong = new ArrayList<String>();
        for (Json vector : vectors.all()) {
            String balance = vector.at("balance").text();
            boolean isRing = vector.at("hash_type").text().equals("consistent");
            String pool = pool(vectors.configuration().text(), balance) + (isRing ? "_3" : "_0");
            Prediction prediction =
                    predictor.predict(haproxy.listeners().getFirst(), request(vector, pool), false);
            String served =
                    prediction.served() instanceof Prediction.Served.By(var server)
                            ? server.name()
                            : prediction.served().toString();
            if (!served.equals(vector.at("server").text())) {
                wrong.add(pool + " " + vector + " -> " + served + " " + key(prediction));
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(vectors.all()).hasSize(1_930);
    }

    /// The first half of the names of the pools that balance so.
    private static String pool(String text, String balance) {
        int line = text.indexOf("\n  balance " + balance + "\n");
        int start = text.lastIndexOf("backend ", line) + "backend ".length();
        return text.substring(start, text.indexOf('_', start));
    }

    private static String key(Prediction prediction) {
        return prediction.decision().outcome() instanceof Outcome.Forward forward
                ? "" + forward.key()
                : "";
    }

    private static Request request(Json vector, String pool) {
        String balance = vector.at("balance").text();
        String text = vector.at("request").isNull() ? "" : vector.at("request").text();
        var headers = new ArrayList<Request.Header>();
        headers.add(new Request.Header("x-be", pool));
        String target = "/";
        String host = "h";
        String source = "127.0.0.1";
        if (balance.startsWith("source") || balance.equals("hash src")) {
            source = text;
        } else if (balance.startsWith("hdr(host)")) {
            host = text;
        } else if (balance.contains("x-num")) {
            headers.add(new Request.Header("x-num", text));
        } else if (balance.startsWith("hdr(") || balance.contains("x-key")) {
            if (!vector.at("request").isNull()) {
                String name = balance.contains("User-Agent") ? "User-Agent" : "x-key";
                headers.add(new Request.Header(name, latin(text)));
            }
        } else {
            target = text;
            // HAProxy refuses a target of another host than the Host line's.
            host = target.startsWith("http://") ? target.split("/", -1)[2] : host;
        }
        return new Request(
                target.equals("*") ? "OPTIONS" : "GET",
                host,
                target,
                headers,
                new Request.Connection(source, 0, false, "", "1.1"));
    }

    private static String latin(String text) {
        return new String(text.getBytes(UTF_8), ISO_8859_1);
    }

    @Test
    void judgesConditions() {
        Vectors vectors = Vectors.named("haproxy-acl");
        var files = new HashMap<String, String>();
        Json given = vectors.json().at("files");
        given.names().forEach(name -> files.put("run/" + name, given.at(name).text()));
        String text =
                vectors.configuration()
                        .text()
                        .replace("200 hdr x-res 1", "201")
                        .replace("200 hdr x-res 0", "202");
        LoadBalancer haproxy = read(text, files);
        var wrong = new ArrayList<String>();
        for (Json vector : vectors.all()) {
            var headers = new ArrayList<Request.Header>();
            headers.add(new Request.Header("x-case", poolOf(text, vector)));
            String host = "t";
            for (Json header : vector.at("headers").each()) {
                if (header.at(0).text().equalsIgnoreCase("host")) {
                    host = header.at(1).text();
                } else {
                    headers.add(
                            new Request.Header(header.at(0).text(), latin(header.at(1).text())));
                }
            }
            String target = vector.at("uri").text();
            var connection = new Request.Connection("127.0.0.1", 21700, false, "", "1.1");
            Outcome outcome =
                    outcome(haproxy, new Request("GET", host, target, headers, connection));
            int status = outcome instanceof Outcome.Answer(int it, _) ? it : 0;
            if (status != (vector.at("result").truth() ? 201 : 202)) {
                wrong.add(vector + " -> " + outcome);
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(vectors.all()).hasSize(140);
    }

    /// The pool that asks for this condition.
    private static String poolOf(String text, Json vector) {
        int rule = text.indexOf(" 201 if " + vector.at("condition").text() + "\n");
        int start = text.lastIndexOf("backend ", rule) + "backend ".length();
        return text.substring(start, text.indexOf('\n', start));
    }

    @Test
    void looksUpInTables() {
        Vectors vectors = Vectors.named("haproxy-map");
        var wrong = new ArrayList<String>();
        for (Json vector : vectors.all()) {
            String expression = vector.at("expr").text().replace("%s", "run/m.map");
            String text =
                    """
                    defaults
                      mode http
                      timeout client 1s
                      timeout server 1s
                      timeout connect 1s
                    frontend f
                      bind :80
                      http-request redirect location '<%%[%s]>'
                    """
                            .formatted(expression.replace("map_str_str", "map_str"));
            LoadBalancer haproxy = read(text, Map.of("run/m.map", vector.at("map").text()));
            String input = vector.at("input").text();
            boolean isPath = expression.startsWith("path");
            var request =
                    new Request(
                            "GET",
                            "t",
                            isPath ? input : "/",
                            isPath ? List.of() : List.of(new Request.Header("h", input)),
                            new Request.Connection("", 0, false, "", "1.1"));
            Outcome outcome = outcome(haproxy, request);
            String expected = "<" + vector.at("result").text() + ">";
            if (!(outcome instanceof Outcome.Answer(_, String location))
                    || !location.equals(expected)) {
                wrong.add(vector + " -> " + outcome);
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(vectors.all()).hasSize(35);
    }

    @Test
    void followsRules() {
        Vectors vectors = Vectors.named("haproxy-rules");
        String text = vectors.configuration().text().replace("200 hdr x-v %[var(txn.x)]", "299");
        LoadBalancer haproxy = read(text, Map.of());
        Predictor predictor = Predictor.of(haproxy, Given.nothing());
        var wrong = new ArrayList<String>();
        for (Json vector : vectors.all()) {
            Json given = vector.at("headers");
            List<Request.Header> headers =
                    given.names().stream()
                            .map(name ->
                                    new Request.Header(
                                            name.replace('_', '-'), given.at(name).text()))
                            .toList();
            int port = (int) vector.at("port").number();
            var connection = new Request.Connection("127.0.0.1", port, false, "", "1.1");
            var request = new Request("GET", "t", vector.at("uri").text(), headers, connection);
            Prediction prediction = predictor.predict(at(haproxy, port), request, false);
            if (!result(prediction).equals(expected(vector.at("result").text()))) {
                wrong.add(vector + " -> " + prediction);
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(vectors.all()).hasSize(28);
    }

    /// The stand-in servers answered with the cookies that a header asked them for.
    @Test
    void bindsToServers() {
        Vectors vectors = Vectors.named("haproxy-persist");
        String text = vectors.configuration().text().replace(" socket run/", " socket /run/");
        LoadBalancer haproxy = read(text, Map.of());
        Predictor predictor = Predictor.of(haproxy, Given.nothing());
        var wrong = new ArrayList<String>();
        for (Json entry : vectors.json().at("log").each()) {
            if (entry.has("runtime_command")) {
                change(haproxy, predictor, entry.at("runtime_command").text());
                continue;
            }
            var headers = new ArrayList<Request.Header>();
            headers.add(new Request.Header("x-be", entry.at("backend").text()));
            Json given = entry.at("headers");
            for (String name : given.names()) {
                headers.add(new Request.Header(name.replace('_', '-'), given.at(name).text()));
            }
            var connection = new Request.Connection("127.0.0.1", 21800, false, "", "1.1");
            var request = new Request("GET", "t", entry.at("uri").text(), headers, connection);
            String cookie = given.has("x_setcookie") ? given.at("x_setcookie").text() : "";
            String kept = cookie.startsWith("sid=") ? cookie.substring("sid=".length()) : "";
            Prediction prediction =
                    predictor.predict(
                            haproxy.listeners().getFirst(),
                            request,
                            Map.of("res.cook(sid)", kept),
                            false);
            List<String> servers = servers(prediction);
            if (!servers.equals(List.of(entry.at("server").text()))) {
                wrong.add(entry + " -> " + servers);
            }
        }
        assertThat(wrong).isEmpty();
    }

    private static List<String> servers(Prediction prediction) {
        return switch (prediction.served()) {
            case Prediction.Served.By(var server) -> List.of(server.name());
            case Prediction.Served.Unknown(var servers, _) ->
                    servers.stream().map(Server::name).toList();
            default -> List.of();
        };
    }

    /// `set server POOL/SERVER state maint|ready|drain`, `set weight POOL/SERVER N`.
    private static void change(LoadBalancer haproxy, Predictor predictor, String command) {
        List<String> words = List.of(command.split(" ", -1));
        boolean isWeight = words.get(1).equals("weight");
        List<String> names = List.of(words.get(2).split("/", -1));
        Pool pool = Vectors.pool(haproxy, names.getFirst());
        int server = pool.servers().stream().map(Server::name).toList().indexOf(names.getLast());
        String value = words.getLast();
        switch (value) {
            case "maint" -> predictor.change(pool, new Change.Down(server, 0), (_, _) -> {});
            case "drain" -> predictor.change(pool, new Change.Weight(server, 0, 0), (_, _) -> {});
            case "ready" -> {
                predictor.change(pool, new Change.Up(server, 0), (_, _) -> {});
                predictor.change(pool, new Change.Weight(server, 1, 0), (_, _) -> {});
            }
            default -> {
                assertThat(isWeight).isTrue();
                int weight = Integer.parseInt(value);
                predictor.change(pool, new Change.Weight(server, weight, 0), (_, _) -> {});
            }
        }
    }

    /// What was recorded as the answer's text is told by its status here.
    private static String expected(String recorded) {
        return recorded.startsWith("<html") ? "200" : recorded.equals("http") ? "299" : recorded;
    }

    /// The stand-in server that answers, which several pools share.
    private static String result(Prediction prediction) {
        if (prediction.decision().outcome() instanceof Outcome.Answer(int status, var location)) {
            return location == null ? "" + status : status + ":" + location;
        }
        return switch (prediction.served()) {
            case Prediction.Served.By(var server) ->
                    switch (server.address().port()) {
                        case 21921 -> "A";
                        case 21922 -> "B";
                        case 21923 -> "C";
                        case 21924 -> "D";
                        default -> "L";
                    };
            case Prediction.Served.Refused(int status) -> "" + status;
            default -> prediction.decision().outcome().toString();
        };
    }

    private static Listener at(LoadBalancer haproxy, int port) {
        for (Listener listener : haproxy.listeners()) {
            if (listener.endpoints().getFirst().portFirst() == port) {
                return listener;
            }
        }
        throw new AssertionError("nobody listens at " + port);
    }

    private static Outcome outcome(LoadBalancer haproxy, Request request) {
        return Predictor.of(haproxy, Given.nothing())
                .predict(haproxy.listeners().getFirst(), request, false)
                .decision()
                .outcome();
    }

    private static LoadBalancer read(String text, Map<String, String> files) {
        Source source = Source.of("haproxy.cfg", text.getBytes(ISO_8859_1));
        Reading reading =
                Dialects.named("haproxy")
                        .orElseThrow()
                        .read(
                                new Input(
                                        List.of(source),
                                        new Files(files),
                                        Version.of(2, 6),
                                        Map.of()));
        assertThat(reading.isRefused()).as("%s", reading.problems()).isFalse();
        return reading.balancer();
    }

    /// Files that exist in a test only.
    private record Files(Map<String, String> texts) implements Sources {
        @Override
        public Lookup read(String path) {
            String text = texts.get(path);
            return text == null
                    ? new Missing()
                    : new Found(Source.of(path, text.getBytes(ISO_8859_1)));
        }

        @Override
        public boolean exists(String path) {
            return texts.containsKey(path);
        }

        @Override
        public List<String> match(String pattern) {
            return List.of();
        }
    }
}
