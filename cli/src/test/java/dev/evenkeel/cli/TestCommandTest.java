package dev.evenkeel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.cli.Shell.Outcome;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Path;

final class TestCommandTest {
    private static final String HAPROXY =
            """
            defaults
                mode http
                timeout connect 5s
                timeout client 30s
                timeout server 30s
            frontend public
                bind :80
                bind :443 ssl crt shop.pem
                http-request redirect scheme https code 301 unless { ssl_fc }
                http-request set-header X-Proto https
                http-request set-path /v2%[path] if { path_beg /api/ }
                http-request deny if { path_beg /secret }
                use_backend api if { path_beg /v2/ }
                use_backend small if { path /inside } { src 10.0.0.0/8 }
                use_backend small if { nbsrv(web) lt 2 }
                default_backend web
            backend web
                balance random(1)
                server web1 10.0.0.1:80
                server web2 10.0.0.2:80
            backend api
                balance roundrobin
                server api1 10.0.1.1:80
                server api2 10.0.1.2:80
            backend small
                server s 10.0.2.1:80
            """;

    @TempDir Path folder;
    private Shell shell;

    @BeforeEach
    void write() {
        shell = new Shell(folder).write("haproxy.cfg", HAPROXY);
    }

    private Outcome test(String tests, String... more) {
        shell.write("tests.yaml", "config: haproxy.cfg\ntests:\n" + tests.indent(2));
        String[] words = new String[2 + more.length];
        words[0] = "test";
        words[1] = "tests.yaml";
        System.arraycopy(more, 0, words, 2, more.length);
        return shell.run(words);
    }

    private void passes(String tests) {
        Outcome outcome = test(tests);
        assertThat(outcome.out() + outcome.err()).contains("passed").doesNotContain("failed");
        assertThat(outcome.status()).isZero();
    }

    private void fails(String test, String why) {
        Outcome outcome = test(test);
        assertThat(outcome.out()).startsWith("failed  ").contains(why);
        assertThat(outcome.status()).isEqualTo(1);
    }

    @Test
    void whatIsAsExpectedPasses() {
        passes(
                """
                - name: the API has a version
                  request: GET https://shop.example/api/x?y=1
                  expect:
                    pool: api
                    server: api1
                    outcome: forward
                    status: null
                    rewritten: { path: /v2/api/x, target: /v2/api/x?y=1, host: SHOP.example }
                    headers: { X-Proto: https, X-Other: null }
                - name: everything is encrypted
                  request: http://shop.example/a
                  expect: { redirect: 'https://shop.example/a', status: 301 }
                - name: by chance
                  request: { url: https://shop.example/ }
                  assume: { nbsrv(web): 2 }
                  expect: { pool: web, candidates: [web2, web1] }
                - name: secrets
                  request: { url: https://shop.example/secret, method: POST, source: 10.0.0.1 }
                  expect: { outcome: respond, status: 403 }
                """);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            textBlock =
                    """
                    pool: web; expected pool `web`, but it goes to pool `api`
                    server: api2; expected server `api2`, but it is `api1` of pool `api`
                    candidates: [api1, api2]; but it is `api1` of pool `api`
                    status: 404; expected status 404, but it goes to pool `api`
                    redirect: /x; expected a redirect to /x, but it goes to pool `api`
                    outcome: close; expected close, but it goes to pool `api`
                    headers: {X-Proto: http}; server receives X-Proto: http, but it receives X-Proto
                    headers: {X-Proto: null}; the server receives no X-Proto, but it receives X-P
                    headers: {X-Tenant: a}; but it receives no X-Tenant
                    rewritten: {path: /api/x}; receives path /api/x, but it receives /v2/api/x
                    rewritten: {host: a}; the server receives host a, but it receives shop.example
                    rewritten: {method: PUT}; receives method PUT, but it receives GET
                    """)
    void whatIsNotAsExpectedFailsAndSaysHowItIs(String expected, String why) {
        fails("- request: https://shop.example/api/x\n  expect: { " + expected + " }\n", why);
    }

    @Test
    void aFailureIsToldWithTheWayOfItsRequest() {
        Outcome outcome = test("- name: n\n  request: https://a/api/\n  expect: { pool: web }\n");
        assertThat(outcome.out())
                .startsWith("failed  n  tests.yaml:3\n")
                .contains("(tests.yaml:5)")
                .contains("decided by haproxy.cfg:13")
                .contains("13 │ ✓   use_backend api if { path_beg /v2/ }")
                .contains("1 failed · tests.yaml · haproxy.cfg (haproxy:3.4)\n");
    }

