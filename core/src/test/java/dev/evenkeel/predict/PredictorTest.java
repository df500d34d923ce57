package dev.evenkeel.predict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.balance.Change;
import dev.evenkeel.dialect.Dialects;
import dev.evenkeel.dialect.Input;
import dev.evenkeel.model.Listener;
import dev.evenkeel.model.LoadBalancer;
import dev.evenkeel.model.Pool;
import dev.evenkeel.model.Request;
import dev.evenkeel.model.Version;
import dev.evenkeel.routing.Given;
import dev.evenkeel.text.Source;
import dev.evenkeel.text.Sources;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

final class PredictorTest {
    private static LoadBalancer haproxy(String pool) {
        String text =
                """
                defaults
                    mode http
                    timeout client 5s
                    timeout server 5s
                    timeout connect 5s
                    timeout queue 5s
                listen web
                    bind 127.0.0.1:8080
                %s
                """
                        .formatted(pool.indent(4));
        var input =
                new Input(
                        List.of(Source.of("x.cfg", text)),
                        Sources.none(),
                        Version.of(2, 6),
                        Map.of());
        return Dialects.named("haproxy").orElseThrow().read(input).balancer();
    }

    private static String server(Prediction.Served served) {
        return served instanceof Prediction.Served.By(var server)
                ? server.name()
                : served.getClass().getSimpleName();
    }

    @Test
    void carriesTheStateOfAPoolAlong() {
        LoadBalancer balancer = haproxy("server a :1 weight 2\nserver b :2 weight 1\n");
        Listener listener = balancer.listeners().getFirst();
        Predictor predictor = Predictor.of(balancer, Given.nothing());
        var servers = new ArrayList<String>();
        for (int i = 0; i < 6; i++) {
            servers.add(server(predictor.predict(listener, Request.get("h", "/"), false).served()));
        }
        assertThat(servers).containsExactly("a", "a", "b", "a", "a", "b");
    }

    @Test
    void aRequestThatLastsKeepsItsPlace() {
        LoadBalancer balancer = haproxy("server a :1 maxconn 1\nserver b :2 maxconn 1 disabled\n");
        Listener listener = balancer.listeners().getFirst();
        Pool pool = balancer.pools().getFirst();
        Predictor predictor = Predictor.of(balancer, Given.nothing());
        var first = predictor.begin(listener, Request.get("h", "/"), false, 0);
        var second = predictor.begin(listener, Request.get("h", "/"), false, 1);
        var third = predictor.begin(listener, Request.get("h", "/"), false, 1);
        assertThat(server(first.prediction().served())).isEqualTo("a");
        assertThat(second.prediction().served()).isInstanceOf(Prediction.Served.Later.class);
        assertThat(third.prediction().served()).isInstanceOf(Prediction.Served.Later.class);
        var sent = new ArrayList<String>();
        predictor.end(
                first.number(),
                2,
                (number, server) -> sent.add(number + " " + (server == null ? "" : server.name())));
        predictor.change(
                pool,
                new Change.Up(1, 3),
                (number, server) -> sent.add(number + " " + (server == null ? "" : server.name())));
        assertThat(sent).containsExactly(second.number() + " a", third.number() + " b");
    }

    private static final String SHARING =
            """
            stick-table type string len 8 size 1k expire 1h
            stick on hdr(u) if FALSE
            use_backend one if { path /1 }
            use_backend two if { path /2 }
            server a :1
            backend one
            balance roundrobin
            stick on hdr(u) table web
            server a :1
            server b :2
            server c :3 id 9
            backend two
            balance roundrobin
            stick match hdr(u) table web
            stick store-response res.hdr(v) table web
            server b :2
            server x :3 id 9
            server a :1
            """;

    private static String of(Predictor predictor, Listener listener, String path, String user) {
        var headers = List.of(new Request.Header("u", user));
        var request = new Request("GET", "h", path, headers, Request.get("h", path).connection());
        return server(
                predictor.predict(listener, request, Map.of("res.hdr(v)", ""), false).served());
    }

    @Test
    void poolsShareATable() {
        LoadBalancer balancer = haproxy(SHARING);
        Listener listener = balancer.listeners().getFirst();
        Predictor predictor = Predictor.of(balancer, Given.nothing());
        assertThat(of(predictor, listener, "/1", "m")).isEqualTo("a");
        assertThat(of(predictor, listener, "/1", "n")).isEqualTo("b");
        assertThat(of(predictor, listener, "/1", "o")).isEqualTo("c");
        assertThat(of(predictor, listener, "/2", "n")).isEqualTo("b");
        assertThat(of(predictor, listener, "/2", "m")).isEqualTo("a");
        // A server of another name, but of the same number.
        assertThat(of(predictor, listener, "/2", "o")).isEqualTo("x");
        assertThat(of(predictor, listener, "/2", "p")).isEqualTo("b");
        assertThat(of(predictor, listener, "/2", "p")).isEqualTo("x");
    }

    @Test
    void whatIsKeptOfAnswersIsUnknownUnlessItIsSaid() {
        LoadBalancer balancer = haproxy(SHARING);
        Listener listener = balancer.listeners().getFirst();
        Predictor predictor = Predictor.of(balancer, Given.nothing());
        Request second = Request.get("h", "/2");
        predictor.predict(listener, second, Map.of("res.hdr(v)", "n"), false);
        assertThat(of(predictor, listener, "/1", "n")).isEqualTo("b");
        predictor.predict(listener, second, false);
        assertThat(of(predictor, listener, "/1", "q")).isEqualTo("Unknown");
    }

    @Test
    void aFullTableForgetsAndNobodyKnowsWhat() {
        String pool =
                """
                balance roundrobin
                stick-table type string size 2
                stick on hdr(u)
                server a :1
                server b :2
                """;
        LoadBalancer balancer = haproxy(pool);
        Listener listener = balancer.listeners().getFirst();
        Predictor predictor = Predictor.of(balancer, Given.nothing());
        assertThat(of(predictor, listener, "/", "m")).isEqualTo("a");
        assertThat(of(predictor, listener, "/", "n")).isEqualTo("b");
        assertThat(of(predictor, listener, "/", "m")).isEqualTo("a");
        assertThat(of(predictor, listener, "/", "o")).isEqualTo("a");
        assertThat(of(predictor, listener, "/", "m")).isEqualTo("Unknown");
    }
}
