package dev.evenkeel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.cli.Shell.Outcome;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Path;

final class MembersTest {
    private static final String POOLS =
            """
            defaults
                mode http
            frontend public
                bind :80
                use_backend odd if { path_beg /odd }
                use_backend ring if { path_beg /ring }
                default_backend never
            backend odd
                balance static-rr
                server o1 10.0.1.1:80 weight 3 check
                server o2 10.0.1.2:80 weight 1
                server o3 10.0.1.1:80 weight 1 disabled
            backend ring
                balance uri
                server r1 10.0.2.1:80
                server r2 10.0.2.1:80
            backend never
                balance leastconn
                server n 10.0.3.1:80
            """;

    @TempDir Path folder;

    private Outcome pools(String tests) {
        var shell = new Shell(folder).write("haproxy.cfg", POOLS);
        shell.write("tests.yaml", "config: haproxy.cfg\ntests:\n" + tests);
        return shell.run("test", "tests.yaml");
    }

    @Test
    void aPoolHasJustItsServers() {
        Outcome outcome =
                pools(
                        """
                        - pool: odd
                          expect:
                            members:
                              o2: 10.0.1.2:80
                              o1: { address: 10.0.1.1:80, weight: 3, health: active }
                              o3: { address: 10.0.1.1:80, role: disabled }
                        - pool: never
                          expect:
                            members:
                              n: { address: 10.0.3.1:80, queue: 0, failures: 1, pause: 10s }
                        """);
        assertThat(outcome.out() + outcome.err()).startsWith("2 passed");
        assertThat(pools("- { pool: ring, expect: { members: { r1: 10.0.2.1:80 } } }\n").out())
                .contains("expected no server r2, but it has one");
        assertThat(pools("- { pool: never, expect: { members: { m: 10.0.3.1:80 } } }\n").out())
                .contains("expected server m, but it has none");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            textBlock =
                    """
                    address: 10.0.3.2:80; address 10.0.3.2:80, but 10.0.3.1:80
                    weight: 2; weight 2, but 1
                    role: backup; backup, but active
                    connections: 5; connections 5, but without limit
                    queue: 5; queue 5, but without limit
                    failures: 5; failures 5, but 1
                    pause: 5s; pause 5000 ms, but 10000 ms
                    health: active; health active, but none
                    identity: a; identity a, but
                    """)
    void aServerIsNotAsExpected(String said, String why) {
        String address = said.startsWith("address") ? "" : "address: 10.0.3.1:80, ";
        String members = "members: { n: { " + address + said + " } }";
        Outcome outcome = pools("- pool: never\n  expect: { " + members + " }\n");
        assertThat(outcome.out().replaceAll("\\s+", " "))
                .startsWith("failed")
                .contains("expected of n " + why, "server n stands here");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            textBlock =
                    """
                    '{}'; members: needs servers
                    '{a: {weight: 2}}'; a: needs an address
                    '[{weight: 2}]'; a server: needs an address
                    '{a: {adress: b}}'; did you mean address?
                    '[{address: b, weight: x}]'; must be a number
                    """)
    void whatIsWrongIsSaid(String members, String why) {
        Outcome outcome = pools("- { pool: ring, expect: { members: " + members + " } }\n");
        assertThat(outcome.err()).startsWith("evenkeel: tests.yaml:3: ").contains(why);
        assertThat(outcome.status()).isEqualTo(2);
    }
}
