package dev.evenkeel.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.model.Request;
import dev.evenkeel.model.Rule;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

final class RouterTest {
    private static final Request.Connection PLAIN =
            new Request.Connection("192.0.2.7", 8080, false, "", "1.1");

    private static Request with(String target, String name, String value) {
        return new Request(
                "GET", "shop.example", target, List.of(new Request.Header(name, value)), PLAIN);
    }

    @Test
    void takesTheFirstRuleThatHolds() {
        Routed routed =
                Routed.haproxy(
                        """
                        use_backend a if { path_beg /a }
                        use_backend b if { path_beg /a/b }
                        default_backend c
                        """);
        assertThat(routed.to("/a/b")).isEqualTo("a");
        assertThat(routed.to("/b")).isEqualTo("c");
    }

    @Test
    void seesWhatEarlierRulesRewrote() {
        Routed routed =
                Routed.haproxy(
                        """
                        http-request set-path /b%[path]
                        use_backend b if { path_beg /b/ }
                        default_backend a
                        """);
        assertThat(routed.to("/x?y=1")).isEqualTo("b");
        assertThat(routed.received("/x?y=1")).isEqualTo("shop.example /b/x?y=1");
    }

    @Test
    void aComputedNameOfNoPoolLeavesOnlyTheDefault() {
        Routed routed =
                Routed.haproxy(
                        """
                        use_backend %[req.hdr(x)]
                        use_backend b
                        default_backend c
                        """);
        assertThat(routed.to(with("/", "x", "a"))).isEqualTo("a");
        assertThat(routed.to(with("/", "x", "nobody"))).isEqualTo("c");
    }

    @Test
    void aValueMatchesWhenAnyOfItsElementsDoes() {
        Routed routed =
                Routed.haproxy(
                        """
                        use_backend b if { hdr(x) two }
                        default_backend a
                        """);
        assertThat(routed.to(with("/", "X", "one, two"))).isEqualTo("b");
        assertThat(routed.to(with("/", "X", "one two"))).isEqualTo("a");
    }

    @Test
    void whatIsNotKnownMattersOnlyWhereItMakesADifference() {
        Routed routed =
                Routed.haproxy(
                        """
                        http-request set-header x 1 if { connslots(b) gt 1 }
                        use_backend b if { path /b } { connslots(a) lt 2 }
                        use_backend b if { path /b } { connslots(c) lt 2 }
                        default_backend a
                        """);
        assertThat(routed.to("/a")).isEqualTo("a");
        assertThat(routed.decision(Request.get("h", "/a"), Given.nothing(), false).assumed())
                .isEmpty();
    }

    @Test
    void serversThatAreNotSwitchedOffAreTakenToBeUp() {
        Routed routed = Routed.haproxy("use_backend b if { nbsrv(a) lt 1 }\ndefault_backend a\n");
        assertThat(routed.to("/")).isEqualTo("a");
        assertThat(routed.decision(Request.get("h", "/"), Given.nothing(), false).assumed())
                .extracting(Assumption::text)
                .containsExactly("nbsrv(a) is 1");
    }

    @Test
    void theSameQuestionHasOneAnswer() {
        Routed routed =
                Routed.haproxy(
                        """
                        acl scripted connslots(a) gt 5
                        use_backend a if scripted
                        use_backend b if !scripted
                        default_backend c
                        """);
        assertThat(routed.to("/")).endsWith("-> a").contains("-> b;").doesNotContain("-> c");
    }

    @Test
    void theUserMayDecideWhatIsNotKnown() {
        Routed routed =
                Routed.haproxy(
                        """
                        acl scripted connslots(a) gt 5
                        use_backend a if scripted
                        default_backend c
                        """);
        String open = "connslots(a)";
        var given = new Given(Map.of(open, "6"), Set.of(), false);
        assertThat(Routed.shown(routed.decision(Request.get("h", "/"), given, false).outcome()))
                .isEqualTo("a");
    }

    @Test
    void whatIsTrueOrNotMayBeSaidInWordsOrAsANumber() {
        Routed routed =
                Routed.haproxy(
                        """
                        use_backend a if { req.payload(0,0),mqtt_is_valid }
                        default_backend c
                        """);
        Map.of("true", "a", "1", "a", "false", "c", "0", "c")
                .forEach((said, pool) -> {
                    var given =
                            new Given(
                                    Map.of("req.payload(0,0),mqtt_is_valid", said),
                                    Set.of(),
                                    false);
                    var outcome = routed.decision(Request.get("h", "/"), given, false).outcome();
                    assertThat(Routed.shown(outcome)).as(said).isEqualTo(pool);
                });
    }

