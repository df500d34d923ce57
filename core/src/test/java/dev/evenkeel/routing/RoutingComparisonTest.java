package dev.evenkeel.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.dialect.Dialects;
import dev.evenkeel.dialect.Input;
import dev.evenkeel.model.LoadBalancer;
import dev.evenkeel.model.Request;
import dev.evenkeel.model.Version;
import dev.evenkeel.routing.RoutingDiff.Verdict;
import dev.evenkeel.text.Source;
import dev.evenkeel.text.Sources;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

/// What changes of small configurations do to requests.
final class RoutingComparisonTest {
    private static LoadBalancer haproxy(String... lines) {
        var text = new StringBuilder("defaults\n mode http\nfrontend f\n bind :8080\n");
        for (String line : lines) {
            text.append(' ').append(line).append('\n');
        }
        for (String pool : new String[] {"a", "b"}) {
            text.append("backend ").append(pool).append("\n server s 192.0.2.1:80\n");
        }
        return read("haproxy", text.toString(), Version.of(3, 2));
    }

    private static LoadBalancer nginx(String server) {
        String text =
                "events {} http { upstream a { server 192.0.2.1; } upstream b { server 192.0.2.2; }"
                        + " server { listen 8080; "
                        + server
                        + " } }";
        return read("nginx", text, Version.of(1, 26));
    }

    private static LoadBalancer read(String dialect, String text, Version version) {
        var input = new Input(List.of(Source.of("x", text)), Sources.none(), version, Map.of());
        return Dialects.named(dialect).orElseThrow().read(input).balancer();
    }

    private static Verdict verdict(LoadBalancer before, LoadBalancer after) {
        return RoutingComparison.of(before, after).verdict();
    }

    @Test
    void rulesInAnotherOrderAreEquivalentWhereTheyDoNotOverlap() {
        var one = "use_backend a if { path_beg /a }";
        var other = "use_backend b if { path_beg /b }";
        assertThat(verdict(haproxy(one, other), haproxy(other, one))).isEqualTo(Verdict.EQUIVALENT);
    }

    @Test
    void rulesInAnotherOrderDifferJustWhereTheyOverlap() {
        var one = "use_backend a if { path_beg /a }";
        var other = "use_backend b if { path_end .png }";
        RoutingDiff diff = RoutingComparison.of(haproxy(one, other), haproxy(other, one));
        assertThat(diff.verdict()).isEqualTo(Verdict.DIFFERENT);
        assertThat(diff.differences()).hasSize(1);
        assertThat(diff.differences().getFirst().witness().request().target())
                .startsWith("/a")
                .endsWith(".png");
    }

    @Test
    void aConditionBehindARewriteIsThatOfTheRewrittenPath() {
        var strip = "http-request replace-path ^/v1(/.*)$ \\1 if { path_beg /v1/ }";
        var before = haproxy(strip, "use_backend a if { path_beg /x }", "default_backend b");
        var after =
                haproxy(
                        "acl x path_beg /x /v1/x",
                        strip.replace("path_beg", "path_reg ^"),
                        "use_backend a if x",
                        "default_backend b");
        assertThat(verdict(before, before)).isEqualTo(Verdict.EQUIVALENT);
        assertThat(verdict(before, after)).isNotEqualTo(Verdict.EQUIVALENT);
    }

    @Test
    void aTargetThatNamesAHostHasAPathOfItsOwn() {
        var away = "http-request set-uri http://elsewhere%[path]";
        var before = haproxy(away, "use_backend a if { path_beg /q }", "default_backend b");
        var after = haproxy(away, "default_backend b");
        assertThat(verdict(before, after)).isNotEqualTo(Verdict.EQUIVALENT);
    }

    @Test
    void whatAFunctionTakesFromAVariableIsPartOfWhatItYields() {
        var pool = "use_backend a if { path,concat(,txn.v) -m end one }";
        var before = haproxy("http-request set-var(txn.v) str(one)", pool, "default_backend b");
        var after = haproxy("http-request set-var(txn.v) str(two)", pool, "default_backend b");
        assertThat(verdict(before, before)).isEqualTo(Verdict.EQUIVALENT);
        assertThat(verdict(before, after)).isNotEqualTo(Verdict.EQUIVALENT);
    }

