package dev.evenkeel.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.model.Request;

import org.junit.jupiter.api.Test;

import java.util.List;

/// When nginx computes variables.
final class NginxVariablesTest {
    private static String http(String blocks, String lines) {
        return """
        events {}
        http {
            upstream a { server 127.0.0.1:1; }
            upstream b { server 127.0.0.1:2; }
        %s
            server {
                listen 127.0.0.1:8080;
        %s
            }
        }
        """
                .formatted(blocks.indent(4), lines.indent(8));
    }

    @Test
    void aTableIsAskedOnceForARequest() {
        Routed routed =
                Routed.nginxText(
                        http(
                                "map $uri $pool { default a; /new b; }",
                                """
                                location /asked { set $early $pool; rewrite ^ /new last; }
                                location /plain { rewrite ^ /new last; }
                                location /new { proxy_pass http://$pool; }
                                """));
        assertThat(routed.to("/asked")).isEqualTo("a");
        assertThat(routed.to("/plain")).isEqualTo("b");
    }

    @Test
    void aVolatileTableIsAskedWheneverItIsUsed() {
        Routed routed =
                Routed.nginxText(
                        http(
                                "map $uri $pool { volatile; default a; /new b; }",
                                """
                                location /asked { set $early $pool; rewrite ^ /new last; }
                                location /new { proxy_pass http://$pool; }
                                """));
        assertThat(routed.to("/asked")).isEqualTo("b");
    }

    @Test
    void sharesAndNetworksAreFoundOnceToo() {
        Routed routed =
                Routed.nginxText(
                        http(
                                """
                                geo $arg_x $near { default a; 10.0.0.0/8 b; }
                                split_clients $uri $side { * $arg_side; }
                                """,
                                """
                                location /asked { if ($near$side) { rewrite ^ /to?x=1&side=b; } }
                                location /to { proxy_pass http://$near$side; }
                                """));
        assertThat(routed.to("/asked?x=10.0.0.1")).isEqualTo("b");
        assertThat(routed.to("/to?x=10.0.0.1")).isEqualTo("b");
        assertThat(routed.to("/asked?x=1")).isEqualTo("a");
    }

    @Test
    void ofRangesTheLastOneCounts() {
        Routed routed =
                Routed.nginxText(
                        http(
                                """
                                geo $arg_x $near {
                                    ranges;
                                    default none;
                                    10.0.0.0-10.0.1.127 a;
                                    10.0.0.0-10.0.0.255 b;
                                    10.0.0.8-10.0.0.8 gone;
                                    delete 10.0.0.8-10.0.0.8;
                                    delete 10.0.0.9-10.0.0.255;
                                }
                                """,
                                "location / { proxy_pass http://$near; }"));
        assertThat(routed.to("/?x=10.0.0.7")).isEqualTo("b");
        assertThat(routed.to("/?x=10.0.0.8")).isEqualTo("502");
        assertThat(routed.to("/?x=10.0.0.9")).isEqualTo("502");
        assertThat(routed.to("/?x=10.0.1.0")).isEqualTo("a");
        assertThat(routed.to("/?x=10.0.1.128")).isEqualTo("502");
    }

    @Test
    void whoStandsBehindAProxyIsNotKnown() {
        Routed routed =
                Routed.nginxText(
                        http(
                                "geo $near { default a; proxy 10.0.0.0/8; 192.0.2.0/24 b; }",
                                "location / { proxy_pass http://$near; }"));
        assertThat(routed.to("/")).isNotEqualTo("a");
    }

    @Test
    void whatIsSetTakesThePlaceOfTheTable() {
        Routed routed =
                Routed.nginxText(
                        http(
                                "map $host $pool { default a; }",
                                """
                                location / { proxy_pass http://$pool; }
                                location /set { set $pool b; proxy_pass http://$pool; }
                                """));
        assertThat(routed.to("/")).isEqualTo("a");
        assertThat(routed.to("/set")).isEqualTo("b");
    }

    @Test
    void poolsOfConnectionsAndOfRequestsMayHaveTheSameName() {
        Routed routed =
                Routed.nginxText(
                        """
                        events {}
                        stream {
                            upstream a { server 127.0.0.1:3; }
                            server { listen 127.0.0.1:8081; proxy_pass a; }
                        }
                        http {
                            upstream a { server 127.0.0.1:1; }
                            server { listen 127.0.0.1:8080; location / { proxy_pass http://a; } }
                        }
                        """);
        var pools = routed.balancer().pools();
        for (var listener : routed.balancer().listeners()) {
            Decision decision = routed.decision(listener, "/");
            assertThat(((Outcome.Forward) decision.outcome()).pool())
                    .isSameAs(
                            pools.stream()
                                    .filter(pool ->
                                            pool.handling().protocol()
                                                    == listener.handling().protocol())
                                    .findFirst()
                                    .orElseThrow());
        }
    }

    @Test
    void underscoresInNamesOfHeadersCountAsDashesWhereTheyAreKept() {
        String pass =
                """
                location / { proxy_pass http://$http_x_pool; }
                """;
        var header = List.of(new Request.Header("X_Pool", "b"));
        var request =
                new Request(
                        "GET",
                        "shop.example",
                        "/",
                        header,
                        new Request.Connection("", 0, false, "", "1.1"));
        Routed keeps = Routed.nginxText(http("underscores_in_headers on;", pass));
        Routed drops = Routed.nginxText(http("", pass));
        assertThat(keeps.to(request)).isEqualTo("b");
        assertThat(drops.to(request)).isEqualTo("500");
    }

    @Test
    void aHeaderThatIsNotThereIsNotTrueWhereUnderscoresAreKept() {
        String pass =
                """
                location / { if ($http_x_flag) { return 403; } proxy_pass http://b; }
                """;
        Routed keeps = Routed.nginxText(http("ignore_invalid_headers off;", pass));
        assertThat(keeps.to(Request.get("shop.example", "/"))).isEqualTo("b");
    }
}
