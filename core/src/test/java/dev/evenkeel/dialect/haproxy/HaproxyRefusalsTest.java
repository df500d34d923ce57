package dev.evenkeel.dialect.haproxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.dialect.Input;
import dev.evenkeel.model.Version;
import dev.evenkeel.text.Problem;
import dev.evenkeel.text.Source;
import dev.evenkeel.text.Sources;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.Map;

class HaproxyRefusalsTest {
    private static List<Problem> problems(Version version, String text) {
        return new HaproxyDialect()
                .read(
                        new Input(
                                List.of(Source.of("x.cfg", text)),
                                Sources.none(),
                                version,
                                Map.of("PORT", "80")))
                .problems();
    }

    private static List<Integer> refusedLines(Version version, String text) {
        return problems(version, text).stream()
                .filter(problem -> problem.kind() == Problem.Kind.REFUSED)
                .map(problem -> problem.span().line())
                .toList();
    }

    private static List<Integer> inProxy(String line) {
        return refusedLines(Version.of(2, 6), "listen a\n bind :1\n mode http\n " + line + "\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "server s 10.0.0.1:80 weight 257",
                "server s 10.0.0.1:80 weight -1",
                "server s 10.0.0.1:80-90",
                "server s 10.0.0.1:70000",
                "server s 10.0.0.1:http",
                "server s fd@3",
                "server s a..b:80",
                "server s/ 10.0.0.1",
                "server s",
                "server s 10.0.0.1 chek",
                "server s 10.0.0.1 inter 0",
                "server s 10.0.0.1 inter 1y",
                "server s 10.0.0.1 inter 30d",
                "server s 10.0.0.1 observe layer5",
                "server s 10.0.0.1 id 0",
                "server s 10.0.0.1 rise x",
                "server-template s 5-1 10.0.0.1",
                "server-template s 0 10.0.0.1",
                "bind 10.0.0.1",
                "bind :80,:90-80",
                "bind :80 nam x",
                "bind :80 level root",
                "bind udp@:80",
                "balance fastest",
                "balance uri len 0",
                "balance url_param",
                "balance random(0)",
                "hash-type crc32",
                "hash-balance-factor 50",
                "cookie A rewrite indirect",
                "cookie A insert prefix",
                "cookie A preserve",
                "cookie A maxidle",
                "mode tpc",
                "timeout server",
                "timeout server 5x",
                "timeout server 5s 6s",
                "option redispach",
                "option httplog clif",
                "no option httplog",
                "option abortonclose x",
                "retries 1 2",
                "maxconn",
                "log 127.0.0.1",
                "log 127.0.0.1 local8",
                "log 127.0.0.1 local0 loud",
                "log 127.0.0.1:1-2 local0",
                "stats refresh soon",
                "errorfile 999 /x",
                "http-reuse sometimes",
                "contimeout 5000",
                "http-check send mth GET",
                "http-check expect",
                "capture request header X size 9",
                "load-server-state-from-file everywhere",
            })
    void refusesInItsLine(String line) {
        assertThat(inProxy(line)).containsExactly(4);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "server s 10.0.0.1",
                "server s :80",
                "server s *:+1 weight 256 check inter 1s fall 1",
                "server s [2001:db8::1]:80 source 10.0.0.9 usesrc clientip interface eth0 check",
                "server s unix@/run/x.sock",
                "server s no-such-host.example:80",
                "server s \"${ADDRESS}:${NUMBER}\" weight \"${WEIGHT}\"",
                "server s ${ADDRESS}:${NUMBER}",
                "server s 10.0.0.1:${PORT}",
                "server-template s 3 10.0.0.1:80",
                "bind :::80 v4v6",
                "bind 10.0.0.1:80-90,:99 ssl crt /x alpn h2",
                "balance",
                "balance hdr(host) use_domain_only",
                "balance random(3)",
                "hash-type map-based djb2 avalanche",
                "hash-balance-factor 150",
                "cookie A insert indirect nocache maxidle 5m",
                "timeout client 1d",
                "timeout client 0",
                "option redispatch 3",
                "no option abortonclose",
                "log global",
                "no log",
                "log stdout len 100 format raw local0 info err",
                "retries three",
                "maxconn lots",
            })
    void acceptsWhatHaproxyAccepts(String line) {
        assertThat(inProxy(line)).isEmpty();
    }

    @Test
    void aVariableInAnAddressIsExpandedWithoutQuotes() {
        assertThat(inProxy("server s 10.0.0.1:${PORT}0000")).containsExactly(4);
    }

    @Test
    void serversOfASectionNeedDifferentNames() {
        String text = "backend a\n server s :1\n server s :2\nbackend b\n server s :1\n";
        assertThat(refusedLines(Version.of(2, 6), text)).containsExactly(3);
    }

    @Test
    void rulesNeedNamedDefaults() {
        String rule = " http-request deny\n";
        assertThat(refusedLines(Version.of(2, 6), "defaults\n" + rule)).containsExactly(2);
        assertThat(refusedLines(Version.of(2, 6), "defaults a\n" + rule)).isEmpty();
        assertThat(refusedLines(Version.of(2, 4), "defaults a\n" + rule)).containsExactly(2);
    }

    @Test
    void checksThatConnectBeginWithIt() {
        String text = "backend a\n option tcp-check\n tcp-check send x\n tcp-check connect\n";
        assertThat(refusedLines(Version.of(2, 6), text)).containsExactly(4);
    }

    @Test
    void aFrontendHasNoServers() {
        assertThat(refusedLines(Version.of(2, 6), "frontend a\n bind :1\n server s :2\n"))
                .containsExactly(3);
    }

    @Test
    void otherSectionsAreReadToo() {
        String text =
                """
                userlist u
                 user a pasword x
                 group g members a
                resolvers r
                 nameserver n 10.0.0.1
                 nameserver m 10.0.0.1:53
                 hold never 1s
                 timeout retry x
                peers p
                 peer q 10.0.0.1
                cache c
                 max-age 1 2
                 size 1
                """;
        assertThat(refusedLines(Version.of(2, 6), text)).containsExactly(2, 3, 5, 7, 8, 10, 12, 13);
    }

    @Test
    void aLineIsRefusedOnce() {
        assertThat(inProxy("http-request set-heder a b if { nonsense }")).containsExactly(4);
    }

    @Test
    void noMoreThanAThousandProblemsAreKept() {
        assertThat(problems(Version.of(2, 6), "x\n".repeat(5_000))).hasSize(1_001);
    }

    @Test
    void messagesShowNoControlCharacters() {
        List<Problem> problems = problems(Version.of(2, 6), "listen a\n \\x07\\x0aevil x\n");
        assertThat(problems.getFirst().message()).contains("??evil").doesNotContain("\n");
    }

    @Test
    void secretsAreFound() {
        String text =
                """
                userlist u
                 user a insecure-password one
                listen l
                 bind :1
                 mode http
                 stats auth me:two
                 dynamic-cookie-key three
                 http-request set-header X-Api-Key four if { src 10.0.0.1 }
                 acl ok req.hdr(Authorization) -m str five
                 http-request set-header X-Plain plain
                """;
        var reading =
                new HaproxyDialect()
                        .read(
                                new Input(
                                        List.of(Source.of("x.cfg", text)),
                                        Sources.none(),
                                        Version.of(2, 6),
                                        Map.of()));
        assertThat(reading.secrets())
                .extracting(span -> span.text())
                .containsExactly("one", "me:two", "three", "four", "five");
    }
}
