package dev.evenkeel.loopback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.evenkeel.dialect.Dialects;
import dev.evenkeel.dialect.Input;
import dev.evenkeel.loopback.Seen.Arrived;
import dev.evenkeel.model.Listener;
import dev.evenkeel.model.Request;
import dev.evenkeel.model.Request.Connection;
import dev.evenkeel.routing.Given;
import dev.evenkeel.text.Source;
import dev.evenkeel.text.Sources;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// The real programs answer in the names of the configuration as it is written.
final class StageTest {
    private static final String HAPROXY =
            """
            global
                log /dev/log local0
                lua-load /etc/haproxy/script.lua
            defaults
                mode http
                timeout client 1m
                option external-check
                external-check command /bin/false
            frontend web
                bind :80
                bind 10.1.2.3:443 ssl crt /etc/ssl/site.pem alpn h2,http/1.1
                tcp-request connection reject if { src 203.0.113.9 }
                http-request set-header X-Inside yes if { src 10.0.0.0/8 }
                http-request set-header X-Address yes if { dst 10.1.2.3 } { dst_port 443 }
                redirect scheme https if { path /secret } !{ ssl_fc }
                use_backend %[path,map_beg(/etc/haproxy/paths.map)] if { path_beg /mapped }
                use_backend api if { path_beg /api }
                use_backend named if { ssl_fc_sni named.example }
                default_backend app
            backend app
                balance roundrobin
                server a 10.0.0.1:80 check weight 2
                server b 10.0.0.2:80 check
            backend api
                server-template api 1-3 api.internal:8080 check
            backend named
                server only 10.0.0.9:80 ssl verify none
            listen raw
                bind :5000
                mode tcp
                server raw1 10.0.0.5:5000
            """;

    private static final String NGINX =
            """
            user www-data;
            events { }
            http {
                include conf.d/*.conf;
                upstream app { server 10.0.0.1:8080; server 10.0.0.2; }
                server {
                    listen 8080;
                    server_name shop.example;
                    location / { proxy_pass http://app; }
                    location /api/ { proxy_pass https://api.internal/v1/; }
                    location = /old { return 301 /new; }
                    location /inside { allow 10.0.0.0/8; deny all; proxy_pass http://app; }
                    location /files { root /var/www; try_files $uri @missing; }
                    location @missing { proxy_pass http://10.0.0.7:81; }
                }
            }
            """;

    private static final Sources FILES =
            Sources.of(
                    Map.of(
                            "/etc/haproxy/paths.map",
                            "/mapped/api api\n",
                            "conf.d/tls.conf",
                            """
                            server {
                                listen 443 ssl http2;
                                ssl_certificate /etc/ssl/site.pem;
                                ssl_certificate_key /etc/ssl/site.key;
                                location / { proxy_pass http://app; }
                            }
                            """));

    /// A configuration that runs, and those who listen.
    private record Running(Stage stage, Map<String, Listener> listeners) implements AutoCloseable {
        Listener at(String listener) {
            return Objects.requireNonNull(
                    listeners.get(listener), () -> listener + " of " + listeners.keySet());
        }

        Seen ask(String listener, Request request) {
            Answered answered = stage.answer(at(listener), request);
            assertThat(answered).isInstanceOf(Seen.class);
            Seen seen = (Seen) answered;
            assertThat(seen.agreement()).as(request.target()).isEqualTo(new Verdict.Same());
            return seen;
        }

        @Override
        public void close() throws IOException {
            stage.close();
        }
    }

    private static Running open(String dialect, String text, Given given) throws IOException {
        Optional<Program> program = Program.installed(dialect, System.getenv());
        assumeTrue(program.isPresent(), "left out: the real " + dialect + " is not installed");
        var input =
                new Input(
                        List.of(Source.of("config", text)),
                        FILES,
                        program.orElseThrow().version(),
                        Map.of());
        var listeners = new HashMap<String, Listener>();
        for (Listener listener :
                Dialects.named(dialect).orElseThrow().read(input).balancer().listeners()) {
            listeners.put(listener.name().replace("0.0.0.0", "*"), listener);
        }
        Stage.Opening opening = Stage.open(program.orElseThrow(), input, given);
        assertThat(opening).isInstanceOf(Stage.Opened.class);
        return new Running(((Stage.Opened) opening).stage(), listeners);
    }