    @Test
    void whatHangsOnWhatIsNotKnownIsNotProven() {
        Outcome outcome = test("- request: https://a/inside\n  expect: { pool: web }\n");
        assertThat(outcome.out())
                .startsWith("not proven  ")
                .contains("expected pool `web`, but it goes to pool `small`, if")
                .contains("src 10.0.0.0/8")
                .contains("(haproxy.cfg:14)")
                .contains("1 not proven · ");
        assertThat(outcome.status()).isEqualTo(1);
    }

    @Test
    void whatIsTakenToBeSoIsSaid() {
        String tests = "- request: https://a/\n  expect: { pool: web }\n";
        assertThat(test(tests).out()).contains("1 test passed on what is not known before run t");
        assertThat(test(tests, "--format", "json").out())
                .contains("\"assumed\":[{\"text\":\"")
                .contains("nbsrv(web) ");
    }

    @Test
    void everyTestStartsAfresh() {
        String test = "- request: https://a/api/\n  expect: { server: api1 }\n";
        passes(test + test);
    }

    @Test
    void aConfigurationOnTheCommandLineGoesFirst() {
        shell.write("other.cfg", HAPROXY.replace("default_backend web", "default_backend api"));
        String test = "- request: https://a/\n  assume: {nbsrv(web): 2}\n  expect: {pool: web}\n";
        assertThat(test(test).status()).isZero();
        assertThat(test(test, "other.cfg").status()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            textBlock =
                    """
                    '{request: /, expect: {pool: a}, nam: x}'; 3: test: unknown key nam; known
                    '{name: x, expect: {pool: a}}'; 3: test: needs request or requests or pool
                    '{name: x, request: /}'; 3: test: needs expect
                    '{request: /, expect: {}}'; 3: expect: nothing is expected, so the test could
                    '{request: /, expect: {pol: a}}'; unknown key pol; known are
                    '{request: /, expect: {pol: a}}'; did you mean pool?
                    '{request: /, expect: {status: 99}}'; status: 99: must be a status such as 404
                    '{request: /, expect: {status: [1]}}'; 3: status: needs one value
                    '{request: /, expect: {redirect: /a, pool: b}}'; pool and redirect contradict
                    '{request: /, expect: {redirect: /a, server: b}}'; redirect and server contra
                    '{request: /, expect: {redirect: /a, status: 200}}'; no redirect has status 200
                    '{request: /, expect: {outcome: close, status: 200}}'; closed has no status
                    '{request: /, expect: {outcome: drop}}'; outcome: must be one of forward,
                    '{request: /, expect: {server: a, candidates: [b]}}'; server and candidates
                    '{request: /, expect: {rewritten: {path: /a, target: /b}}}'; path and target
                    '{request: GET / HTTP/1.1, expect: {pool: a}}'; must be METHOD URL
                    '{request: ftp://a/, expect: {pool: a}}'; only http:// and https://
                    '{request: {host: a}, expect: {pool: a}}'; 3: request: needs url or target
                    '{request: {target: a}, expect: {pool: a}}'; target must begin with /
                    '{request: {target: /, hosst: a}, expect: {pool: a}}'; unknown key hosst
                    '{request: {target: /, port: 0}, expect: {pool: a}}'; from 1 to 65535
                    '{request: {target: /, source: x}, expect: {pool: a}}'; must be an IP address
                    '{request: /, assume: {nbsrv(x): 1}, expect: {pool: a}}'; 3: assume: no line of
                    '{request: /, files: [], expect: {pool: a}}'; 3: files: no line of haproxy.cfg
                    """)
    void whatIsWrongWithATestIsSaidWithItsLine(String test, String why) {
        Outcome outcome = test("- " + test + "\n");
        assertThat(outcome.err()).startsWith("evenkeel: tests.yaml:3: ").contains(why);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.status()).isEqualTo(2);
    }

    @Test
    void twoTestsMustNotExpectTwoThingsOfOneRequest() {
        String test = "- request: https://a/\n  expect: { pool: web }\n";
        Outcome outcome = test(test + test.replace("web", "api"));
        assertThat(outcome.err())
                .isEqualTo(
                        "evenkeel: tests.yaml:6: expect: contradicts line 4, which expects"
                                + " something else of the same request\n");
        assertThat(test("- name: a\n" + test.replace("- ", "  ") + "- name: a\n").err())
                .contains("tests.yaml:6: name: the test in line 3 has it too");
    }

