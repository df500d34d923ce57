package dev.evenkeel.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.hash.Murmur2;
import dev.evenkeel.model.Listener;
import dev.evenkeel.model.LoadBalancer;
import dev.evenkeel.model.Request;
import dev.evenkeel.routing.Decision;
import dev.evenkeel.routing.Given;
import dev.evenkeel.routing.Outcome;
import dev.evenkeel.routing.Router;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;

/// What nginx 1.22.1 answered, answered again. The recorded configurations answer with texts, which
/// are not modelled; here they redirect to these texts instead.
final class NginxRoutingTest {
    /// Before a text, so that it is no path, which nginx would put scheme and host before.
    private static final String MARK = "=:";

    private static final Given NO_FILES = new Given(Map.of(), Set.of(), true);

    @Test
    void choosesServersAndLocations() {
        Vectors vectors = Vectors.named("nginx-route");
        LoadBalancer nginx = vectors.balancer("nginx", "1.22", NginxRoutingTest::redirecting);
        Router router = Router.of(nginx);
        int compared = 0;
        for (Json vector : vectors.all()) {
            var headers = new ArrayList<Request.Header>();
            for (String name : vector.at("headers").names()) {
                headers.add(new Request.Header(name, vector.at("headers").at(name).text()));
            }
            boolean none = vector.at("host").isNull();
            String host = none ? "" : vector.at("host").text();
            String version = none ? "1.0" : "1.1";
            int port = (int) vector.at("port").number();
            var connection = new Request.Connection("127.0.0.1", port, false, "", version);
            var request = new Request("GET", host, vector.at("uri").text(), headers, connection);
            Decision decision = decided(nginx, router, request);
            assertThat(answer(decision))
                    .as("%s", vector)
                    .isEqualTo(vector.at("result").text().replace("up ", "127.0.0.1:22503 "));
            compared++;
        }
        assertThat(compared).isEqualTo(110);
    }

    @Test
    void knowsTheVariablesOfARequest() {
        Vectors vectors = Vectors.named("nginx-vars");
        LoadBalancer nginx = vectors.balancer("nginx", "1.22", NginxRoutingTest::redirecting);
        Router router = Router.of(nginx);
        int compared = 0;
        for (Json vector : vectors.all()) {
            String host = "";
            var headers = new ArrayList<Request.Header>();
            for (Json header : vector.at("headers").each()) {
                if (header.at(0).text().equals("Host")) {
                    host = header.at(1).isNull() ? "" : header.at(1).text();
                } else {
                    headers.add(new Request.Header(header.at(0).text(), header.at(1).text()));
                }
            }
            String version = host.isEmpty() ? "1.0" : "1.1";
            var connection = new Request.Connection("127.0.0.1", 22550, false, "", version);
            var request = new Request("GET", host, vector.at("uri").text(), headers, connection);
            var values = new ArrayList<String>();
            for (String name : vector.at("vars").names()) {
                values.add(vector.at("vars").at(name).text());
                compared++;
            }
            assertThat(answer(decided(nginx, router, request)))
                    .as("%s", vector)
                    .isEqualTo(String.join("|", values));
        }
        assertThat(compared).isEqualTo(304);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nginx-split", "nginx-split-boundary"})
    void splitsClients(String name) {
        Vectors vectors = Vectors.named(name);
        LoadBalancer nginx =
                vectors.balancer(
                        "nginx",
                        "1.22",
                        text -> redirecting(text).replace("200 ok", "302 \"=:$sc,$sc2,$sc3\""));
        Router router = Router.of(nginx);
        Listener listener = nginx.listeners().getFirst();
        int port = listener.endpoints().getFirst().portFirst();
        var hash = new Murmur2();
        int compared = 0;
        for (Json vector : vectors.all()) {
            String key = vector.at("k").text();
            var connection = new Request.Connection("127.0.0.1", port, false, "", "1.1");
            List<Request.Header> headers =
                    key.isEmpty() ? List.of() : List.of(new Request.Header("k", key));
            var request = new Request("GET", "h", "/sc", headers, connection);
            assertThat(Integer.toUnsignedLong(hash.of(key)))
                    .isEqualTo(vector.at("murmur2").number());
            assertThat(answer(router.decide(listener, request, NO_FILES, false)))
                    .as("%s", vector)
                    .isEqualTo(vector.at("result").text());
            compared++;
        }
        assertThat(compared).isEqualTo(vectors.all().size()).isPositive();
    }

    private static String redirecting(String text) {
        return text.replace("return 200 \"", "return 302 \"" + MARK);
    }

    private static Decision decided(LoadBalancer nginx, Router router, Request request) {
        int port = request.connection().port();
        for (Listener listener : nginx.listeners()) {
            if (listener.endpoints().getFirst().portFirst() == port) {
                return router.decide(listener, request, NO_FILES, false);
            }
        }
        throw new NoSuchElementException("no listener at " + port);
    }

    private static String answer(Decision decision) {
        return switch (decision.outcome()) {
            case Outcome.Answer(int status, String location)
                    when location != null && location.startsWith(MARK) ->
                    location.substring(MARK.length());
            case Outcome.Answer(int status, String location) ->
                    location == null ? "" + status : status + " " + location;
            case Outcome.Forward forward -> {
                Request received = decision.received();
                yield forward.name() + " " + (received == null ? null : received.target());
            }
            // Files that are not there.
            case Outcome.Serve _ -> "404";
            case Outcome.Close _, Outcome.Undetermined _ -> decision.outcome().toString();
        };
    }
}