    private static Request get(
            String target, String source, int port, boolean tls, String version) {
        var connection = new Connection(source, port, tls, "", version);
        return new Request("GET", "shop.example", target, List.of(), connection);
    }

    private static Request plain(String target) {
        return get(target, "", 80, false, "1.1");
    }

    private static String where(Seen seen) {
        Arrived arrived = seen.arrived();
        return arrived == null ? "nobody" : arrived.toString();
    }

    private static String header(Seen seen, String name) {
        Arrived arrived = seen.arrived();
        Request request = arrived == null ? null : arrived.request();
        if (request == null) {
            return "";
        }
        return request.headers().stream()
                .filter(header -> header.name().equalsIgnoreCase(name))
                .map(Request.Header::value)
                .findFirst()
                .orElse("");
    }

    @Test
    void haproxySendsToThePoolsAndServersOfTheConfiguration() throws IOException {
        try (Running haproxy = open("haproxy", HAPROXY, Given.nothing())) {
            var turns = new ArrayList<String>();
            for (int i = 0; i < 6; i++) {
                turns.add(where(haproxy.ask("web", plain("/"))));
            }
            assertThat(turns).containsOnly("app/a", "app/b");
            assertThat(turns.stream().filter("app/a"::equals)).hasSize(4);
            assertThat(where(haproxy.ask("web", plain("/api/1")))).isEqualTo("api/api1");
            assertThat(where(haproxy.ask("web", plain("/mapped/api")))).startsWith("api/");
            assertThat(where(haproxy.ask("raw", get("/", "", 5000, false, "1.0"))))
                    .isEqualTo("raw/raw1");
        }
    }

    @Test
    void haproxyKnowsClientsAndAddressesAsTheyAreSaid() throws IOException {
        try (Running haproxy = open("haproxy", HAPROXY, Given.nothing())) {
            Seen inside = haproxy.ask("web", get("/", "10.9.9.9", 80, false, "1.1"));
            assertThat(header(inside, "X-Inside")).isEqualTo("yes");
            assertThat(header(inside, "X-Address")).isEmpty();
            Seen outside = haproxy.ask("web", get("/", "2001:db8::7", 80, false, "1.1"));
            assertThat(header(outside, "X-Inside")).isEmpty();
            Seen secret = haproxy.ask("web", get("/", "", 443, true, "1.1"));
            assertThat(header(secret, "X-Address")).isEqualTo("yes");
            Seen refused = haproxy.ask("web", get("/", "203.0.113.9", 80, false, "1.1"));
            assertThat(refused.status()).isZero();
            assertThat(refused.arrived()).isNull();
        }
    }

    @Test
    void haproxyIsAskedOverTlsAndHttp2() throws IOException {
        try (Running haproxy = open("haproxy", HAPROXY, Given.nothing())) {
            assertThat(where(haproxy.ask("web", get("/api/", "", 443, true, "2"))))
                    .startsWith("api/");
            assertThat(where(haproxy.ask("web", get("/api/", "", 80, false, "2"))))
                    .startsWith("api/");
            Seen moved = haproxy.ask("web", plain("/secret"));
            assertThat(moved.status()).isEqualTo(302);
            assertThat(moved.location()).isEqualTo("https://shop.example/secret");
            var named = new Connection("", 443, true, "named.example", "1.1");
            Request request = new Request("GET", "shop.example", "/", List.of(), named);
            assertThat(where(haproxy.ask("web", request))).isEqualTo("named/only");
        }
    }

    @Test
    void tellsWhatWasChangedAndWhatThatMayDecide() throws IOException {
        try (Running haproxy = open("haproxy", HAPROXY, Given.nothing())) {
            List<String> deciding =
                    haproxy.stage().changes().stream()
                            .filter(Change::mayDecide)
                            .map(Change::toString)
                            .toList();
            assertThat(deciding).containsExactly("config:3 scripts: taken out");
            assertThat(haproxy.stage().changes())
                    .extracting(Change::toString)
                    .contains(
                            "config:8 external-check: taken out",
                            "config:10 listening addresses",
                            "config:22 servers' addresses");
            assertThat(haproxy.stage().texts().mains().getFirst())
                    .doesNotContain("/bin/false", "lua", "server a 10.", "/etc/");
        }
    }

