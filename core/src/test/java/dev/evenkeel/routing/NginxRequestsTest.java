package dev.evenkeel.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.model.Request;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.Map;
import java.util.Set;

/// What nginx was seen to do with requests, in small configurations.
final class NginxRequestsTest {
    private static final Request.Connection PLAIN =
            new Request.Connection("192.0.2.7", 8080, false, "", "1.1");

    private static Request to(String method, String host, String target) {
        return new Request(method, host, target, List.of(), PLAIN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/..", "/a/../../b", "/%2e%2e/", "/%", "/%4", "/%zz", "/%00", "*", "a", ""})
    void refusesPathsThatAreNone(String target) {
        Routed routed = Routed.nginx("location / { proxy_pass http://a; }");
        assertThat(routed.to(target)).isEqualTo("400");
    }

    @ParameterizedTest
    @CsvSource({
        "//b/x, b",
        "/./b/x, b",
        "/a/../b/x, b",
        "/%62/x, b",
        "/b%2fx, b",
        "/b%3fx, a",
        "/x/b/, a",
        "/b/%2e%2e, a",
        "/b#/, 404",
        "http://other.example/b/, b"
    })
    void choosesByThePathInItsPlainestForm(String target, String pool) {
        Routed routed =
                Routed.nginx(
                        """
                        location / { proxy_pass http://a; }
                        location /b/ { proxy_pass http://b; }
                        location = /b { return 404; }
                        """);
        assertThat(routed.to(target)).isEqualTo(pool);
    }

    @Test
    void leavesSlashesAsTheyAreWhereItIsToldTo() {
        Routed routed =
                Routed.nginx(
                        """
                        merge_slashes off;
                        location / { proxy_pass http://a; }
                        location /b/ { proxy_pass http://b; }
                        """);
        assertThat(routed.to("//b/")).isEqualTo("a");
        assertThat(routed.to("//../b/")).isEqualTo("b");
        assertThat(routed.to("/b/")).isEqualTo("b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a..b", ".", ":80", "a b", "a/b", "..", "::1"})
    void refusesHostsThatAreNone(String host) {
        Routed routed = Routed.nginx("location / { proxy_pass http://a; }");
        assertThat(routed.to(to("GET", host, "/"))).isEqualTo("400");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.b.", "[::1]:80", "a_b", "A:80", "127.0.0.1", "a,b"})
    void takesHostsThatLookStrange(String host) {
        Routed routed = Routed.nginx("location / { proxy_pass http://a; }");
        assertThat(routed.to(to("GET", host, "/"))).isEqualTo("a");
    }

    @Test
    void refusesASecondHost() {
        Routed routed = Routed.nginx("location / { proxy_pass http://a; }");
        var second = List.of(new Request.Header("Host", "b.example"));
        var request = new Request("GET", "a.example", "/", second, PLAIN);
        assertThat(routed.to(request)).isEqualTo("400");
    }

    @ParameterizedTest
    @CsvSource({"get, 400", "F0O, 400", "TRACE, 405", "CONNECT, 405", "FOO-BAR, a", "DELETE, a"})
    void refusesMethodsThatAreNone(String method, String outcome) {
        Routed routed = Routed.nginx("location / { proxy_pass http://a; }");
        assertThat(routed.to(to(method, "a.example", "/"))).isEqualTo(outcome);
    }

    @Test
    void passesPathAndQueryOfAnAbsoluteTargetOn() {
        Routed routed = Routed.nginx("location / { proxy_pass http://a; }");
        assertThat(routed.received("http://x.example/p?q")).isEqualTo("a /p?q");
        assertThat(routed.received("http://x.example")).isEqualTo("a /");
        assertThat(routed.received("http://x.example?q")).isEqualTo("a /?q");
    }

    @Test
    void putsSchemeHostAndPortBeforeAPathThatIsComputed() {
        Routed routed =
                Routed.nginx(
                        """
                        set $target $arg_to;
                        location = /r { return 301 $target; }
                        location = /e { return 302; }
                        """);
        assertThat(routed.to("/r?to=/new")).isEqualTo("301 http://shop.example:8080/new");
        assertThat(routed.to("/r?to=other")).isEqualTo("301 other");
        assertThat(routed.to("/e")).isEqualTo("302 ");
    }

    @Test
    void knowsThatNobodyIsLetInWithoutCredentials() {
        Routed routed =
                Routed.nginx(
                        "auth_basic x; auth_basic_user_file users;"
                                + "location / { proxy_pass http://a; }");
        assertThat(routed.to("/")).isEqualTo("401");
    }

    @Test
    void takesAPathVariableBehindAPoolForTheTarget() {
        Routed routed =
                Routed.nginx(
                        """
                        location /r { proxy_pass http://a$request_uri; }
                        location /u { proxy_pass http://b$uri; }
                        """);
        assertThat(routed.received("/r%20/x?y")).isEqualTo("a /r%20/x?y");
        assertThat(routed.to("/u/x?y")).isEqualTo("b");
        assertThat(routed.received("/u/x?y")).isEqualTo("b /u/x");
    }

    @Test
    void refusesRequestLinesThatFitInNoBuffer() {
        Routed routed = Routed.nginx("location / { proxy_pass http://a; }");
        String rest = "GET / HTTP/1.1\r\n";
        assertThat(routed.to("/" + "x".repeat(8192 - rest.length()))).isEqualTo("a");
        assertThat(routed.to("/" + "x".repeat(8193 - rest.length()))).isEqualTo("414");
    }

    @ParameterizedTest
    @CsvSource({"/qzq, a", "/qzx, 404", "/kak, b", "/kab, 404"})
    void followsReferencesToNamedGroups(String target, String outcome) {
        Routed routed =
                Routed.nginx(
                        """
                        location ~ ^/(?P<first>q)z(?P=first)$ { proxy_pass http://a; }
                        location ~ ^/(?<letter>k)a\\k<letter>$ { proxy_pass http://b; }
                        location / { return 404; }
                        """);
        assertThat(routed.to(target)).isEqualTo(outcome);
    }

    @Test
    void innerLocationsOfInternalOnesAreInternalToo() {
        Routed routed =
                Routed.nginx("location /i { internal; location /i/j { proxy_pass http://a; } }");
        assertThat(routed.to("/i/j")).isEqualTo("404");
    }

    @Test
    void aPathRewrittenToNothingIsAnError() {
        Routed routed = Routed.nginx("location / { rewrite ^ $arg_a last; proxy_pass http://a; }");
        assertThat(routed.to("/x")).isEqualTo("500");
    }

    @Test
    void followsThePageThatTakesThePlaceOfAMissingFile() {
        Routed routed =
                Routed.nginx(
                        """
                        error_page 404 = @app;
                        location / { root /srv; }
                        location @app { proxy_pass http://a; }
                        """);
        var nothing = new Given(Map.of(), Set.of(), true);
        Decision decision = routed.decision(to("GET", "h", "/x"), nothing, false);
        assertThat(Routed.shown(decision.outcome())).isEqualTo("a");
    }

    @Test
    void aLaterBlockThatNamesNoPoolPassesToNobody() {
        Routed routed =
                Routed.nginx(
                        """
                        location / {
                            if ($arg_a) { proxy_pass http://a; }
                            if ($arg_b) { set $x 1; }
                            if ($arg_c) { return 403; }
                        }
                        location /own {
                            proxy_pass http://b;
                            if ($arg_a) { proxy_pass http://a; }
                            if ($arg_b) { set $x 1; }
                        }
                        """);
        assertThat(routed.to("/?a=1")).isEqualTo("a");
        assertThat(routed.to("/?a=1&b=1")).isEqualTo("500");
        assertThat(routed.to("/?a=1&b=1&c=1")).isEqualTo("403");
        assertThat(routed.to("/own?a=1&b=1")).isEqualTo("b");
    }

    @Test
    void aRedirectWithoutHostLeadsToTheAddressAsked() {
        String text =
                """
                events {}
                http {
                    server {
                        listen 127.0.0.1:8080;
                        location /a { return 302 /b; }
                        location /h { return 302 http://$host/b; }
                    }
                }
                """;
        var request =
                new Request(
                        "GET",
                        "",
                        "/a",
                        List.of(),
                        new Request.Connection("", 8080, false, "", "1.0"));
        assertThat(Routed.nginxText(text).to(request)).isEqualTo("302 http://127.0.0.1:8080/b");
    }
}
