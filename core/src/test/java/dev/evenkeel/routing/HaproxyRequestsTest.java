package dev.evenkeel.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.model.Request;
import dev.evenkeel.model.Version;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;
import java.util.Map;

/// What HAProxy was seen to do with requests, in small configurations.
final class HaproxyRequestsTest {
    private static Request to(String method, String host, String target) {
        var connection = new Request.Connection("192.0.2.7", 8080, false, "", "1.1");
        return new Request(method, host, target, List.of(), connection);
    }

    private static String received(String lines, Request request) {
        return Routed.haproxy(lines + "\ndefault_backend a").received(request);
    }

    @ParameterizedTest
    @CsvSource({
        "set-query a=1,           *?a=1",
        "set-path /b,             /b",
        "set-path /pre%[path],    /pre",
        "set-pathq /pre%[pathq],  /pre"
    })
    void aStarIsNoPath(String change, String target) {
        assertThat(received("http-request " + change, to("OPTIONS", "h", "*")))
                .isEqualTo("h " + target);
    }

    @ParameterizedTest
    @CsvSource({"set-path /pre%[path], /pre?a=1", "set-uri /u%[path]?%[query], /u?a=1"})
    void aStarWithAQueryIsNoPath(String change, String target) {
        String lines = "http-request set-query a=1\nhttp-request " + change;
        assertThat(received(lines, to("OPTIONS", "h", "*"))).isEqualTo("h " + target);
    }

    @ParameterizedTest
    @CsvSource({
        "path-merge-slashes,       ///a//b/?c=//d,      /a/b/?c=//d",
        "path-strip-dot,           /./a/./b./.?c=/./,   /a/b./?c=/./",
        "path-strip-dotdot,        /a/b/../../../c/..,  /../",
        "path-strip-dotdot,        /a/../../b/,         /../b/",
        "path-strip-dotdot,        /a//../../b?/x/..,   /b?/x/..",
        "path-strip-dotdot full,   /a/../../b/,         /b/",
        "path-strip-dotdot full,   /..,                 /",
        "query-sort-by-name,       /?b=2&a=9&b=1&aa&a,  /?a=9&a&aa&b=2&b=1",
        "query-sort-by-name,       /?,                  /?",
        "query-sort-by-name,       /,                   /",
        "percent-to-uppercase,     /%aa%2f%zz?%bb,      /%AA%2F%zz?%BB",
        "percent-to-uppercase strict, /%aa,             /%AA",
        "percent-decode-unreserved, /%61%2d%2F%%36%36?%7e, /a-%2F%66?~",
        "fragment-strip,           /a#b,                /a",
        "fragment-encode,          /a#b#c,              /a%23b%23c",
        "path-merge-slashes,       *,                   *"
    })
    void spellingsOfOnePathBecomeOne(String rule, String target, String normal) {
        String lines = "http-request normalize-uri " + rule;
        assertThat(received(lines, to("GET", "h", target))).isEqualTo("h " + normal);
    }

    @Test
    void aTargetThatIsNotKnownHasAPathThatIsNotKnown() {
        Routed routed =
                Routed.haproxy(
                        """
                        http-request normalize-uri percent-to-uppercase strict
                        http-request set-var(txn.x) str(y) if { path_beg /a }
                        use_backend b if { path_beg /%zz }
                        default_backend a
                        """);
        assertThat(routed.to(to("GET", "h", "/%zz"))).isNotIn("a", "b");
    }

    @Test
    void aQueryWithoutAPathBeforeItCountsAsHostWhenATargetIsSet() {
        String lines =
                """
                http-request set-query a=1
                http-request replace-uri ^(.*)$ \\1&r=1
                """;
        assertThat(received(lines, to("GET", "h", "http://h"))).startsWith("h?a=1&r=1 ");
    }