    @Test
    void whatIsNotModelledIsTheSameOnlyWhereTheSameIsWritten() {
        var issuer = "acl ours http_auth_bearer,jwt_payload_query($.iss) -m str us";
        var role = "acl admin http_auth_bearer,jwt_payload_query($.role) -m str admin";
        var pool = "use_backend a if ours admin";
        var before = haproxy(issuer, role, pool, "default_backend b");
        var after = haproxy("default_backend b");
        assertThat(verdict(before, before)).isEqualTo(Verdict.EQUIVALENT);
        assertThat(verdict(before, after)).isNotEqualTo(Verdict.EQUIVALENT);
    }

    @Test
    void aTableOrAVariableStillCountsWhereTheRestIsNotKnown() {
        var one = "http-request set-var(txn.v) str(one)";
        var pool = "use_backend a if { ssl_c_s_dn,concat(-,txn.v) -m str x-one }";
        var before = haproxy(one, pool, "default_backend b");
        var after = haproxy(one.replace("one", "two"), pool, "default_backend b");
        assertThat(verdict(before, before)).isEqualTo(Verdict.EQUIVALENT);
        assertThat(verdict(before, after)).isNotEqualTo(Verdict.EQUIVALENT);
    }

    @Test
    void aFunctionOfWhatIsNotKnownIsNotTheSameAsThat() {
        var before = haproxy("use_backend a if { nbsrv(a),add(1) gt 2 }", "default_backend b");
        var after = haproxy("use_backend a if { nbsrv(a) gt 2 }", "default_backend b");
        assertThat(verdict(before, before)).isEqualTo(Verdict.EQUIVALENT);
        assertThat(verdict(before, after)).isNotEqualTo(Verdict.EQUIVALENT);
    }

    @Test
    void whatIsTrueOrNotMayBeTrue() {
        var after = haproxy("default_backend b");
        for (String known : new String[] {"ssl_fc_has_crt", "req.hdr(x) -m bool"}) {
            var before = haproxy("use_backend a if { " + known + " }", "default_backend b");
            assertThat(verdict(before, before)).isEqualTo(Verdict.EQUIVALENT);
            assertThat(verdict(before, after)).as(known).isNotEqualTo(Verdict.EQUIVALENT);
        }
    }

    @Test
    void aWitnessSaysWhatMustBeSoOfValuesThatAreNotKnown() {
        var before = haproxy("use_backend a if { ssl_c_sha1,hex AB }", "default_backend b");
        RoutingDiff diff = RoutingComparison.of(before, haproxy("default_backend b"));
        assertThat(diff.verdict()).isEqualTo(Verdict.DIFFERENT);
        assertThat(diff.differences().getFirst().witness().given())
                .extracting(Assumption::text)
                .containsExactly("ssl_c_sha1,hex is AB");
    }

    @Test
    void numbersThatAreNotKnownAreChosenBetweenBounds() {
        var before = haproxy("use_backend a if { nbsrv(a) gt 2 }", "default_backend b");
        var after = haproxy("use_backend a if { nbsrv(a) gt 3 }", "default_backend b");
        RoutingDiff diff = RoutingComparison.of(before, after);
        assertThat(diff.verdict()).isEqualTo(Verdict.DIFFERENT);
        assertThat(diff.differences().getFirst().witness().given())
                .extracting(Assumption::text)
                .containsExactly("nbsrv(a) is 3");
    }

    @Test
    void aTableOfOneSideIsAtHandWhereBothAreLookedAt() {
        var table = Sources.of(Map.of("m", "^/(.)\\1 x\n"));
        var map = "use_backend a if { path,map_reg(m) x }\n default_backend b";
        var text = "defaults\n mode http\nfrontend f\n bind :80\n %s\nbackend a\nbackend b\n";
        LoadBalancer before = read(text.formatted(map), table);
        LoadBalancer after = read(text.formatted("default_backend b"), table);
        assertThat(verdict(before, after)).isNotNull();
        assertThat(verdict(after, before)).isNotNull();
    }

    private static LoadBalancer read(String text, Sources files) {
        var input = new Input(List.of(Source.of("x", text)), files, Version.of(3, 2), Map.of());
        return Dialects.named("haproxy").orElseThrow().read(input).balancer();
    }

