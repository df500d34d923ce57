package dev.evenkeel.dialect.nginx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.dialect.Input;
import dev.evenkeel.dialect.Reading;
import dev.evenkeel.model.Version;
import dev.evenkeel.text.Problem;
import dev.evenkeel.text.Source;
import dev.evenkeel.text.Sources;
import dev.evenkeel.text.Span;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;
import java.util.Map;

class NginxDialectTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "servr { listen 80; }|unknown directive",
                "server { worker_processes 1; }|not allowed here",
                "server { listen; }|invalid number of arguments",
                "server listen;|has no opening",
                "server { gzip on { } }|is not terminated by",
                "server { gzip yes; }|must be \"on\" or \"off\"",
                "server { root /a; root /b; }|is duplicate",
                "server { client_body_timeout 5x; }|invalid value",
                "server { listen 99999; }|invalid port",
                "server { listen 80 sll; }|invalid parameter",
                "server { listen 80; listen *:80; }|duplicate listen",
                "server { listen 443 ssl; }|ssl_certificate",
                "server { location /a { } location ^~ /a { } }|duplicate location",
                "server { location /a { location /b { } } }|is outside location",
                "server { location ~ a( { } }|regular expression",
                "server { location ~ a { proxy_pass http://b/c; } }|cannot have URI part",
                "server { if (a) { } }|invalid condition",
                "server { return abc; }|invalid return code",
                "server { return 200 $nosuchname; }|unknown \"nosuchname\" variable",
                "server { access_log /l nosuch; }|unknown log format",
                "server { limit_req zone=nosuch; }|zero size shared memory zone",
                "upstream u { }|no servers are inside upstream",
                "upstream u { server a:1; } upstream u { server a:1; }|duplicate upstream",
                "upstream u { hash $uri; server a:1; server b:1 backup; }|does not support",
                "upstream u { server a:1 weight=0; }|invalid parameter",
                "map $host $a { b c d; }|number of the map parameters",
                "split_clients $host $a { 70% b; 40% c; }|greater than 100%",
            })
    void refusesWhatNginxRefuses(String inside, String message) {
        assertThat(refusals("events { }\nhttp {\n" + inside + "\n}\n"))
                .anySatisfy(problem -> {
                    assertThat(problem.message()).contains(message);
                    assertThat(problem.span().line()).isEqualTo(3);
                });
    }

    @Test
    void acceptsWhatNginxAccepts() {
        String text =
                """
                events { worker_connections 1024; }
                http {
                    log_format short '$remote_addr $status';
                    map $http_upgrade $upgrade { default ""; "~^web" on; }
                    limit_req_zone $binary_remote_addr zone=slow:10m rate=5r/s;
                    upstream app { least_conn; server 10.0.0.1:80 weight=2; server b backup; }
                    server {
                        listen 80 default_server;
                        server_name ~^(?<who>.+)\\.example$ *.example.org;
                        access_log /var/log/a.log short buffer=8k flush=1m;
                        location ~ ^/(a|b)/{2} { }
                        location / {
                            limit_req zone=slow burst=5 nodelay;
                            if ($who = "x") { return 302 https://$host$request_uri; }
                            proxy_pass http://app/$upgrade;
                        }
                    }
                }
                """;
        assertThat(refusals(text.replace("{2} ", " "))).isEmpty();
    }

    @Test
    void aPieceIsNotRefusedForWhatItsSurroundingsMayDeclare() {
        Reading reading = read("location / { limit_req zone=a; return 200 $b; }");
        assertThat(reading.isRefused()).isFalse();
        assertThat(reading.problems())
                .extracting(Problem::kind)
                .containsExactly(Problem.Kind.REMARK);
    }

    @Test
    void aTemplateIsToldOnce() {
        Reading reading = read("server {\n  server_name {{ name }};\n  listen {{ port }};\n}\n");
        assertThat(reading.problems())
                .filteredOn(problem -> problem.kind() == Problem.Kind.REFUSED)
                .singleElement()
                .satisfies(problem -> assertThat(problem.span().line()).isEqualTo(2));
    }

    @Test
    void theVersionDecidesWhatExists() {
        var text = Source.of("f", "events {} http { server { http2 on; } }");
        var old = new Input(List.of(text), Sources.none(), Version.of(1, 22), Map.of());
        assertThat(new NginxDialect().read(old).isRefused()).isTrue();
        assertThat(read(text.text()).isRefused()).isFalse();
    }

    @Test
    void includesAreReadInTheOrderOfNamesAndCyclesEnd() {
        var files =
                Sources.of(
                        Map.of(
                                "d/b.conf", "upstream b { server b; }",
                                "d/a.conf", "upstream a { server a; }",
                                "self", "include self;"));
        var text = Source.of("f", "events {} http { include d/*.conf; include e/*; include no; }");
        var input = new Input(List.of(text), files, Version.of(1, 30), Map.of());
        NginxFiles read = NginxFiles.read(input);
        assertThat(read.config().directives().getLast().block())
                .extracting(directive -> directive.argument(0))
                .containsExactly("a", "b");
        assertThat(read.config().missing()).extracting(Span::text).containsExactly("include no");
        var cycle =
                new Input(
                        List.of(Source.of("f", "include self;")),
                        files,
                        Version.of(1, 30),
                        Map.of());
        assertThat(new NginxDialect().read(cycle).isRefused()).isTrue();
    }

    @Test
    void secretsAreMarked() {
        Reading reading = read("location / { proxy_set_header Authorization \"Basic abc\"; }");
        assertThat(reading.secrets()).extracting(Span::text).containsExactly("\"Basic abc\"");
    }

    private static List<Problem> refusals(String text) {
        return read(text).problems().stream()
                .filter(problem -> problem.kind() == Problem.Kind.REFUSED)
                .toList();
    }

    private static Reading read(String text) {
        return new NginxDialect()
                .read(
                        new Input(
                                List.of(Source.of("nginx.conf", text)),
                                Sources.none(),
                                Version.of(1, 30),
                                Map.of()));
    }
}