    @ParameterizedTest
    @CsvSource({
        "http://h:80/x,    h:80,   h http://h/x",
        "http://h:80/x,    h,      h http://h/x",
        "http://h/x,       h:80,   h:80 http://h/x",
        "http://h:/x,      h,      h http://h/x",
        "HTTP://H:80/x,    h:80,   H HTTP://H/x",
        "https://h:443/x,  h:443,  h https://h/x",
        "http://h:443/x,   h:443,  h:443 http://h:443/x",
        "http://h:8080/x,  h:8080, h:8080 http://h:8080/x",
        "http://u@h:80/x,  h:80,   h http://u@h/x",
        "ftp://h:80/x,     h:80,   h:80 ftp://h:80/x",
        "http://[::1]:80/, [::1]:80, [::1] http://[::1]/",
        "http://h:80,      h:80,   h http://h",
    })
    void takesTheUsualPortOffAbsoluteTargets(String target, String host, String received) {
        assertThat(received("", to("GET", host, target))).isEqualTo(received);
    }

    @ParameterizedTest
    @CsvSource({
        "http://h:8080/x, h",
        "http://h/x,      other",
        "http://u@h/x,    u@h",
        "http://h?x=1,    h:8080",
        "x,               h",
        "1x://h/,         h"
    })
    void refusesTargetsOfAnotherHost(String target, String host) {
        Routed routed = Routed.haproxy("default_backend a");
        assertThat(routed.to(to("GET", host, target))).isEqualTo("400");
        Routed lenient = Routed.haproxy("option accept-invalid-http-request\ndefault_backend a");
        assertThat(lenient.to(to("GET", host, target))).isEqualTo("a");
    }

    @Test
    void refusesATunnelToAPath() {
        Request tunnel = to("CONNECT", "h", "/x");
        assertThat(Routed.haproxy("default_backend a").to(tunnel)).isEqualTo("400");
        String lenient = "option accept-invalid-http-request\ndefault_backend a";
        assertThat(Routed.haproxy(lenient).to(tunnel)).isEqualTo("a");
        Routed later = Routed.haproxy(lenient, Map.of(), Version.of(3, 0));
        assertThat(later.to(tunnel)).isEqualTo("400");
    }

    @Test
    void whatIsNoTargetForTheMethodIsRefusedSinceItIsLookedAt() {
        Request star = to("GET", "h", "*");
        assertThat(Routed.haproxy("default_backend a").to(star)).isEqualTo("a");
        Routed later = Routed.haproxy("default_backend a", Map.of(), Version.of(3, 0));
        assertThat(later.to(star)).isEqualTo("400");
        assertThat(later.to(to("OPTIONS", "h", "*"))).isEqualTo("a");
        assertThat(later.to(to("GET", "", "x"))).isEqualTo("400");
    }

    @ParameterizedTest
    @CsvSource({"h:443, true, h", "h:80, true, h:80", "h:80, false, h", "h, true, h"})
    void takesTheUsualPortOffHostsOfTheSecondVersion(String host, boolean tls, String received) {
        var connection = new Request.Connection("192.0.2.7", 8080, tls, "", "2");
        var request = new Request("GET", host, "/x", List.of(), connection);
        assertThat(received("", request)).isEqualTo(received + " /x");
    }

    @ParameterizedTest
    @CsvSource({
        "http-request set-path /pre%[path],             a h /pre?z=9",
        "http-request set-pathq /pre%[pathq],           a h /pre",
        "http-request redirect prefix /p,               302 /p/"
    })
    void aTargetOfAHostAndAQueryHasNoPath(String line, String outcome) {
        String lines = "http-request set-query z=9\n" + line + "\ndefault_backend a";
        Request bare = to("GET", "h", "https://h:");
        Routed routed = Routed.haproxy(lines);
        String to = routed.to(bare);
        assertThat(to.equals("a") ? "a " + routed.received(bare) : to).isEqualTo(outcome);
    }