    @Test
    void filesExistAsTheUserSays() {
        Routed routed =
                Routed.nginx(
                        """
                        root /srv;
                        location / { try_files $uri @app; }
                        location @app { proxy_pass http://a; }
                        """);
        Request request = Request.get("h", "/x");
        assertThat(Routed.shown(routed.decision(request, Given.nothing(), false).outcome()))
                .isEqualTo("the file /srv/x exists: no -> a; the file /srv/x exists -> files");
        assertThat(
                        Routed.shown(
                                routed.decision(request, new Given(Map.of(), Set.of(), true), false)
                                        .outcome()))
                .isEqualTo("a");
        assertThat(
                        Routed.shown(
                                routed.decision(
                                                request,
                                                new Given(Map.of(), Set.of("/srv/x"), true),
                                                false)
                                        .outcome()))
                .isEqualTo("files");
    }

    @Test
    void rewritesThatNeverEndAreAnsweredWith500() {
        Routed routed =
                Routed.nginx(
                        """
                        location /x { rewrite ^/x(.*)$ /x/$1 last; }
                        location / { proxy_pass http://a; }
                        """);
        assertThat(routed.to("/x")).isEqualTo("500");
    }

    @Test
    void theServerReceivesWhatThePassSays() {
        Routed routed =
                Routed.nginx(
                        """
                        location /api/ { proxy_pass http://a/v1/; }
                        location /same/ { proxy_pass http://a; proxy_set_header Host $host; }
                        """);
        assertThat(routed.received("/api/x%20y?q=1")).isEqualTo("a /v1/x%20y?q=1");
        assertThat(routed.received("/same/../same/x")).isEqualTo("shop.example /same/../same/x");
    }

    @Test
    void queryOfNginxIsChangedApartFromWhatWasReceived() {
        Routed routed =
                Routed.nginx(
                        """
                        location /go {
                            set $args "n=1";
                            return 302 http://other.example$request_uri&$args;
                        }
                        """);
        assertThat(routed.to("/go?o=1")).isEqualTo("302 http://other.example/go?o=1&n=1");
    }

    @Test
    void rulesThatDoNotWaitForARequestMayNotSeeIt() {
        String rules = "mode tcp%nuse_backend t if { path /b }%n";
        String pool = "default_backend u%nbackend t%nmode tcp%nbackend u%nmode tcp%n";
        assertThat(Routed.haproxy((rules + pool).formatted()).to("/b"))
                .isEqualTo("path /b: no -> u; path /b -> t");
        String waiting = rules + "tcp-request inspect-delay 1s%n" + pool;
        assertThat(Routed.haproxy(waiting.formatted()).to("/b")).isEqualTo("t");
    }

    @Test
    void aPoolOfConnectionsTakesNoRequest() {
        Routed routed = Routed.haproxy("use_backend %[path,field(2,/)]\nbackend t\nmode tcp\n");
        assertThat(routed.to("/t")).isEqualTo("close the pool takes connections, not requests");
        assertThat(routed.to("/a")).isEqualTo("a");
    }

    @Test
    void onlySomeMethodsSeeTheStatistics() {
        Routed routed = Routed.haproxy("stats uri /stats\ndefault_backend a\n");
        assertThat(routed.to("/stats")).isEqualTo("statistics");
        Request put =
                new Request("PUT", "h", "/stats", List.of(), Request.get("h", "/").connection());
        assertThat(routed.to(put)).isEqualTo("a");
    }

    @Test
    void aVariableMayBringAQueryIntoThePathThatIsTried() {
        Routed routed =
                Routed.nginx(
                        """
                        location / { try_files /none /go$is_args$args; }
                        location = /go { proxy_pass http://a; }
                        """);
        var nothing = new Given(Map.of(), Set.of(), true);
        for (String query : List.of("?b=1", "")) {
            Request request = Request.get("h", "/x" + query);
            Request received = routed.decision(request, nothing, false).received();
            assertThat(received).extracting(Request::target).isEqualTo("/go" + query);
        }
    }

    @Test
    void whatIsNoAddressIsAnsweredWith500() {
        Routed routed = Routed.nginx("location / { proxy_pass http://127.0.0.1:$arg_port; }");
        assertThat(routed.to("/?port=81")).isEqualTo("127.0.0.1:81");
        assertThat(routed.to("/?port=x")).isEqualTo("500");
        assertThat(routed.to("/?port=1:2")).isEqualTo("500");
        assertThat(routed.to("/")).isEqualTo("500");
    }

    @Test
    void aNameIsLookedUpOnlyByAResolver() {
        String pass = "location / { proxy_pass http://$arg_to; %s }";
        Routed without = Routed.nginx(pass.formatted(""));
        assertThat(without.to("/?to=127.0.0.9")).isEqualTo("127.0.0.9");
        assertThat(without.to("/?to=a")).isEqualTo("a");
        assertThat(without.to("/?to=other")).isEqualTo("502");
        Routed with = Routed.nginx(pass.formatted("resolver 127.0.0.1;"));
        assertThat(with.to("/?to=other")).isEqualTo("other");
    }

