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
                    {"random(1)", "first"}
                }) {
            shell.write("changed.cfg", HAPROXY.replace(change[0], change[1]));
            Outcome outcome = shell.run("test", "made.yaml", "changed.cfg");
            assertThat(outcome.out()).as(change[1]).startsWith("failed  ");
        }
    }

    @Test
    void fewRequestsReachMuch() {
        var shell = new Shell(folder).write("haproxy.cfg", HAPROXY);
        String tests = generated(shell, "haproxy.cfg").out();
        assertThat(tests.split("- name:", -1).length - 1).isLessThanOrEqualTo(8);
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