    @Test
    void whatChangesOnlyUnusualRequestsIsSeen() {
        var lower = "http-request set-header Host %[req.hdr(host),lower]";
        RoutingDiff host =
                RoutingComparison.of(
                        haproxy(lower, "default_backend b"), haproxy("default_backend b"));
        assertThat(host.verdict()).isEqualTo(Verdict.DIFFERENT);
        RoutingDiff path =
                RoutingComparison.of(
                        nginx("location / { proxy_pass http://a; }"),
                        nginx("location / { proxy_pass http://a/; }"));
        assertThat(path.verdict()).isEqualTo(Verdict.DIFFERENT);
        var redirect =
                "if ($host = a.example) { return 301 https://$host$request_uri; } return 404;";
        RoutingDiff nobody =
                RoutingComparison.of(
                        nginx("server_name a.example; " + redirect),
                        nginx("server_name b.example; " + redirect));
        assertThat(nobody.verdict()).isEqualTo(Verdict.DIFFERENT);
        Request without = nobody.differences().getFirst().witness().request();
        assertThat(without.host()).isEmpty();
        assertThat(without.connection().version()).isEqualTo("1.0");
        String target = path.differences().getFirst().witness().request().target();
        assertThat(target).isEqualTo("//");
    }

    @Test
    void severalLinesOfAHeaderMayHoldSeveralValues() {
        var both = "use_backend a if { hdr(x) one } { hdr(x) two }";
        RoutingDiff diff =
                RoutingComparison.of(
                        haproxy(both, "default_backend b"), haproxy("default_backend b"));
        assertThat(diff.verdict()).isEqualTo(Verdict.DIFFERENT);
        assertThat(diff.differences().getFirst().witness().request().headers()).hasSize(2);
    }

    @Test
    void howOftenAHeaderIsThereMatters() {
        var before = haproxy("http-request deny if { hdr_cnt(x-flag) gt 1 }", "default_backend a");
        var after = haproxy("http-request deny if { hdr_cnt(x-flag) gt 2 }", "default_backend a");
        assertThat(RoutingComparison.of(before, after).verdict()).isNotEqualTo(Verdict.EQUIVALENT);
        assertThat(RoutingComparison.of(before, before).verdict()).isEqualTo(Verdict.EQUIVALENT);
    }

    @Test
    void aDialectIsComparedWithAnotherForPlainPaths() {
        var before = nginx("location /x { proxy_pass http://a; } location / { return 404; }");
        var after =
                haproxy("use_backend a if { path_beg /x }", "http-request deny deny_status 404");
        RoutingDiff diff = RoutingComparison.of(before, after);
        assertThat(diff.verdict()).isNotEqualTo(Verdict.EQUIVALENT);
        assertThat(diff.scope()).isNotEmpty();
    }

    @Test
    void slashesThatAreNoLongerMergedAreNotCalledEquivalent() {
        String locations = "location = /a/b { return 403; } location / { return 404; }";
        var diff = RoutingComparison.of(nginx(locations), nginx("merge_slashes off; " + locations));
        assertThat(diff.verdict()).isEqualTo(RoutingDiff.Verdict.NOT_PROVEN);
        assertThat(diff.scope())
                .containsExactly("only paths without escapes, double slashes and dot segments");
    }

    @Test
    void aPathPutTogetherOfTwoGroupsIsFollowedHoweverOftenLocationsAreLookedFor() {
        var rewriting =
                "location / { rewrite ^(/.*)/img/(.*)$ $1/static/$2 last; proxy_pass http://a; }"
                        + " location /b { proxy_pass http://b; }";
        LoadBalancer before = nginx(rewriting);
        RoutingDiff diff =
                RoutingComparison.of(before, nginx(rewriting + " location = /z { return 410; }"));
        assertThat(diff.verdict()).isEqualTo(Verdict.DIFFERENT);
        assertThat(diff.differences())
                .allSatisfy(difference ->
                        assertThat(difference.after().outcome())
                                .isEqualTo(new Outcome.Answer(410, null)));
    }

    @Test
    void aGroupThatMayBeMissingIsNotTakenToBeThere() {
        var rewriting = "rewrite ^/a(/x)?(.*)z$ /c$1 last; location / { proxy_pass http://a; }";
        LoadBalancer before = nginx(rewriting + " location = /c { return 404; }");
        LoadBalancer after = nginx(rewriting + " location = /c { return 410; }");
        assertThat(verdict(before, after)).isEqualTo(Verdict.DIFFERENT);
    }
}