    @Test
    void takesOutWhatTheProgramRefuses() throws IOException {
        String text =
                HAPROXY.replace(
                        "    use_backend api if", "    http-request lua.f\n    use_backend api if");
        try (Running haproxy = open("haproxy", text, Given.nothing())) {
            assertThat(haproxy.stage().changes())
                    .filteredOn(Change::mayDecide)
                    .extracting(change -> change.span().line())
                    .containsExactlyInAnyOrder(3, 17);
            assertThat(where(haproxy.ask("web", plain("/api/1")))).isEqualTo("api/api1");
        }
    }

    @Test
    void nginxSendsToThePoolsAndServersOfTheConfiguration() throws IOException {
        try (Running nginx = open("nginx", NGINX, Given.nothing())) {
            assertThat(where(nginx.ask("*:8080", plain("/")))).isEqualTo("app/10.0.0.1:8080");
            assertThat(where(nginx.ask("*:8080", plain("/")))).isEqualTo("app/10.0.0.2");
            Seen api = nginx.ask("*:8080", plain("/api/x"));
            assertThat(where(api)).isEqualTo("api.internal:443/api.internal");
            assertThat(api.arrived()).isNotNull();
            Arrived arrived = api.arrived();
            Request received = arrived == null ? null : arrived.request();
            assertThat(received).isNotNull();
            assertThat(received == null ? "" : received.target()).isEqualTo("/v1/x");
            assertThat(received == null ? "" : received.host()).isEqualTo("api.internal");
            assertThat(where(nginx.ask("*:443", get("/", "", 443, true, "2")))).startsWith("app/");
        }
    }

    @Test
    void nginxKnowsClientsAndPortsAsTheyAreSaid() throws IOException {
        try (Running nginx = open("nginx", NGINX, Given.nothing())) {
            Seen moved = nginx.ask("*:8080", plain("/old"));
            assertThat(moved.location()).isEqualTo("http://shop.example:8080/new");
            assertThat(nginx.ask("*:8080", plain("/inside")).status()).isEqualTo(403);
            Seen inside = nginx.ask("*:8080", get("/inside", "10.2.2.2", 8080, false, "1.1"));
            assertThat(where(inside)).startsWith("app/");
        }
    }

    @Test
    void aPieceOfAConfigurationGetsWhatItNeeds() throws IOException {
        String text = "location /app { proxy_pass http://10.0.0.1:8080; }\n";
        try (Running nginx = open("nginx", text, Given.nothing())) {
            assertThat(nginx.listeners()).hasSize(1);
            String name = nginx.listeners().keySet().iterator().next();
            assertThat(where(nginx.ask(name, plain("/app")))).isEqualTo("10.0.0.1:8080");
        }
    }

    @Test
    void filesAreThereWhereTheyAreSaidToBe() throws IOException {
        var given = new Given(Map.of(), Set.of("/var/www/files/here"), true);
        try (Running nginx = open("nginx", NGINX, given)) {
            assertThat(where(nginx.ask("*:8080", plain("/files/gone")))).isEqualTo("10.0.0.7:81");
            Answered here = nginx.stage().answer(nginx.at("*:8080"), plain("/files/here"));
            assertThat(here)
                    .isInstanceOfSatisfying(
                            Seen.class,
                            seen -> {
                                assertThat(seen.status()).isEqualTo(200);
                                assertThat(seen.arrived()).isNull();
                            });
        }
    }

    @Test
    void saysWhatCannotBeAsked() throws IOException {
        try (Running nginx = open("nginx", NGINX, Given.nothing())) {
            Listener at = nginx.at("*:8080");
            assertThat(nginx.stage().answer(at, get("/", "", 8080, true, "1.1")))
                    .isEqualTo(new Answered.Unasked(at.name() + " takes no TLS"));
            assertThat(nginx.stage().answer(at, get("/", "", 8080, false, "2")))
                    .isEqualTo(new Answered.Unasked("it speaks no HTTP/2 there"));
        }
    }

    @Test
    void saysWhyAConfigurationDoesNotRun() throws IOException {
        Optional<Program> program = Program.installed("haproxy", System.getenv());
        assumeTrue(program.isPresent(), "left out: the real haproxy is not installed");
        var input =
                new Input(
                        List.of(Source.of("config", "backend app\n    server a 10.0.0.1:80\n")),
                        Sources.none(),
                        program.orElseThrow().version(),
                        Map.of());
        assertThat(Stage.open(program.orElseThrow(), input, Given.nothing()))
                .isInstanceOfSatisfying(
                        Stage.NotOpened.class,
                        refused -> assertThat(refused.why()).isEqualTo("nobody listens in it"));
    }
}
