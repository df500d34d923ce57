package dev.evenkeel.dialect.nginx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.dialect.Input;
import dev.evenkeel.dialect.Reading;
import dev.evenkeel.model.Ignored;
import dev.evenkeel.model.LoadBalancer;
import dev.evenkeel.model.Version;
import dev.evenkeel.text.Source;
import dev.evenkeel.text.Sources;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

final class NginxUpstreamTest {
    private static Reading reading(String text, Version version) {
        var source = Source.of("nginx.conf", text);
        return new NginxDialect()
                .read(new Input(List.of(source), Sources.none(), version, Map.of()));
    }

    @Test
    void keepaliveMayStandAnywhereInNewVersions() {
        String text =
                """
                events {}
                http {
                    upstream late { keepalive 8; least_conn; server 127.0.0.1:1; }
                }
                """;
        LoadBalancer balancer = reading(text, Version.of(1, 30)).balancer();
        assertThat(balancer.ignored()).extracting(Ignored::what).isEmpty();
    }

    @Test
    void repeatedHeadersAreJoinedInNewVersions() {
        String text =
                """
                events {}
                http {
                    upstream app { hash $http_x_key; server 127.0.0.1:1; }
                }
                """;
        assertThat(ModelText.pools(reading(text, Version.of(1, 22)).balancer()))
                .isEqualTo("app: hash {HEADER_LINE(x-key)#1} crc32 shared [127.0.0.1:1 unchecked]");
        assertThat(ModelText.pools(reading(text, Version.of(1, 23)).balancer()))
                .contains("hash {join[, ](HEADER_LINE(x-key))} crc32");
    }

    @Test
    void stateIsSharedByOneWorkerOrByAZone() {
        String text =
                """
                worker_processes 4;
                events {}
                http {
                    upstream own { server 127.0.0.1:1; server 127.0.0.1:2; }
                    upstream common { zone common 64k; server 127.0.0.1:1; server 127.0.0.1:2; }
                }
                """;
        LoadBalancer balancer = reading(text, Version.of(1, 22)).balancer();
        assertThat(balancer.workers().count()).isEqualTo(4);
        assertThat(balancer.pools())
                .extracting(pool -> pool.balancing().shared())
                .containsExactly(false, true);
    }
}
