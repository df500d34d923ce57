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

/// What HAProxy refuses in the arguments of rules, and for names that nobody declares.
class HaproxyUsesTest {
    private static List<Integer> refused(Version version, String text) {
        var input = new Input(List.of(Source.of("x.cfg", text)), Sources.none(), version, Map.of());
        return new HaproxyDialect()
                .read(input).problems().stream()
                        .filter(problem -> problem.kind() == Problem.Kind.REFUSED)
                        .map(problem -> problem.span().line())
                        .toList();
    }

    private static List<Integer> refused(String text) {
        return refused(Version.of(2, 6), text);
    }

    private static List<Integer> inProxy(Version version, String line) {
        return refused(version, "listen a\n bind :1\n mode http\n " + line + "\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http-request deny deny",
                "http-request deny deny_status",
                "http-request deny deny_status 40",
                "http-request deny deny_status 409",
                "http-request tarpit deny_status 302 if TRUE",
                "http-request return status 409 default-errorfiles",
                "http-request return 200",
                "http-request return status 999",
                "http-request return string x",
                "http-request return content-type a string x string y",
                "http-request return status 200 hdr x",
                "http-request return errorfiles none",
                "http-request set-header x",
                "http-request set-header x y z",
                "http-request set-path",
                "http-request set-path /x y",
                "http-request replace-path x",
                "http-request replace-header x y",
                "http-request del-header",
                "http-request redirect location",
                "http-request redirect 307 location /",
                "http-request redirect location / code 304",
                "http-request redirect code 301",
                "http-response redirect prefix /",
                "http-response set-status x",
                "http-response set-status 200 reason",
                "http-request capture src len",
                "http-request capture src size 9",
                "http-request capture src id 0",
                "http-response capture src len 9",
                "http-request track-sc0 src",
                "http-request track-sc0 src table none",
                "http-request set-log-level loud",
                "http-request strict-mode maybe",
                "http-request silent-drop now",
                "http-request auth realm",
                "http-request wait-for-body time x",
                "http-request cache-use",
                "http-request cache-use none",
                "http-request use-service prometheus-exporter now",
            })
    void refusesRulesInTheirLine(String line) {
        assertThat(inProxy(Version.of(2, 6), line)).containsExactly(4);
        assertThat(inProxy(Version.of(3, 2), line)).containsExactly(4);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "stats http-request 304 deny",
                "stick on src",
                "stick on src table none",
                "stick-table ip size 10",
                "stick-table type ip",
                "stick-table type ip size x",
                "stick-table type net size 10",
                "stick-table type ip size 10 expire x",
                "stick-table type ip size 10 store conn_rate",
                "stick-table type ip size 10 store gpc0(5)",
                "stick-table type ip size 10 store conn",
                "stick-table type ip size 10 store gpc(101)",
                "filter cache",
                "filter cache none",
                "filter trace loud",
                "errorfiles none",
                "http-error 503",
                "http-check expect status ok",
                "http-check expect status 300-200",
                "tcp-check send-binary abc",
                "declare capture request len 0",
                "hash-type consistent avalanche",
                "server s 10.0.0.1 slowstart",
                "bind 10.0.0.999:80",
                "bind ipv5@10.0.0.1:80",
                "bind :80 proto none",
                "option forwardfor except 127.0.0/8x",
                "option forwardfor except 10.0.0.0.0",
                "use_backend a if { src 10.0.0.1 }",
            })
    void refusesSettingsInTheirLine(String line) {
        assertThat(inProxy(Version.of(2, 6), line)).containsExactly(4);
        assertThat(inProxy(Version.of(3, 2), line)).containsExactly(4);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http-request deny",
                "http-request deny deny_status 400 if FALSE",
                "http-request deny status 429 content-type text/plain string no",
                "http-request return status 200 content-type a lf-string %[src] hdr x y unless"
                        + " TRUE",
                "http-request tarpit deny_status 429",
                "http-request deny status 409",
                "http-request deny deny_status 409 hdr x y",
                "http-request return status 409 if TRUE",
                "http-request set-header x y if TRUE",
                "http-request replace-header x y z",
                "http-request del-header x -m beg",
                "http-request redirect prefix / code 308 drop-query append-slash ignore-empty",
                "http-response redirect location /",
                "http-response set-status 503 reason x if TRUE",
                "http-request capture src len 9",
                "http-request set-log-level silent",
                "http-request set-nice some",
                "http-request strict-mode on",
                "http-request auth realm x if TRUE",
                "http-request wait-for-body time 1s at-least 1k",
                "http-request use-service lua.x y",
                "stats http-request deny if TRUE",
                "stick-table type string len 32 size 1m expire 5m nopurge store"
                        + " gpc0,conn_rate(10s),gpc_rate(3,5s)",
                "filter compression",
                "filter trace name x quiet",
                "http-error status 503",
                "http-check expect status 200,300-399",
                "tcp-check send-binary 0aFF",
                "declare capture request len 9",
                "hash-type consistent sdbm avalanche more words",
                "bind 10.1:80",
                "option forwardfor except 2001:db8::/32",
                "option forwardfor except 10.0.0.0/8",
            })
    void accepts(String line) {
        assertThat(inProxy(Version.of(2, 6), line)).isEmpty();
        assertThat(inProxy(Version.of(3, 2), line)).isEmpty();
    }

    @Test
    void newerParametersNeedTheirVersion() {
        String table = "stick-table type ip size 10 write-to other/t store glitch_cnt";
        assertThat(inProxy(Version.of(2, 6), table)).containsExactly(4);
        assertThat(inProxy(Version.of(3, 2), table)).isEmpty();
        String redirect = "redirect location / keep-query";
        assertThat(inProxy(Version.of(3, 0), redirect)).containsExactly(4);
        assertThat(inProxy(Version.of(3, 1), redirect)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "backend b\n server s 10.0.0.1 track c/s\nbackend c\n server t 10.0.0.2 check",
                "backend b\n server s 10.0.0.1:80 resolvers none",
                "backend b\n stick-table type ip size 10 peers none",
                "backend b\n default_backend b",
                "userlist u\n group g users nobody",
                "userlist u\n user n groups nothing",
                "userlist u\n user n! password x",
                "backend b\n server s 10.0.0.1:80 proto h2",
                "global\n ssl-default-bind-options ssl-min-ver TLSv9",
                "global\n ssl-default-bind-options no-such",
                "global\n tune.bufsize none",
                "global\n stats socket /x mode 999",
                "peers p\n server * 10.0.0.1:80",
            })
    void refusesTheSecondLine(String text) {
        assertThat(refused(text + "\n")).containsExactly(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "backend b\n server s 10.0.0.1 track c/t\nbackend c\n server t 10.0.0.2 check",
                "backend b\n server s x.example:80 resolvers r\nresolvers r more",
                "backend b\n server s x.example:80 resolvers default",
                "backend b\n stick-table type ip size 10 peers p\npeers p\n peer a 10.0.0.1:1",
                "frontend f\n stick-table type ip size 9\n http-request track-sc0 src",
                "frontend f\n disabled\n http-request track-sc0 src table none",
                "userlist u\n group g users n,m\n user n\n user m insecure-password",
                "backend b\n mode http\n server s 10.0.0.1:80 proto h2",
                "global\n ssl-default-bind-options ssl-min-ver TLSv1.2 no-tls-tickets no-tlsv10",
                "global\n uid somebody\n stats socket /x mode 600",
                "global\n external-check\nbackend b\n option external-check",
                "cache c\nfrontend f\n mode http\n filter cache c\n http-request cache-use c",
                "http-errors e more\nfrontend f\n errorfiles e",
            })
    void acceptsWhatIsDeclared(String text) {
        assertThat(refused(text + "\n")).isEmpty();
    }

    @Test
    void externalChecksMustBeAllowed() {
        assertThat(refused("backend b\n option external-check\n")).containsExactly(2);
    }

    @Test
    void rulesOfDefaultsAreForOneKindOfSection() {
        String rules = "defaults d\n mode http\n http-request deny if FALSE\n";
        assertThat(refused(rules + "frontend f from d\nfrontend g from d\n")).isEmpty();
        assertThat(refused(rules + "frontend f from d\nbackend b from d\n")).containsExactly(5);
        assertThat(refused(rules + "listen l from d\n")).containsExactly(4);
        String early = "defaults d\n tcp-request connection accept\n";
        assertThat(refused(early + "frontend f from d\n")).isEmpty();
        assertThat(refused(early + "backend b from d\n")).containsExactly(3);
        String late = "defaults d\n tcp-response content accept\n";
        assertThat(refused(late + "frontend f from d\n")).containsExactly(3);
    }

    @Test
    void aListenSectionCannotSendToItself() {
        assertThat(refused("listen a\n bind :1\n default_backend a\n")).containsExactly(3);
        assertThat(refused("frontend a\n bind :1\n default_backend a\nbackend a\n")).isEmpty();
    }
}