    @Test
    void everythingThatIsWrongIsSaidAtOnce() {
        Outcome outcome = test("- {request: /}\n- foo\n- {expect: {pool: a}}\n");
        assertThat(outcome.err()).hasLineCount(3);
    }

    @Test
    void withoutTestsOrConfigurationThereIsNoAnswer() {
        shell.write("empty.yaml", "").write("none.yaml", "tests:\n  - {}\n");
        shell.write("lost.yaml", "tests:\n  - {request: /, expect: {pool: a}}\n");
        assertThat(shell.run("test", "empty.yaml").err()).contains("empty.yaml is empty");
        assertThat(shell.run("test", "none.yaml").err()).contains("none.yaml:2: test: needs req");
        assertThat(shell.run("test", "lost.yaml").err()).contains("names no configuration");
        assertThat(shell.run("test", "nowhere.yaml").err()).contains("does not exist");
        assertThat(shell.run("test", "lost.yaml", "--against", "moon").status()).isEqualTo(2);
    }

    @Test
    void whatHoldsForAllRequestsOfASetPasses() {
        passes(
                """
                - name: nothing but the API answers for it
                  requests: { path: /api/**, tls: true }
                  expect: { never: [web, small], only: api, always: api }
                - name: secrets go nowhere
                  requests: { path: [/secret**], method: [GET, POST], host: '**.example' }
                  expect: { never: '*' }
                - name: in clear nothing reaches a server
                  requests: { tls: false, headers: { X-Tenant: a* }, source: 10.0.0.0/8 }
                  expect: { never: '*' }
                """);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            textBlock =
                    """
                    path: /a**; never: api; expected never api, but it goes to pool `api`
                    path: /inside; only: web; expected only web, but it goes to pool `small`
                    path: /api/**; always: api; but it is redirected 301 to https://
                    host: '**'; never: web; expected never web, but it goes to pool `web`
                    port: 443; always: [web, api, small]; but the balancer answers 403
                    """)
    void oneRequestShowsThatASetIsNotAsExpected(String requests, String expect, String why) {
        Outcome outcome = test("- requests: { " + requests + " }\n  expect: { " + expect + " }\n");
        assertThat(outcome.out())
                .startsWith("failed  ")
                .contains(why)
                .contains("decided by haproxy.cfg:");
        assertThat(outcome.status()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            textBlock =
                    """
                    '{path: /a}'; '{never: wed}'; there is no pool wed
                    '{path: /a}'; '{never: wed*}'; there is no pool wed*
                    '{port: 99}'; '{never: web}'; requests: nothing listens there
                    '{listener: privat}'; '{never: web}'; requests: nothing listens there
                    '{path: /a, tls: true, port: 80}'; '{never: web}'; there are no such requests
                    '{path: a}'; '{never: web}'; path must begin with / or *
                    '{path: []}'; '{never: web}'; path: needs at least one value
                    '{paths: /a}'; '{never: web}'; unknown key paths
                    '{source: 10.0.0.0/40}'; '{never: web}'; must be an address or a network
                    '{path: /a}'; '{}'; nothing is expected
                    '{path: /a}'; '{nevr: web}'; unknown key nevr
                    '{path: /a}'; '{never: web, always: web}'; always and never contradict
                    '{path: /a}'; '{only: api, always: web}'; always and only contradict
                    '{path: /a}'; '{only: api, never: api}'; only and never contradict
                    """)
    void whatIsWrongWithATestOfASetIsSaidWithItsLine(String some, String expect, String why) {
        Outcome outcome = test("- {requests: " + some + ", expect: " + expect + "}\n");
        assertThat(outcome.err()).startsWith("evenkeel: tests.yaml:3: ").contains(why);
        assertThat(outcome.status()).isEqualTo(2);
    }

    private static final String POOLS =
            """
            defaults
                mode http
                timeout connect 5s
                timeout client 30s
                timeout server 30s
            frontend public
                bind :80
                use_backend odd if { path_beg /odd }
                use_backend never if { path_beg /odd/a }
                use_backend ring if { path_beg /ring }
                default_backend even
            backend even
                balance roundrobin
                server e1 10.0.0.1:80 check maxconn 300
                server e2 10.0.0.2:80 check maxconn 300
                server e3 10.0.0.3:80 check maxconn 300
                server e4 10.0.0.4:80 check maxconn 300 backup
            backend odd
                balance static-rr
                server o1 10.0.1.1:80 weight 3 check
                server o2 10.0.1.2:80 weight 1
                server o3 10.0.1.1:80 weight 1 disabled
            backend ring
                balance uri
                server r1 10.0.2.1:80
                server r2 10.0.2.1:80
            backend never
                balance leastconn
                server n 10.0.3.1:80
            """;

    private Outcome pools(String tests) {
        shell.write("haproxy.cfg", POOLS);
        return test(tests);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            textBlock =
                    """
                    even; share: {max: 34%, min: 33%, within: 1%}
                    odd; share: {max: 75%, min: 25%, within: 25%}
                    even; survives: 3
                    even; survives: 1, at: 600 rps
                    even; survives: 1, at: 6000 rps, lasting: 100 ms
                    even; survives: 1, at: 900 rps, lasting: 100ms, each: 450 rps
                    odd; survives: 1, at: 100/s, each: 100 rps
                    even; servers: {min: 3}
                    even; health: active
                    ring; health: none
                    even; algorithm: round-robin
                    ring; algorithm: hash, servers: {min: 1}
                    n*; algorithm: least-connections
                    even; timeouts: {connect: 5 s, server: 30s}
                    '*'; timeouts: {server: 0.5 m}
                    """)
    void aPoolIsAsExpected(String pool, String expect) {
        Outcome outcome = pools("- pool: '" + pool + "'\n  expect: { " + expect + " }\n");
        assertThat(outcome.out() + outcome.err()).startsWith("1 passed");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            textBlock =
                    """
                    odd; share: {max: 70%}; failed; at most 70 % for each machine, but o1 gets 75 %
                    odd; share: {min: 30%}; failed; at least 30 % for each machine, but o2 gets 25 %
                    odd; share: {within: 5%}; failed; 50 % within 5 % for each machine, but o1 gets
                    ring; share: {max: 70%}; not proven; it depends on what is hashed
                    even; survives: 4; failed; without 4 machines none is left; it has only 4
                    ring; survives: 1; failed; without 1 machine none is left; it has only one
                    even; survives: 1, at: 700 rps; failed; there is room for 600 requests at once
                    even; survives: 3, at: 301 rps; failed; there is room for 300 requests at once
                    even; survives: 1, at: 600 rps, each: 299 rps; failed; one gets 50 % of 600 rps
                    odd; survives: 1, at: 10 rps; not proven; nothing says how much a machine takes
                    odd; survives: 1, at: 90 rps, each: 80 rps; failed; one gets 100 % of 90 rps
                    even; servers: {min: 4}; failed; expected 4 usable servers, but it has 3
                    ring; servers: {min: 2}; failed; expected 2 usable servers, but it has 1
                    odd; health: active; failed; nobody has o2 checked for its health
                    odd; health: none; failed; the health of o1 is checked
                    even; algorithm: hash; failed; expected hash, but uses round-robin
                    '*'; algorithm: hash; failed; pool `even`: expected hash
                    ring; timeouts: {connect: 5001ms}; failed; waits 5001 ms for a connection, but
                    ring; timeouts: {server: 1 h}; failed; waits 3600 s for an answer, but
                    ring; timeouts: {server: forever}; failed; expected that it waits for ever
                    """)
    void aPoolIsNotAsExpected(String pool, String expect, String how, String why) {
        Outcome outcome = pools("- pool: '" + pool + "'\n  expect: { " + expect + " }\n");
        assertThat(outcome.out().replaceAll("\\s+", " ")).startsWith(how).contains(why);
        assertThat(outcome.status()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            textBlock =
                    """
                    '{pool: evn, expect: {survives: 1}}'; there is no pool evn
                    '{pool: even, expect: {}}'; nothing is expected
                    '{pool: even, expect: {share: {}}}'; share: needs max, min or within
                    '{pool: even, expect: {share: {max: 100%}}}'; it could never fail
                    '{pool: even, expect: {share: {max: 30}}}'; must be a part of the requests
                    '{pool: even, expect: {share: {max: 30%, min: 40%}}}'; min and max contradict
                    '{pool: even, expect: {survives: 0}}'; must be a number of servers, at least 1
                    '{pool: even, expect: {survives: 1, at: 900}}'; such as 900 rps
                    '{pool: even, expect: {survives: 1, each: 9 rps}}'; add at: 900 rps
                    '{pool: even, expect: {at: 9 rps}}'; at: stands with survives only
                    '{pool: even, expect: {servers: {}}}'; servers: needs min
                    '{pool: even, expect: {timeouts: {}}}'; timeouts: needs connect or server
                    '{pool: even, expect: {timeouts: {server: 5}}}'; such as 50 ms, 2 s or 5 m
                    '{pool: even, expect: {timeouts: {client: 5s}}}'; unknown key client
                    '{pool: even, expect: {health: good}}'; must be one of active, passive, none
                    '{pool: even, expect: {algorithm: hsh}}'; must be one of round-robin
                    '{pool: even, survive: 1}'; unknown key survive
                    '{change: {}}'; change: nothing is asked
                    '{change: {forbid: x}}'; change: forbid: x: must be one of unreachable-pool
                    '{change: {forbid: routing}, expect: {pool: a}}'; leave out expect
                    '{reachable: everything}'; must be one of all, pools, rules
                    '{reachable: all, request: /}'; request and reachable; leave one
                    '{reachable: all, files: []}'; files: stands with request only
                    """)
    void whatIsWrongWithOtherTestsIsSaidWithItsLine(String test, String why) {
        Outcome outcome = pools("- " + test + "\n");
        assertThat(outcome.err()).startsWith("evenkeel: tests.yaml:3: ").contains(why);
        assertThat(outcome.status()).isEqualTo(2);
    }

    @Test
    void whatNoRequestReachesIsNamed() {
        Outcome outcome = pools("- reachable: all\n");
        assertThat(outcome.out())
                .startsWith("failed  requests reach every pool and rule")
                .contains("no request reaches pool `never`  (haproxy.cfg:27)")
                .contains("no request reaches this rule  (haproxy.cfg:9)");
        shell.write("haproxy.cfg", HAPROXY);
        assertThat(test("- reachable: all\n").out()).startsWith("1 passed");
    }

    @Test
    void aChangeKeepsToItsPolicyOrNot() {
        shell.write("old.cfg", HAPROXY);
        shell.write("new.cfg", HAPROXY.replace("default_backend web", "default_backend api"));
        String tests = "- change: { forbid: [routing, removed] }\n- change: { forbid: removed }\n";
        assertThat(test(tests).out()).startsWith("2 skipped · ");
        assertThat(test(tests, "old.cfg", "--baseline", "old.cfg").out()).startsWith("2 passed · ");
        Outcome changed = test(tests, "new.cfg", "--baseline", "old.cfg");
        assertThat(changed.status()).isEqualTo(1);
        assertThat(changed.out())
                .startsWith("failed  the change")
                .contains("forbid routing: requests end differently")
                .contains("→ pool api")
                .contains("1 failed, 1 passed");
        assertThat(test("- reachable: all\n", "--baseline", "old.cfg").err())
                .contains("--baseline old.cfg: no test of tests.yaml is about the change");
    }

    @Test
    void whatTestsDoNotReachIsNamed() {
        shell.write("haproxy.cfg", POOLS);
        String tests = "- request: http://a/odd\n  expect: { pool: odd }\n";
        Outcome outcome = test(tests, "--coverage");
        assertThat(outcome.out())
                .contains("tests reach 2 of 6 rules and pools that requests can reach (33.3 %)")
                .contains("Not reached\n   haproxy.cfg:10  use_backend ring")
                .contains("No request reaches\n   haproxy.cfg:9  use_backend never");
        assertThat(outcome.status()).isZero();
        assertThat(test(tests, "--fail-under", "33%").status()).isZero();
        assertThat(test(tests, "--fail-under", "34%").status()).isEqualTo(1);
        assertThat(test(tests, "--coverage", "--format", "json").out())
                .contains("\"unreachable\":[{\"kind\":\"rule\",\"text\":\"use_backend never");
        assertThat(test(tests, "--fail-under", "most").err()).contains("--fail-under most");
    }

    @ParameterizedTest
    @CsvSource({"text", "json", "sarif", "junit", "github", "markdown"})
    void everyFormatNamesTheTestAndItsLine(String format) {
        String tests =
                """
                - name: the <API>
                  request: https://a/api/
                  expect: { pool: web }
                """;
        Outcome outcome = test(tests, "--format", format);
        assertThat(outcome.out()).contains("tests.yaml").contains("web").contains("API");
        assertThat(outcome.status()).isEqualTo(1);
    }
}
