package dev.evenkeel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.cli.Shell.Outcome;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

final class DiffCommandTest {
    private static final String BEFORE =
            """
            defaults
                mode http
                timeout connect 5s
                timeout client 30s
                timeout server 30s
            frontend public
                bind :8080
                use_backend api if { path_beg /api }
                default_backend web
            backend api
                server api1 10.0.2.1:80
            backend web
                balance roundrobin
                server web1 10.0.1.1:80
                server web2 10.0.1.2:80
            """;

    private static final String NGINX =
            """
            events {}
            http {
                upstream web { server 10.0.1.1:80; server 10.0.1.2:80; }
                server { listen 8080; location / { proxy_pass http://web; } }
            }
            """;

    private static final String SHIFTED = BEFORE.replace("1.1:80", "1.1:80 weight 3");

    @TempDir private Path folder;

    private Shell shell = new Shell(Path.of(""));

    @BeforeEach
    void openShell() {
        shell = new Shell(folder).write("a.cfg", BEFORE);
    }

    private Outcome diff(String after, String... more) {
        shell.write("b.cfg", after);
        String[] words = new String[more.length + 3];
        words[0] = "diff";
        words[1] = "a.cfg";
        words[2] = "b.cfg";
        System.arraycopy(more, 0, words, 3, more.length);
        return shell.run(words);
    }

    private static void cannotAnswer(Outcome outcome, String line) {
        assertThat(outcome.err()).isEqualTo("evenkeel: " + line + "\n");
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.status()).isEqualTo(2);
    }

    @Test
    void namesTheServersWhoseShareChanges() {
        Outcome outcome = diff(SHIFTED);
        assertThat(outcome.out())
                .startsWith("Different: a.cfg → b.cfg\n")
                .contains("pool `web`: `web1` 50 % → 75 %, `web2` 50 % → 25 %");
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.status()).isEqualTo(1);
    }

    @Test
    void nobodyFeelsWhatChangesWhereNoRequestComes() {
        String spare = "backend spare\n    server s1 10.0.3.1:80\n";
        shell.write("a.cfg", BEFORE + spare);
        Outcome outcome = diff(BEFORE + spare.replace("3.1", "3.2"));
        assertThat(outcome.out())
                .startsWith("Equivalent: a.cfg → b.cfg\n")
                .contains("s1 10.0.3.1:80 → 10.0.3.2:80 (makes no difference)");
        assertThat(outcome.status()).isZero();
        assertThat(diff(BEFORE).status()).isZero();
    }

    @Test
    void whatNoRequestReachesAnyMoreIsNamedFirst() {
        Outcome lost = diff(BEFORE.replace("use_backend api", "use_backend web"));
        assertThat(lost.out().lines().toList().get(1))
                .isEqualTo(
                        "  ● pool `api` becomes unreachable: every request it got goes to pool"
                                + " `web` now");
    }

    @Test
    void answersInEveryFormat() {
        assertThat(diff(SHIFTED, "--format", "markdown").out())
                .startsWith("### 🔴 Different: `a.cfg` → `b.cfg`\n");
        assertThat(diff(SHIFTED, "--format", "json").out())
                .startsWith("{\"schema\":\"evenkeel/diff/1\"")
                .contains(
                        "\"shares\":[{\"pool\":\"web\",\"server\":\"web1\",\"before\":0.5,"
                                + "\"after\":0.75}");
    }

    @Test
    void eachSideIsReadAsWhatItIs() {
        shell.write("b.conf", NGINX);
        Outcome outcome =
                shell.run(
                        "diff",
                        "a.cfg",
                        "b.conf",
                        "--as-before",
                        "haproxy:2.8",
                        "--format",
                        "json");
        assertThat(outcome.out())
                .contains("\"dialect\":\"haproxy\",\"version\":\"2.8\",\"side\":\"before\"")
                .contains("\"dialect\":\"nginx\",\"version\":\"1.30\",\"side\":\"after\"");
        assertThat(outcome.status()).isEqualTo(1);
    }

    @Test
    void aPolicySaysWhatIsAFault() {
        assertThat(diff(SHIFTED, "--forbid", "algorithm").status()).isZero();
        Outcome violated = diff(SHIFTED, "--forbid", "algorithm,weights");
        assertThat(violated.out()).contains("✗ forbid weights, violated: weights: pool web");
        assertThat(violated.status()).isEqualTo(1);
        assertThat(diff(SHIFTED, "--max-share-change", "25%").status()).isZero();
        assertThat(diff(SHIFTED, "--max-share-change", "20%").out())
                .contains("✗ max-share-change 20 %, violated: web1 of pool web: 50 % → 75 %");
        assertThat(diff(SHIFTED, "--expect", "none").status()).isEqualTo(1);
    }

    @Test
    void aPolicyMayStandInTheProjectFile() {
        shell.write("evenkeel.yaml", "diff: { max-share-change: 20% }\n");
        assertThat(diff(SHIFTED).out()).contains("✗ max-share-change 20 %, violated");
        assertThat(diff(SHIFTED, "--max-share-change", "30%").out())
                .contains("✓ max-share-change 30 %, kept");
    }

    @Test
    void whatCannotBeDecidedIsNoPass() {
        String hashed = BEFORE.replace("roundrobin", "source");
        Outcome open = diff(hashed, "--max-share-change", "20%");
        assertThat(open.out()).contains("? max-share-change 20 %, cannot be decided: shares of");
        assertThat(open.status()).isZero();
        assertThat(diff(hashed, "--max-share-change", "20%", "--strict").status()).isEqualTo(3);
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        cannotAnswer(
                diff(BEFORE, "--format", "sarif"),
                "--format sarif: must be one of text, markdown, json");
        cannotAnswer(
                diff(BEFORE, "--max-moved", "5"),
                "--max-moved 5: must be a part of the requests, such as 20%");
        cannotAnswer(
                diff(BEFORE, "--max-moved", "101%"),
                "--max-moved 101%: must be a part of the requests, such as 20%");
        cannotAnswer(
                diff(BEFORE, "--expect", "equal"),
                "--expect equal: must be one of none, equivalent");
        cannotAnswer(
                diff(BEFORE, "--as-after", "envoy"),
                "--as-after envoy: there is no dialect envoy; use haproxy or nginx");
        cannotAnswer(
                diff(BEFORE, "--traffic", "log"),
                "there is no option --traffic; see evenkeel diff --help");
        assertThat(diff(BEFORE, "--forbid", "unreachable-pol").err())
                .startsWith("evenkeel: --forbid unreachable-pol: must be one of unreachable-pool, ")
                .endsWith("; did you mean unreachable-pool?\n")
                .hasLineCount(1);
        assertThat(shell.run("diff", "a.cfg").err())
                .contains("AFTER")
                .endsWith("see evenkeel diff --help\n");
        cannotAnswer(shell.run("diff", "a.cfg", "c.cfg"), "c.cfg does not exist");
    }

    @Test
    void refusesWhatWouldNotStart() {
        Outcome outcome = diff(BEFORE.replace("default_backend web", "default_backend wbe"));
        assertThat(outcome.status()).isEqualTo(2);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err()).startsWith("evenkeel: b.cfg:9: ");
    }

    @Test
    void helpNamesThePolicy() {
        Outcome help = shell.run("diff", "--help");
        assertThat(help.out())
                .contains("evenkeel diff [OPTION]… BEFORE AFTER", "--max-moved=N%", "--as-before");
        assertThat(help.status()).isZero();
    }
}