    @Test
    void whoGivesNoNameAndPasswordIsNobody() {
        Routed routed =
                Routed.haproxy(
                        "use_backend b if { http_auth(u) }\ndefault_backend a\nuserlist u\n");
        assertThat(routed.to("/")).isEqualTo("a");
        assertThat(routed.to(with("/", "Authorization", "basic eDp5")))
                .isEqualTo("http_auth(u): no -> a; http_auth(u) -> b");
    }

    @Test
    void theNameOfAServerIsInLowerCase() {
        Routed routed = Routed.nginx("server_name .Shop.Example; return 301 http://$server_name/;");
        assertThat(routed.to("/")).isEqualTo("301 http://shop.example/");
    }

    @Test
    void everyStepTellsTheRulesThatDidNotHold() {
        Routed routed =
                Routed.haproxy(
                        """
                        use_backend a if { path /a }
                        use_backend b if { path /b }
                        default_backend c
                        """);
        Decision decision = routed.decision(Request.get("h", "/b"), Given.nothing(), true);
        List<Step> written =
                decision.steps().stream()
                        .filter(step -> step.rule().origin() == Rule.Origin.WRITTEN)
                        .toList();
        assertThat(written).hasSize(2);
        assertThat(written.getFirst().held()).isEqualTo(Step.Truth.FALSE);
        assertThat(written.getFirst().seen().getFirst().value()).isEqualTo("/b");
        assertThat(decision.decidedBy().line()).isEqualTo(written.get(1).rule().span().line());
    }

    /// The index must never leave out a rule that holds, also behind rewrites.
    @Test
    void theIndexLeavesOutOnlyWhatCannotHold() {
        var random = new Random(7);
        for (int round = 0; round < 60; round++) {
            var lines = new StringBuilder();
            for (int i = 0; i < 30; i++) {
                lines.append(line(random)).append('\n');
            }
            Routed routed = Routed.haproxy(lines + "default_backend c\n");
            for (int i = 0; i < 60; i++) {
                Request request = request(random);
                Decision quick = routed.decision(request, Given.nothing(), false);
                Decision slow = routed.decision(request, Given.nothing(), true);
                assertThat(quick.outcome()).as("%s%n%s", request, lines).isEqualTo(slow.outcome());
                assertThat(quick.received()).isEqualTo(slow.received());
                assertThat(quick.steps())
                        .extracting(Step::rule)
                        .isEqualTo(
                                slow.steps().stream()
                                        .filter(step -> step.held() == Step.Truth.TRUE)
                                        .map(Step::rule)
                                        .toList());
            }
        }
    }

    private static String word(Random random) {
        return List.of("a", "ab", "b", "ba", "c").get(random.nextInt(5));
    }

    private static String condition(Random random) {
        return switch (random.nextInt(7)) {
            case 0 -> "{ path_beg /" + word(random) + " }";
            case 1 -> "{ path /" + word(random) + "/" + word(random) + " }";
            case 2 -> "{ path_end " + word(random) + " }";
            case 3 -> "{ hdr(host) -i " + word(random) + ".example " + word(random) + " }";
            case 4 -> "!{ hdr(x) " + word(random) + " }";
            case 5 -> "{ hdr(x),lower " + word(random) + " } or { path_sub " + word(random) + " }";
            default -> "{ url_param(q) -m beg " + word(random) + " }";
        };
    }

    private static String line(Random random) {
        String condition = condition(random) + " " + condition(random);
        return switch (random.nextInt(5)) {
            case 0 -> "http-request set-path /" + word(random) + "%[path] if " + condition;
            case 1 -> "http-request set-header x " + word(random) + " if " + condition;
            case 2 -> "http-request del-header x if " + condition;
            case 3 -> "http-request deny if " + condition + " " + condition(random);
            default ->
                    "use_backend " + List.of("a", "b").get(random.nextInt(2)) + " if " + condition;
        };
    }

    private static Request request(Random random) {
        var headers = new ArrayList<Request.Header>();
        for (int i = random.nextInt(3); i > 0; i--) {
            headers.add(new Request.Header("X", word(random) + ", " + word(random)));
        }
        String target = "/" + word(random) + "/" + word(random) + "?q=" + word(random);
        return new Request("GET", word(random) + ".EXAMPLE", target, headers, PLAIN);
    }

    @Test
    void onlyLettersOfAsciiHaveACase() {
        Routed routed =
                Routed.haproxy(
                        """
                        use_backend a if { path -i /x\u00e9 }
                        use_backend b if { path,lower -m str /y\u00e9 }
                        default_backend c
                        """);
        assertThat(routed.to("/X\u00c3\u00a9")).isEqualTo("a");
        assertThat(routed.to("/x\u00e3\u00a9")).isEqualTo("c");
        assertThat(routed.to("/Y\u00c3\u00a9")).isEqualTo("b");
        assertThat(routed.to("/y\u00e3\u00a9")).isEqualTo("c");
    }
}