    @Test
    void anAbsoluteTargetHasAPathSinceItGetsOne() {
        Request bare = to("GET", "h", "http://h");
        Routed later = Routed.haproxy("default_backend a", Map.of(), Version.of(3, 0));
        assertThat(later.received(bare)).isEqualTo("h http://h/");
    }

    @Test
    void aReplacementThatFindsNothingLeavesTheHostAsItIs() {
        assertThat(received("http-request replace-uri nothing x", to("GET", "h:80", "http://h/")))
                .isEqualTo("h:80 http://h/");
    }

    @ParameterizedTest
    @CsvSource({"id=7&id=0, a", "id=&id=0, b", "id=7, b", "id=0&id=, a"})
    void looksAtNoValueBehindOneThatCannotBeConverted(String query, String pool) {
        Routed routed =
                Routed.haproxy(
                        "use_backend a if { url_param(id),add(1) -m int 1 }\ndefault_backend b");
        assertThat(routed.to("/?" + query)).isEqualTo(pool);
    }

    @ParameterizedTest
    @CsvSource({
        "PATCH, METH_POST,                 b",
        "PATCH, { method POST },           b",
        "PATCH, { method -m str POST },    a",
        "PATCH, { method PATCH },          b",
        "GET,   METH_POST,                 b",
        "GET,   METH_GET,                  a",
        "GET,   { method -m str POST },    b",
        "POST,  { method PUT POST },       a"
    })
    void rulesSeeTheNumberOfTheMethodReceived(String method, String condition, String pool) {
        Routed routed =
                Routed.haproxy(
                        "http-request set-method POST\nuse_backend a if "
                                + condition
                                + "\ndefault_backend b");
        assertThat(routed.to(to(method, "h", "/"))).isEqualTo(pool);
        assertThat(received("http-request set-method PUT", to(method, "h", "/"))).isEqualTo("h /");
    }

    @ParameterizedTest
    @CsvSource({
        "rand(100) lt 100,      a",
        "rand(100) ge 0,        a",
        "rand(100) 0:49 50:99,  a",
        "rand(100) gt 99,       b",
        "rand(100) 100,         b",
        "rand(1) 0,             a",
        "rand lt 4294967296,    a",
        "rand(100) lt 99,       rand(100) lt 99: no -> b; rand(100) lt 99 -> a"
    })
    void chanceDecidesOnlyWhereNumbersDiffer(String condition, String pool) {
        Routed routed = Routed.haproxy("use_backend a if { " + condition + " }\ndefault_backend b");
        assertThat(routed.to("/")).isEqualTo(pool);
    }

    @Test
    void everyRuleDrawsAnew() {
        Routed routed =
                Routed.haproxy(
                        """
                        acl half rand(2) 0
                        use_backend a if half
                        use_backend b if half
                        default_backend c
                        """);
        assertThat(routed.to("/"))
                .isEqualTo(
                        "rand(2) 0: no, rand(2) 0: no -> c; "
                                + "rand(2) 0: no, rand(2) 0 -> b; rand(2) 0 -> a");
    }

    @ParameterizedTest
    @CsvSource({"'10.1.1.1', a", "'x, 10.1.1.1', a", "'10.2.1.1, x', b"})
    void whatIsNoAddressIsPassedOver(String value, String pool) {
        Routed routed =
                Routed.haproxy("use_backend a if { hdr_ip(x) 10.1.0.0/16 }\ndefault_backend b");
        Request plain = to("GET", "h", "/");
        var header = new Request.Header("X", value);
        var request = new Request("GET", "h", "/", List.of(header), plain.connection());
        assertThat(routed.to(request)).isEqualTo(pool);
    }

    @Test
    void aVariableStaysWhereNothingIsFound() {
        Routed routed =
                Routed.haproxy(
                        """
                        http-request set-var(txn.a) path
                        http-request set-var(txn.a) req.cook(none)
                        use_backend a if { var(txn.a) -m str /x }
                        default_backend b
                        """);
        assertThat(routed.to("/x")).isEqualTo("a");
    }
}
