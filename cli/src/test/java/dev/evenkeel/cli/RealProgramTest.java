package dev.evenkeel.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.evenkeel.cli.Shell.Outcome;
import dev.evenkeel.loopback.Program;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/// Tests against the programs that are installed here.
final class RealProgramTest {
    @TempDir Path folder;

    private static Shell shell(Path folder) {
        var shell = new Shell(folder);
        shell.environment = Map.of("PATH", System.getenv("PATH"));
        return shell;
    }

    private static void assumeInstalled(String dialect) throws IOException {
        assumeTrue(
                Program.installed(dialect, System.getenv()).isPresent(),
                "left out: the real " + dialect + " is not installed");
    }

    @ParameterizedTest
    @CsvSource({
        "haproxy, 1, cfg",
        "haproxy, 2, cfg",
        "nginx, 3, conf",
        "haproxy, 4, cfg",
        "nginx, 4, conf",
        "nginx, 5, conf"
    })
    void theTestsOfAnOutagePassBeforeAndFailBehind(String dialect, int outage, String kind)
            throws IOException {
        assumeInstalled(dialect);
        String tests = "examples/outages/" + outage + "/tests.yaml";
        String config = "examples/outages/" + outage + "/";
        Shell shell = shell(Path.of(".."));
        Outcome before = shell.run("test", tests, config + "before." + kind, "--against", "real");
        assertThat(before.out()).contains("passed").doesNotContain("failed");
        assertThat(before.status()).isZero();
        Outcome after = shell.run("test", tests, config + "after." + kind, "--against", "real");
        assertThat(after.out()).startsWith("failed  ").doesNotContain("disagree");
        assertThat(after.status()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"haproxy, shop/haproxy.cfg", "nginx, shop-nginx/nginx.conf"})
    void whatIsMadeOfTheModelHoldsInReality(String dialect, String example) throws IOException {
        assumeInstalled(dialect);
        Shell shell = shell(folder);
        String config = Path.of("..", "examples", example).toAbsolutePath().toString();
        shell.write("made.yaml", shell.run("test", "--generate", config).out());
        Outcome outcome = shell.run("test", "made.yaml", "--against", "real");
        assertThat(outcome.out()).contains("passed").doesNotContain("failed");
        assertThat(outcome.status()).isZero();
    }

    @Test
    void sharesAreCounted() throws IOException {
        assumeInstalled("haproxy");
        Shell shell = shell(folder);
        shell.write(
                "haproxy.cfg",
                """
                defaults
                  mode http
                  timeout client 5s
                  timeout server 5s
                  timeout connect 5s
                frontend web
                  bind 127.0.0.1:8080
                  use_backend chance if { path_beg /chance }
                  default_backend turns
                backend turns
                  balance roundrobin
                  server a 10.0.0.1:80 weight 1
                  server b 10.0.0.2:80 weight 2
                backend chance
                  balance random(1)
                  server a 10.0.0.1:80
                  server b 10.0.0.2:80
                """);
        shell.write(
                "tests.yaml",
                """
                config: haproxy.cfg
                tests:
                  - name: turns
                    pool: turns
                    expect: { share: { max: 70% } }
                  - name: chance
                    pool: chance
                    expect: { share: { max: 80% } }
                """);
        Outcome outcome = shell.run("test", "tests.yaml", "--against", "real", "--format", "json");
        assertThat(outcome.out()).contains("\"passed\":2").doesNotContain("not measured");
        assertThat(outcome.status()).isZero();
    }

    @Test
    void thereIsTheModelAndThereIsReality() {
        Shell shell = shell(folder).write("tests.yaml", "tests: []");
        Outcome outcome = shell.run("test", "tests.yaml", "--against", "moon");
        assertThat(outcome.err()).contains("--against moon: must be one of model, real");
        assertThat(outcome.status()).isEqualTo(2);
    }
}
