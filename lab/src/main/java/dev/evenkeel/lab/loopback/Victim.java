package dev.evenkeel.lab.loopback;

import dev.evenkeel.dialect.Dialects;
import dev.evenkeel.dialect.Input;
import dev.evenkeel.loopback.Change;
import dev.evenkeel.loopback.Program;
import dev.evenkeel.loopback.Stage;
import dev.evenkeel.model.Listener;
import dev.evenkeel.model.Request;
import dev.evenkeel.routing.Given;
import dev.evenkeel.text.Source;
import dev.evenkeel.text.Sources;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/// A run that is killed: opens a stage for a small configuration as often as it is told, and asks
/// it something. `DIALECT TIMES`
final class Victim {
    private static final Map<String, String> TEXTS =
            Map.of(
                    "haproxy",
                    """
                    defaults
                        mode http
                    frontend web
                        bind :80
                        default_backend app
                    backend app
                        server a 10.0.0.1:80
                    """,
                    "nginx",
                    """
                    events { }
                    http {
                        upstream app { server 10.0.0.1; }
                        server { listen 80; location / { proxy_pass http://app; } }
                    }
                    """);

    private Victim() {}

    static void main(String[] arguments) throws IOException {
        String dialect = arguments[0];
        int times = Integer.parseInt(arguments[1]);
        Program program = Program.installed(dialect, System.getenv()).orElseThrow();
        Source source = Source.of("config", TEXTS.getOrDefault(dialect, ""));
        var input = new Input(List.of(source), Sources.none(), program.version(), Map.of());
        List<Listener> listeners =
                Dialects.named(dialect).orElseThrow().read(input).balancer().listeners();
        for (int i = 0; i < times; i++) {
            switch (Stage.open(program, input, Given.nothing())) {
                case Stage.NotOpened(String why, List<Change> _) -> throw new IOException(why);
                case Stage.Opened(Stage stage) -> {
                    try (stage) {
                        Request request = Request.get("shop.example", "/");
                        System.out.println(stage.answer(listeners.getFirst(), request));
                    }
                }
            }
        }
    }
}
