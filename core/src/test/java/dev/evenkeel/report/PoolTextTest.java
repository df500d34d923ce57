package dev.evenkeel.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.predict.Policy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;

final class PoolTextTest {
    private static final String POOL =
            """
            defaults
                mode http
                timeout connect 5s
                timeout server 30s
            backend b
                balance roundrobin
                server s1 192.0.2.1:80
                server s2 192.0.2.2:80
                server s3 192.0.2.3:80
            """;

    private static List<String> facts(String after) {
        return DiffFacts.of(Diffs.of("haproxy", POOL, after, List.of(), Policy.NONE));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            textBlock =
                    """
                    balance roundrobin; balance leastconn; algorithm: round robin → least
                    balance roundrobin; balance random(1); algorithm: round robin → random
                    balance roundrobin; balance uri; algorithm: round robin → hash of the URI
                    3:80; 3:80 backup; servers: s3 active → backup
                    3:80; 9:80; servers: s3 192.0.2.3:80 → 192.0.2.9:80
                    server s3 192.0.2.3:80; #; servers: s3 gone
                    server s3; server s4; servers: s4 was called s3
                    3:80; 3:80 maxconn 9; limits: s3 any number of connections → at most 9
                    3:80; 3:80 check; health checks: s3 not checked → checked
                    3:80; 3:80 weight 0; weights: s3 1 → 0
                    balance; cookie A insert\\n balance; affinity: none → cookie A
                    server 30s; server 9s; timeouts: server 30 s → server 9 s
                    server 30s; server 1500ms; timeouts: server 30 s → server 1500
                    balance; retries 1\\n balance; when a server fails: 3 retries → 1 retry
                    balance; option redispatch\\n balance; when a server fails: the same server →
                    """)
    void saysWhatChanged(String before, String after, String words) {
        assertThat(facts(POOL.replace(before, after.replace("\\n", "\n"))))
                .anySatisfy(fact -> assertThat(fact).startsWith("pool `b`, " + words));
    }

    @Test
    void whatBecameOfSeveralServersIsSaidOnce() {
        assertThat(facts(POOL.replace("2:80", "2:80 backup").replace("3:80", "3:80 backup")))
                .anySatisfy(fact ->
                        assertThat(fact).isEqualTo("pool `b`, servers: s2 and s3 active → backup"));
    }
}
