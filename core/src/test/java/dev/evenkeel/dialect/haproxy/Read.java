package dev.evenkeel.dialect.haproxy;

import dev.evenkeel.dialect.Input;
import dev.evenkeel.dialect.Reading;
import dev.evenkeel.model.LoadBalancer;
import dev.evenkeel.model.Version;
import dev.evenkeel.text.Problem;
import dev.evenkeel.text.Source;
import dev.evenkeel.text.Sources;

import java.util.List;
import java.util.Map;

/// Small configurations, read for tests.
final class Read {
    static final Version V2_6 = Version.of(2, 6);

    private static final String DEFAULTS =
            """
            defaults
                mode http
                timeout client 5s
                timeout connect 5s
                timeout server 5s
            """;

    private Read() {}

    static Reading text(String text, Version version, Map<String, String> files) {
        return new HaproxyDialect()
                .read(
                        new Input(
                                List.of(Source.of("test.cfg", text)),
                                Sources.of(files),
                                version,
                                Map.of()));
    }

    /// A configuration in HTTP mode.
    static Reading http(String text) {
        return text(DEFAULTS + text, V2_6, Map.of());
    }

    /// The lines as those of a frontend that has a backend `b` beside it.
    static Reading frontend(Map<String, String> files, String... lines) {
        String text =
                DEFAULTS
                        + "frontend f\n    bind :80\n    "
                        + String.join("\n    ", lines)
                        + "\n    default_backend b\n"
                        + "backend b\n    server s 192.0.2.1:80\n";
        return text(text, V2_6, files);
    }

    static LoadBalancer accepted(Reading reading) {
        for (Problem problem : reading.problems()) {
            if (problem.kind() == Problem.Kind.REFUSED) {
                throw new AssertionError(problem.span() + " " + problem.message());
            }
        }
        return reading.balancer();
    }

    /// Messages of what is refused, each behind its line.
    static List<String> refused(Reading reading) {
        return reading.problems().stream()
                .filter(problem -> problem.kind() == Problem.Kind.REFUSED)
                .map(problem -> problem.span().line() + " " + problem.message())
                .toList();
    }
}
