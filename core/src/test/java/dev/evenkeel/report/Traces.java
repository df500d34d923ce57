package dev.evenkeel.report;

import dev.evenkeel.dialect.Dialect;
import dev.evenkeel.dialect.Dialects;
import dev.evenkeel.dialect.Input;
import dev.evenkeel.dialect.Reading;
import dev.evenkeel.model.Request;
import dev.evenkeel.predict.Entry;
import dev.evenkeel.predict.ListenerChoice;
import dev.evenkeel.predict.Listeners;
import dev.evenkeel.predict.Predictor;
import dev.evenkeel.predict.Traced;
import dev.evenkeel.routing.Assumption;
import dev.evenkeel.routing.Given;
import dev.evenkeel.text.Source;
import dev.evenkeel.text.Sources;

import java.util.List;
import java.util.Map;

/// Answers about requests, from small configurations with everything a story can tell.
final class Traces {
    static final String HAPROXY =
            """
            global
                lua-load routes.lua
            defaults
                mode http
                timeout connect 5s
                timeout client 30s
                timeout server 30s
            frontend public
                bind :80
                bind :443 ssl crt shop.pem
                acl is_login path_beg /login /logout
                acl inside   src 10.0.0.0/8
                http-request redirect scheme https code 301 unless { ssl_fc }
                http-request set-header Authorization "Bearer hunter2hunter2"
                http-request set-path /v2%[path] if { path_beg /old/ }
                http-request deny deny_status 429 if { sc_http_req_rate(0) gt 100 }
                use_backend admin if { path_beg /admin } inside
                use_backend pages if { hdr(host) -i a1.example }
                use_backend pages if { hdr(host) -i a2.example }
                use_backend pages if { hdr(host) -i a3.example }
                use_backend pages if { hdr(host) -i a4.example } { path_beg /käse }
                use_backend pages if { hdr(host) -i a5.example }
                use_backend pages if { hdr(host) -i a6.example }
                use_backend login if is_login
                default_backend pages
            backend pages
                http-request set-header X-Pool pages
                http-request del-header X-Tenant
                balance random(1)
                server pages1 10.0.0.1:80
                server pages2 10.0.0.2:80 weight 3
            backend login
                server login1 10.0.1.1:80
            backend admin
                http-request lua.audit
                server admin1 10.0.2.1:80
            """;

    static final String NGINX =
            """
            events {}
            http {
                upstream app { server 10.0.0.1:80; }
                server {
                    listen 80;
                    server_name shop.example;
                    root html;
                    location / { try_files $uri $uri/ @app; }
                    location @app { proxy_pass http://app; }
                    location /api/ {
                        rewrite ^/api/(.*)$ /v2/$1 break;
                        proxy_set_header Connection "";
                        proxy_pass http://app;
                    }
                    location = /gone { return 410; }
                    location /old/ { return 301 https://shop.example/new; }
                    location /de/ {
                        if ($geoip_country_code = DE) { return 403; }
                        proxy_pass http://app;
                    }
                }
            }
            """;

    private Traces() {}

    static Request request(String host, String target, boolean tls, String source) {
        return new Request(
                "GET",
                host,
                target,
                List.of(
                        new Request.Header("X-Tenant", "a"),
                        new Request.Header("Cookie", "session=hunter3hunter3")),
                new Request.Connection(source, tls ? 443 : 80, tls, "", "1.1"));
    }

    static TraceAnswer of(String dialect, String text, Request request) {
        return of(dialect, text, request, Given.nothing());
    }

    static TraceAnswer of(String dialect, String text, Request request, Given given) {
        Dialect language = Dialects.named(dialect).orElseThrow();
        String name = "lb/" + dialect + ".conf";
        Reading reading =
                language.read(
                        new Input(
                                List.of(Source.of(name, text)),
                                Sources.none(),
                                language.standardVersion(),
                                Map.of()));
        var security = request.connection().tls() ? Entry.Security.TLS : Entry.Security.PLAIN;
        var entry = new Entry("", "", request.connection().port(), security);
        var chosen = (ListenerChoice.Chosen) Listeners.of(reading.balancer()).choose(entry);
        var prediction =
                Predictor.of(reading.balancer(), given).predict(chosen.listener(), request, true);
        List<Assumption> assumed =
                chosen.assumed().isEmpty()
                        ? List.of()
                        : List.of(new Assumption(chosen.assumed(), chosen.listener().span()));
        return new TraceAnswer(
                "0.1.0",
                reading.balancer(),
                List.of(name),
                reading.coverage(),
                Secrets.of(reading.secrets()),
                new Traced("\"r1\"", request, assumed, prediction));
    }
}
