package dev.evenkeel.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.evenkeel.cli.Shell.Outcome;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

final class CheckCommandTest {
    /// Nothing is wrong with it.
    private static final String GOOD =
            """
            defaults
                mode http
                timeout connect 5s
                timeout client 30s
                timeout server 30s
            frontend f
                bind 127.0.0.1:8080
                default_backend web
            backend web
                server web1 127.0.0.1:9001 check
                server web2 127.0.0.1:9002 check
            """;

    /// HAProxy refuses the last line.
    private static final String BAD = GOOD + "    serverr web3 127.0.0.1:9003\n";

    /// A line whose effect depends on a program that is not read.
    private static final String OPEN =
            GOOD.replace("    default_backend", "    http-request lua.choose\n    default_backend");

    @TempDir Path folder = Path.of("");
    private Shell shell = new Shell(folder);

    @BeforeEach
    void enter() {
        shell =
                new Shell(folder)
                        .write("good.cfg", GOOD)
                        .write("bad.cfg", BAD)
                        .write("open.cfg", OPEN);
    }

    @Test
    void endsWithZeroWhenNothingIsWrong() {
        Outcome outcome = shell.run("check", "good.cfg");
        assertThat(outcome.out()).startsWith("Nothing found in good.cfg");
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.status()).isZero();
        assertThat(shell.run("check", "good.cfg", "--strict").status()).isZero();
    }

    @Test
    void endsWithOneWhenSomethingIsFound() {
        Outcome outcome = shell.run("check", "bad.cfg");
        assertThat(outcome.status()).isEqualTo(1);
        assertThat(outcome.out()).contains("bad.cfg:12:", "error · refused", "serverr web3");
    }

    @Test
    void neverCallsOpenLinesGood() {
        Outcome outcome = shell.run("check", "open.cfg");
        assertThat(outcome.out()).startsWith("Not proven").contains("open.cfg:8");
        assertThat(outcome.status()).isZero();
        assertThat(shell.run("check", "open.cfg", "--strict").status()).isEqualTo(3);
    }

    @Test
    void findingSomethingOutweighsNotProvenAndNoAnswerOutweighsBoth() {
        assertThat(shell.run("check", "open.cfg", "bad.cfg", "--strict").status()).isEqualTo(1);
        Outcome outcome = shell.run("check", "absent.cfg", "bad.cfg");
        assertThat(outcome.status()).isEqualTo(2);
        assertThat(outcome.err()).isEqualTo("evenkeel: absent.cfg does not exist\n");
        assertThat(outcome.out()).contains("bad.cfg:12:");
    }

    @Test
    void failsOnlyOnWhatIsSevereEnough() {
        shell.write("evenkeel.yaml", "checks:\n  refused: warning\n");
        assertThat(shell.run("check", "bad.cfg").status()).isEqualTo(1);
        assertThat(shell.run("check", "bad.cfg", "--fail-on", "error").status()).isZero();
        shell.write("evenkeel.yaml", "checks:\n  refused: note\n");
        assertThat(shell.run("check", "bad.cfg").status()).isZero();
        assertThat(shell.run("check", "bad.cfg", "--fail-on", "note").status()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/dev/zero", "/dev/random", "/proc/self/mem", "absent", "empty", "dir"})
    void saysInOneLineWhatCannotBeRead(String name) throws IOException {
        shell.write("empty", "").write("dir/readme.txt", "no configuration");
        Outcome outcome =
                assertTimeoutPreemptively(Duration.ofSeconds(10), () -> shell.run("check", name));
        assertThat(outcome.status()).isEqualTo(2);
        assertThat(outcome.err()).startsWith("evenkeel: " + name).hasLineCount(1);
        assertThat(outcome.err()).doesNotContain("Exception");
    }

    @Test
    void saysThatBytesAreNoConfiguration() throws IOException {
        byte[] bytes = new byte[4096];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i * 7);
        }
        Files.write(folder.resolve("binary"), bytes);
        Outcome outcome = shell.run("check", "binary");
        assertThat(outcome.status()).isEqualTo(2);
        assertThat(outcome.err()).hasLineCount(1).contains("binary is not a text");
        assertThat(shell.run("check", "binary", "--as", "haproxy").status()).isEqualTo(1);
    }

    @Test
    void refusesWhatIsLargerThanAnyConfiguration() throws IOException {
        try (var file = new java.io.RandomAccessFile(folder.resolve("huge").toFile(), "rw")) {
            file.setLength(BoundedFile.BYTES_MAX + 1L);
        }
        Outcome outcome = shell.run("check", "huge");
        assertThat(outcome.status()).isEqualTo(2);
        assertThat(outcome.err()).isEqualTo("evenkeel: huge is larger than 64 MiB\n");
    }

    @Test
    void readsTheFilesOfADirectoryInNameOrder() {
        shell.write("haproxy/20-rest.cfg", GOOD.substring(GOOD.indexOf("frontend")))
                .write("haproxy/10-defaults.cfg", GOOD.substring(0, GOOD.indexOf("frontend")))
                .write("haproxy/readme.txt", "not read");
        Outcome outcome = shell.run("check", "haproxy", "--format", "json");
        assertThat(outcome.status()).isZero();
        assertThat(outcome.out())
                .contains(
                        "\"inputs\":[{\"file\":\"haproxy/10-defaults.cfg\",\"dialect\":\"haproxy\"",
                        "},{\"file\":\"haproxy/20-rest.cfg\",");
    }

    @Test
    void takesTheVersionItIsTold() {
        assertThat(shell.run("check", "good.cfg", "--as", "haproxy:2.6", "--format", "json").out())
                .contains("\"dialect\":\"haproxy\",\"version\":\"2.6\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "json", "sarif", "junit", "github", "markdown"})
    void neverShowsASecret(String format) {
        shell.write(
                "secret.cfg",
                GOOD.replace("default_backend web", "stats auth admin:hunter2hunter2")
                        + """
                        userlist staff
                            user anna insecure-password hunter2hunter2
                            user bert password $6$hunter2hunter2
                        backend other
                            http-request set-header Authorization "Bearer hunter2hunter2"
                            serverr other1 127.0.0.1:9009
                        """);
        Outcome outcome = shell.run("check", "secret.cfg", "--format", format);
        assertThat(outcome.status()).isEqualTo(1);
        assertThat(outcome.out() + outcome.err()).doesNotContain("hunter2hunter2");
    }

    @Test
    void neverShowsAStackTrace() {
        for (String format : java.util.List.of("text", "json", "sarif", "junit", "github")) {
            Outcome outcome = shell.run("check", "good.cfg", "bad.cfg", "--format", format);
            assertThat(outcome.err()).doesNotContain("Exception").doesNotContain("\tat ");
        }
    }
}
