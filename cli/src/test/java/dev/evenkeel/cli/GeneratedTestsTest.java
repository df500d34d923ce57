package dev.evenkeel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.cli.Shell.Outcome;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;

final class GeneratedTestsTest {
    private static final String HAPROXY =
            """
            defaults
                mode http
                timeout connect 5s
                timeout client 30s
                timeout server 30s
            frontend public
                bind :80
                bind :8080
                acl tenant hdr(X-Tenant) 'a "b" \\\\c'
                acl odd path_beg /a%20b
                http-request redirect location /new code 302 if { path /old } { method POST }
                http-request deny deny_status 410 if tenant
                http-request set-path /v2%[path] if { path_beg /api/ }
                http-request set-header X-Key hunter2hunter2
                http-request set-header X-Plain "yes: no"
                use_backend %[req.cook(pool),lower] if { req.cook(pool) -m found }
                use_backend inside if { src 10.0.0.0/8 }
                use_backend odd if odd { dst_port 8080 }
                use_backend none if odd !odd
                default_backend web
            backend web
                balance roundrobin
                server w1 10.0.0.1:80
                server w2 10.0.0.2:80
            backend inside
                balance random(1)
                server i1 10.0.0.3:80
                server i2 10.0.0.4:80
            backend odd
                http-request silent-drop if { hdr(X-Drop) null }
                server o 10.0.0.5:80
            backend none
                server n 10.0.0.6:80
            """;

    @TempDir Path folder;

    private static Outcome generated(Shell shell, String config) {
        Outcome made = shell.run("test", "--generate", config);
        assertThat(made.err()).isEmpty();
        assertThat(made.status()).isZero();
        shell.write("made.yaml", made.out());
        return made;
    }

    @Test
    void whatIsMadePassesAndReachesEverything() {
        var shell = new Shell(folder).write("haproxy.cfg", HAPROXY);
        Outcome made = generated(shell, "haproxy.cfg");
        Outcome outcome = shell.run("test", "made.yaml", "--coverage");
        assertThat(outcome.out())
                .doesNotContain("failed")
                .doesNotContain("not proven")
                .contains("(100 %)");
        assertThat(outcome.status()).isZero();
        assertThat(made.out())
                .contains("# No request reaches this:\n#   haproxy.cfg:19  use_backend none")
                .contains("redirect: \"/new\"")
                .contains("outcome: close")
                .contains("candidates: [i1, i2]")
                .contains("x-plain: \"yes: no\"");
    }

    @Test
    void whatIsMadeFailsWhenTheConfigurationChanges() {
        var shell = new Shell(folder).write("haproxy.cfg", HAPROXY);
        generated(shell, "haproxy.cfg");
        for (String[] change :
                new String[][] {
                    {"code 302", "code 301"},
                    {"deny_status 410", "deny_status 403"},
                    {"/v2%[path]", "/v3%[path]"},
                    {"\"yes: no\"", "no"},
                    {"use_backend inside", "use_backend web"},
                    {"default_backend web", "default_backend inside"},
                    {"random(1)", "first"},
                    {"path_beg /api/", "path_beg /apis/"},
                    {"path_beg /api/", "path /api/"},
                    {"path_beg /api/", "path_beg -i /api/"},
                    {"path_beg /api/", "path_sub /api/"},
                    {"w2 10.0.0.2:80", "w2 10.0.0.9:80"},
                    {"w2 10.0.0.2:80", "w2 10.0.0.2:80 weight 7"},
                    {"w2 10.0.0.2:80", "w2 10.0.0.2:80 backup"},
                    {"w2 10.0.0.2:80", "w2 10.0.0.2:80 check"},
                    {"w2 10.0.0.2:80", "w2 10.0.0.2:80 maxconn 50"},
                    {"server w2 10.0.0.2:80", ""}
                }) {
            shell.write("changed.cfg", HAPROXY.replace(change[0], change[1]));
            Outcome outcome = shell.run("test", "made.yaml", "changed.cfg");
            assertThat(outcome.out()).as(change[1]).startsWith("failed  ");
        }
    }

    @Test
    void everyValueThatALineLooksForIsTried() {
        String config =
                """
                defaults
                    mode http
                frontend public
                    bind :80
                    acl shops hdr(host) -i a.example b.example c.example
                    acl internal src 10.0.0.0/8 192.0.2.1
                    use_backend shops if shops internal
                    use_backend %[req.hdr(X-Tenant),map(tenants.map,web)]
                backend shops
                    server s 10.0.0.1:80
                backend web
                    server w 10.0.0.2:80
                backend gold
                    server g 10.0.0.3:80
                """;
        var shell = new Shell(folder).write("haproxy.cfg", config);
        shell.write("tenants.map", "one gold\ntwo web\nthree gold\n");
        Outcome made = generated(shell, "haproxy.cfg");
        assertThat(made.out())
                .contains("a.example", "b.example", "c.example")
                .contains("source: \"10.0.0.0\"", "source: \"192.0.2.1\"")
                .contains("x-tenant: one }", "x-tenant: two }", "x-tenant: three }");
        assertThat(shell.run("test", "made.yaml").out()).doesNotContain("failed");
        shell.write("tenants.map", "one gold\ntwo web\nthree web\n");
        assertThat(shell.run("test", "made.yaml").out()).startsWith("failed  ");
    }

