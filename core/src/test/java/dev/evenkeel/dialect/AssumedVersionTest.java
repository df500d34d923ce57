package dev.evenkeel.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.model.Version;
import dev.evenkeel.text.Problem;
import dev.evenkeel.text.Source;
import dev.evenkeel.text.Sources;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

class AssumedVersionTest {
    private static final String SAME_NAME =
            """
            defaults
                mode http
            frontend web
                bind 127.0.0.1:8080
                default_backend web
            backend web
                server one 127.0.0.1:9001
            """;

    @Test
    void theStandardVersionIsAssumedForWhatItAccepts() {
        Reading reading = read(SAME_NAME.replace("frontend web", "frontend public"));
        assertThat(reading.balancer().target().version()).isEqualTo(Version.of(3, 4));
        assertThat(kinds(reading)).isEmpty();
    }

    @Test
    void whatOnlyAnOlderVersionAcceptsIsReadAsThatVersion() {
        Reading reading = read(SAME_NAME);
        assertThat(reading.balancer().target().version()).isEqualTo(Version.of(3, 2));
        assertThat(reading.isRefused()).isFalse();
        assertThat(reading.balancer().pools()).hasSize(1);
        assertThat(reading.problems())
                .filteredOn(problem -> problem.kind() == Problem.Kind.VERSION_DEPENDENT)
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.span().line()).isEqualTo(6);
                    assertThat(problem.message()).startsWith("haproxy 3.2 starts with this line");
                });
    }

    @Test
    void whatEveryVersionRefusesIsRefused() {
        Reading reading = read(SAME_NAME.replace("bind", "bynd"));
        assertThat(reading.balancer().target().version()).isEqualTo(Version.of(3, 4));
        assertThat(kinds(reading)).containsOnly(Problem.Kind.REFUSED);
    }

    @Test
    void whatOlderVersionsIgnoreIsSaid() {
        Dialect dialect = Dialects.named("nginx").orElseThrow();
        String text =
                """
                events {}
                http {
                    upstream web {
                        server 127.0.0.1:9001;
                        keepalive 8;
                        least_conn;
                    }
                }
                """;
        var input =
                new Input(
                        List.of(Source.of("nginx.conf", text)),
                        Sources.none(),
                        dialect.standardVersion(),
                        Map.of());
        assertThat(AssumedVersion.read(dialect, input).problems())
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.kind()).isEqualTo(Problem.Kind.VERSION_DEPENDENT);
                    assertThat(problem.span().line()).isEqualTo(5);
                    assertThat(problem.message()).startsWith("up to nginx 1.28, `keepalive 8`");
                });
        assertThat(dialect.read(input).problems()).isEmpty();
    }

    private static List<Problem.Kind> kinds(Reading reading) {
        return reading.problems().stream().map(Problem::kind).toList();
    }

    private static Reading read(String text) {
        Dialect dialect = Dialects.named("haproxy").orElseThrow();
        var texts = List.of(Source.of("haproxy.cfg", text));
        return AssumedVersion.read(
                dialect, new Input(texts, Sources.none(), dialect.standardVersion(), Map.of()));
    }
}
