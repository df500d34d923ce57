package dev.evenkeel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.cli.Shell.Outcome;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Path;
import java.util.List;

final class TraceCommandTest {
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
                http-request deny if { connslots(web) lt 2 }
                http-request set-header Authorization "Bearer hunter2hunter2"
                use_backend admin if { path_beg /admin } { src 10.0.0.0/8 }
                use_backend login if { hdr(host) -i shop.example } { path_beg /login }
                use_backend %[req.hdr(x-pool)] if { req.hdr(x-pool) -m found }
                default_backend web
            frontend inside
                bind 127.0.0.1:9000-9010
                default_backend admin
            backend web
                balance source
                server web1 127.0.0.1:9001
            backend login
                server login1 127.0.0.1:9002
            backend admin
                server admin1 127.0.0.1:9003
            """;

    private static final String NGINX =
            """
            events {}
            http {
                upstream app { server 127.0.0.1:9001; }
                server {
                    listen 80;
                    listen 8080;
                    server_name shop.example;
                    root html;
                    location / { try_files $uri @app; }
                    location @app { proxy_pass http://app; }
                }
            }
            """;

    @TempDir Path folder = Path.of("");
    private Shell shell = new Shell(folder);

    @BeforeEach
    void enter() {
        shell = new Shell(folder).write("haproxy.cfg", HAPROXY).write("nginx.conf", NGINX);
    }

    private Outcome trace(String... words) {
        var all = new java.util.ArrayList<>(List.of("trace"));
        all.addAll(List.of(words));
        return shell.run(all.toArray(String[]::new));
    }

    /// A request that nothing leaves open.
    private Outcome calm(String... words) {
        var all = new java.util.ArrayList<>(List.of(words));
        all.addAll(List.of("--assume", "connslots(web) lt 2=false", "--from", "10.1.2.3"));
        return trace(all.toArray(String[]::new));
    }

    @Test
    void saysWhereARequestGoesAndWhy() {
        Outcome outcome = calm("haproxy.cfg", "https://shop.example/login", "-H", "X-Tenant: a");
        assertThat(outcome.status()).isZero();
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.out())
                .startsWith(
                        """
                        GET https://shop.example/login, X-Tenant: a, from 10.1.2.3
                        → pool login, server login1 (127.0.0.1:9002)
                          decided by haproxy.cfg:12
                        """)
                .contains("12 │ ✓   use_backend login if");
    }

    @Test
    void takesMethodHeadersAndHostLikeCurl() {
        String json =
                calm(
                                "haproxy.cfg",
                                "POST",
                                "shop.example/login?a=b#c",
                                "-H",
                                "HOST: other:81",
                                "--format",
                                "json")
                        .out();
        assertThat(json)
                .startsWith("{\"schema\":\"evenkeel/trace/1\",\"evenkeel\":\"")
                .contains(
                        "\"rewritten\":{\"method\":\"POST\",\"host\":\"other:81\","
                                + "\"target\":\"/login?a=b\"}",
                        "\"pool\":\"web\"");
        assertThat(calm("haproxy.cfg", "http://shop.example", "--format", "json").out())
                .contains("\"target\":\"/\"");
        assertThat(calm("haproxy.cfg", "/login", "-H", "Host: shop.example").out())
                .contains("→ pool login");
        assertThat(calm("haproxy.cfg", "/login").out()).contains("→ pool web");
    }

    @Test
    void theListenerIsFoundFromThePortOrSaid() {
        assertThat(calm("haproxy.cfg", "http://shop.example:9005/").out())
                .contains("→ pool admin", "frontend inside");
        assertThat(calm("haproxy.cfg", "http://shop.example/", "--listener", "inside").out())
                .contains("→ pool admin");
        Outcome elsewhere = trace("nginx.conf", "https://shop.example/");
        assertThat(elsewhere.status()).isEqualTo(2);
        Outcome other = calm("haproxy.cfg", "https://shop.example:8443/login");
        assertThat(other.status()).isZero();
        assertThat(other.err())
                .isEqualTo(
                        "evenkeel: nothing listens on port 8443 with TLS; taken as sent to public"
                                + " on port 443\n");
        assertThat(other.out()).contains("Taken to be so");
    }

    @Test
    void theUserDecidesWhatIsNotKnown() {
        assertThat(trace("haproxy.cfg", "http://shop.example/").out()).contains("→ it depends");
        assertThat(
                        trace(
                                        "haproxy.cfg",
                                        "http://shop.example/",
                                        "--assume",
                                        "connslots(web) lt 2=true")
                                .out())
                .contains("→ the balancer answers 403");
        assertThat(trace("nginx.conf", "http://shop.example/a").out()).contains("→ it depends");
        assertThat(trace("nginx.conf", "http://shop.example/a", "--no-files").out())
                .contains("→ pool app");
        assertThat(trace("nginx.conf", "http://shop.example/a", "--given-file", "html/a").out())
                .contains("→ the balancer answers by itself: files");
        assertThat(trace("nginx.conf", "http://shop.example/a", "--given-file", "html/b").out())
                .contains("→ pool app");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "haproxy.cfg|which request? Add a URL",
                "haproxy.cfg http://a/ http://b/|http://a/ is no method",
                "haproxy.cfg ftp://a/|ftp://a/: only http:// and https://",
                "haproxy.cfg http:///x|http:///x: the host is missing",
                "haproxy.cfg http://a:0/|http://a:0/: the port must be a number from 1 to 65535",
                "haproxy.cfg http://a:65536/|http://a:65536/: the port must be",
                "haproxy.cfg http://a:x/|http://a:x/: the port must be",
                "haproxy.cfg http://[1::2::3]/|http://[1::2::3]/: [1::2::3] is no IPv6 address",
                "haproxy.cfg http://a:b@c/|the URL holds a name and password",
                "haproxy.cfg http://a/ -H X-Tenant|-H must be 'Name: value'",
                "haproxy.cfg http://a/ -H :b|-H: a header needs a name",
                "haproxy.cfg http://a/ --from 1.2.3|--from 1.2.3: must be an IP address",
                "haproxy.cfg http://a/ --to a|--to a: must be an IP address",
                "haproxy.cfg http://a/ --listener b|there is no listener b; there is public",
                "haproxy.cfg http://a:9011/|nothing listens on port 9011 without TLS",
                "haproxy.cfg http://a/ --format xml|--format xml: must be one of text, json",
                "haproxy.cfg http://a/ --steps some|--steps some: must be one of all, held",
                "haproxy.cfg http://a/ --assume x|--assume x: must be FETCH=VALUE",
                "haproxy.cfg http://a/ --assume x=1|--assume x=1: no line of haproxy.cfg asks for"
                        + " x",
                "haproxy.cfg http://a/ --no-files|--no-files: no line of haproxy.cfg asks whether",
                "nginx.conf http://a/ --no-files --given-file b|--given-file b and --no-files"
                        + " contr",
                "nginx.conf http://a/ --assume x=1|--assume x=1: no line of nginx.conf asks for x",
                "nginx.conf http://a:81/|nothing listens on port 81 without TLS",
                "absent.cfg http://a/|absent.cfg does not exist",
                "haproxy.cfg http://a/ --requests r.jsonl|--requests and http://a/ contradict",
                "haproxy.cfg --requests r.jsonl -H a:b|--requests and -H contradict",
                "haproxy.cfg --requests r.jsonl --format text|--requests answers in JSON lines",
                "haproxy.cfg --requests absent.jsonl|absent.jsonl does not exist",
                "haproxy.cfg --requests .|. is a directory",
                "http://a/|which request? Add a URL"
            })
    void saysInOneLineWhyThereIsNoAnswer(String words, String why) {
        Outcome outcome = trace(words.split(" ", -1));
        assertThat(outcome.status()).isEqualTo(2);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err()).startsWith("evenkeel: " + why).hasLineCount(1);
    }

    @Test
    void refusesBlanksInTheUrl() {
        Outcome outcome = trace("haproxy.cfg", "http://a/b c");
        assertThat(outcome.status()).isEqualTo(2);
        assertThat(outcome.err()).isEqualTo("evenkeel: the URL holds a blank; write it as %20\n");
    }

    @Test
    void contradictoryAssumptionsAreNoAnswer() {
        String asked = "connslots(web) lt 2";
        Outcome outcome =
                trace(
                        "haproxy.cfg",
                        "http://a/",
                        "--assume",
                        asked + "=true",
                        "--assume",
                        asked + "=false");
        assertThat(outcome.status()).isEqualTo(2);
        assertThat(outcome.err())
                .isEqualTo("evenkeel: --assume says two things of " + asked + ": true and false\n");
        assertThat(calm("haproxy.cfg", "http://a/", "--assume", asked + "=false").status())
                .isZero();
    }

    @Test
    void aConfigurationThatWouldNotStartTakesNoRequest() {
        shell.write("bad.cfg", HAPROXY + "    serverr admin2 127.0.0.1:9004\n");
        Outcome outcome = trace("bad.cfg", "http://shop.example/");
        assertThat(outcome.status()).isEqualTo(2);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err()).startsWith("evenkeel: bad.cfg:25: ").hasLineCount(1);
    }

    @Test
    void saysWhatWasInferred() {
        shell.write("part.conf", "server { listen 80; return 204; }\n");
        Outcome outcome = trace("part.conf", "http://a/");
        assertThat(outcome.status()).isZero();
        assertThat(outcome.err()).startsWith("evenkeel: part.conf:1: ");
        assertThat(outcome.out()).contains("→ the balancer answers 204");
    }

    @Test
    void takesDialectRootAndVariablesAsCheckDoes() {
        shell.write("env.cfg", HAPROXY.replace(":80\n", ":${PORT}\n"));
        Outcome outcome =
                calm(
                        "env.cfg",
                        "http://a:8000/",
                        "--define",
                        "PORT=8000",
                        "--as",
                        "haproxy:2.6",
                        "--format",
                        "json");
        assertThat(outcome.out()).contains("\"version\":\"2.6\"", "\"listener\":\"public\"");
    }

    @Test
    void neverShowsASecret() {
        for (String format : List.of("text", "json")) {
            Outcome outcome =
                    calm("haproxy.cfg", "http://a/", "--format", format, "--steps", "all");
            assertThat(outcome.out() + outcome.err()).doesNotContain("hunter2hunter2");
        }
    }

    @Test
    void theUsersOwnHeadersStayOutOfTheSteps() {
        Outcome outcome =
                calm(
                        "haproxy.cfg",
                        "http://a/",
                        "-H",
                        "Cookie: id=s3cr3ts3cr3t",
                        "--format",
                        "json");
        assertThat(outcome.out()).doesNotContain("s3cr3ts3cr3t");
    }
}