    @Test
    void whatIsSaidOfServersIsReadAgain() {
        String config =
                """
                http {
                    upstream pages {
                        least_conn;
                        server 10.0.0.1:80 weight=3 max_fails=4 fail_timeout=90;
                        server 10.0.0.1:80;
                        server unix:/run/pages.sock max_conns=20;
                        server [2001:db8::1]:81 backup;
                        server pages.example down;
                    }
                    server {
                        listen 80;
                        location / { proxy_pass http://pages; }
                        location /alone/ { proxy_pass http://10.0.0.9:8080; }
                    }
                }
                """;
        var shell = new Shell(folder).write("nginx.conf", config);
        Outcome made = generated(shell, "nginx.conf");
        assertThat(made.out())
                .contains(
                        """
                            pool: pages
                            expect:
                              algorithm: least-connections
                              health: passive
                              timeouts: { connect: 60s, server: 60s }
                              members:
                                - { address: "10.0.0.1:80", weight: 3, failures: 4, pause: 90s }
                                - "10.0.0.1:80"
                                - { address: "/run/pages.sock", connections: 20 }
                                - { address: "[2001:db8::1]:81", role: backup }
                                - { address: "pages.example:80", role: disabled }
                        """)
                .contains(
                        """
                            pool: "10.0.0.9:8080"
                            expect:
                              timeouts: { connect: 60s, server: 60s }
                        """);
        assertThat(shell.run("test", "made.yaml").out()).doesNotContain("failed", "not proven");
        for (String[] change :
                new String[][] {
                    {"max_fails=4", "max_fails=5"},
                    {"timeout=90", "timeout=91"},
                    {"max_conns=20", "max_conns=21"},
                    {"listen 80;", "listen 80; proxy_read_timeout 61s;"},
                    {"pages.example down", "pages.example"},
                    {"/run/pages.sock", "/run/other.sock"},
                    {"http://pages;", "http://pages/;"},
                    {"location /alone/", "location ~ /alone/"}
                }) {
            shell.write("changed.conf", config.replace(change[0], change[1]));
            assertThat(shell.run("test", "made.yaml", "changed.conf").out())
                    .as(change[1])
                    .startsWith("failed  ");
        }
    }

    @Test
    void onlyWhatARuleAsksForIsAssumedAndEachTestComesOnce() {
        var shell =
                new Shell(folder)
                        .write(
                                "haproxy.cfg",
                                """
                                defaults
                                    mode tcp
                                    timeout connect 5s
                                    timeout client 30s
                                    timeout server 2m
                                frontend a
                                    bind :1883
                                    acl valid req.payload(0,0),mqtt_is_valid
                                    tcp-request content reject unless valid
                                    default_backend brokers
                                frontend b
                                    bind :1884
                                    use_backend brokers if { req.payload(0,9) -m str hello }
                                    default_backend others
                                backend brokers
                                    server b1 10.0.0.1:1883
                                backend others
                                    server o1 10.0.0.2:1883
                                """);
        String tests = generated(shell, "haproxy.cfg").out();
        assertThat(tests)
                .doesNotContain("Not tested")
                .contains("assume: { \"req.payload(0,0),mqtt_is_valid\": \"true\" }")
                .contains("assume: { \"req.payload(0,0),mqtt_is_valid\": \"false\" }")
                .contains("assume: { \"req.payload(0,9)\": hello }")
                .contains("timeouts: { connect: 5s, server: 120s }");
        assertThat(tests.split("\n  - name: \"GET", -1)).hasSizeLessThan(8);
        assertThat(shell.run("test", "made.yaml", "--fail-under", "100%").status()).isZero();
    }

    @Test
    void aPathIsTriedInOtherSpellingsWhereOnlyTheseReachALine() {
        var shell =
                new Shell(folder)
                        .write(
                                "nginx.conf",
                                """
                                events {}
                                http {
                                    server {
                                        listen 80;
                                        location /1/ {
                                            rewrite ^ $request_uri;
                                            rewrite ^/1(/.*) $1 break;
                                            return 400;
                                            proxy_pass http://10.0.0.1;
                                        }
                                        location /exec {
                                            if (-x /srv/$arg_c) { return 204; }
                                        }
                                    }
                                }
                                """);
        String tests = generated(shell, "nginx.conf").out();
        assertThat(tests).doesNotContain("Not tested").contains("//1/", "status: 400", "/exec?c=x");
        assertThat(shell.run("test", "made.yaml").out()).doesNotContain("failed", "not proven");
    }

    @Test
    void fewRequestsReachMuch() {
        var shell = new Shell(folder).write("haproxy.cfg", HAPROXY);
        String tests = generated(shell, "haproxy.cfg").out();
        assertThat(tests.split("    request:", -1).length - 1).isLessThanOrEqualTo(14);
    }

    @ParameterizedTest
    @ValueSource(strings = {"shop/haproxy.cfg", "shop-nginx/nginx.conf", "outages/5/before.conf"})
    void theExamplesPassWhatIsMadeOfThem(String example) {
        var shell = new Shell(folder);
        String config = Path.of("..", "examples", example).toAbsolutePath().toString();
        generated(shell, config);
        Outcome outcome = shell.run("test", "made.yaml", "--fail-under", "100%");
        assertThat(outcome.out()).contains("(100 %)");
        assertThat(outcome.status()).isZero();
    }

    @Test
    void itTakesAConfigurationAndNothingElse() {
        var shell = new Shell(folder).write("haproxy.cfg", HAPROXY);
        assertThat(shell.run("test", "--generate", "haproxy.cfg", "more").status()).isEqualTo(2);
        assertThat(shell.run("test", "--generate", "lost.cfg").err()).contains("does not exist");
    }

    @Test
    void noSecretIsWritten() {
        var shell = new Shell(folder);
        shell.write(
                "haproxy.cfg",
                HAPROXY.replace("X-Key hunter2hunter2", "Authorization \"Bearer hunter2hunter2\""));
        assertThat(generated(shell, "haproxy.cfg").out()).doesNotContain("hunter2");
    }
}
