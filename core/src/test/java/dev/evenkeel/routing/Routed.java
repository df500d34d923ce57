package dev.evenkeel.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.dialect.Dialect;
import dev.evenkeel.dialect.Dialects;
import dev.evenkeel.dialect.Input;
import dev.evenkeel.dialect.Reading;
import dev.evenkeel.model.Listener;
import dev.evenkeel.model.LoadBalancer;
import dev.evenkeel.model.Request;
import dev.evenkeel.model.Version;
import dev.evenkeel.text.Problem;
import dev.evenkeel.text.Source;
import dev.evenkeel.text.Sources;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// A configuration to send requests through.
final class Routed {
    private final LoadBalancer balancer;
    private final Router router;

    private Routed(String dialect, String text, Map<String, String> files, Version version) {
        Dialect reader = Dialects.named(dialect).orElseThrow();
        Source source = Source.of(dialect + ".cfg", text);
        Reading reading =
                reader.read(new Input(List.of(source), Sources.of(files), version, Map.of()));
        assertThat(reading.problems())
                .filteredOn(problem -> problem.kind() == Problem.Kind.REFUSED)
                .isEmpty();
        balancer = reading.balancer();
        router = Router.of(balancer);
    }

    /// HAProxy 2.6: the lines of a frontend, with pools `a`, `b` and `c` behind it.
    static Routed haproxy(String lines) {
        return haproxy(lines, Map.of());
    }

    static Routed haproxy(String lines, Map<String, String> files) {
        return haproxy(lines, files, Version.of(2, 6));
    }

    static Routed haproxy(String lines, Map<String, String> files, Version version) {
        String text =
                """
                defaults
                    mode http
                    timeout client 5s
                    timeout server 5s
                    timeout connect 5s
                frontend f
                    bind 127.0.0.1:8080
                %s
                backend a
                    server s1 127.0.0.1:1
                backend b
                    server s1 127.0.0.1:1
                backend c
                    server s1 127.0.0.1:1
                """
                        .formatted(lines.indent(4));
        return new Routed("haproxy", text, files, version);
    }

    /// nginx 1.22: the lines of a server, with pools `a` and `b` beside it.
    static Routed nginx(String lines) {
        String text =
                """
                events {}
                http {
                    upstream a { server 127.0.0.1:1; }
                    upstream b { server 127.0.0.1:2; }
                    map $arg_x $mapped { default a; ~^b(.*)$ b; }
                    server {
                        listen 127.0.0.1:8080;
                %s
                    }
                }
                """
                        .formatted(lines.indent(8));
        return new Routed("nginx", text, Map.of(), Version.of(1, 22));
    }

    /// nginx 1.22: a whole configuration.
    static Routed nginxText(String text) {
        return new Routed("nginx", text, Map.of(), Version.of(1, 22));
    }

    LoadBalancer balancer() {
        return balancer;
    }

    Listener listener() {
        return balancer.listeners().getFirst();
    }

    Decision decision(Request request, Given given, boolean everyStep) {
        return router.decide(listener(), request, given, everyStep);
    }

    Decision decision(Listener listener, String target) {
        return router.decide(listener, Request.get("shop.example", target), Given.nothing(), false);
    }

    /// Where a request goes, in a few words.
    String to(String target) {
        return to(Request.get("shop.example", target));
    }

    String to(Request request) {
        return shown(decision(request, Given.nothing(), false).outcome());
    }

    /// What the server receives: host and target.
    String received(String target) {
        return received(Request.get("shop.example", target));
    }

    String received(Request request) {
        Request received = decision(request, Given.nothing(), false).received();
        return received == null ? "nothing" : received.host() + " " + received.target();
    }

    static String shown(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Forward forward -> forward.name() + as(forward.status());
            case Outcome.Answer(int status, String location) ->
                    location == null ? String.valueOf(status) : status + " " + location;
            case Outcome.Serve(String what, int status) -> what + as(status);
            case Outcome.Close(String how) -> "close " + how;
            case Outcome.Undetermined(List<Outcome.Alternative> alternatives) ->
                    alternatives.stream()
                            .map(one ->
                                    one.assumed().stream()
                                                    .map(Assumption::text)
                                                    .collect(Collectors.joining(", "))
                                            + " -> "
                                            + shown(one.outcome()))
                            .collect(Collectors.joining("; "));
        };
    }

    /// The status that takes the place of another.
    private static String as(int status) {
        return status == 0 ? "" : " as " + status;
    }
}
