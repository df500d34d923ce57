package dev.evenkeel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.cli.Shell.Outcome;
import dev.evenkeel.cli.Surroundings.Terminal;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.util.Map;

final class MainTest {
    @TempDir Path folder = Path.of("");
    private Shell shell = new Shell(folder);

    @BeforeEach
    void enter() {
        shell = new Shell(folder);
    }

    @Test
    void showsItsVersion() {
        Outcome outcome = shell.run("--version");
        assertThat(outcome.status()).isZero();
        assertThat(outcome.out()).matches("evenkeel \\d+\\.\\d+\\.\\d+\\S*\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "check --help", "trace --help", "explain -h"})
    void helpsOnStdout(String line) {
        Outcome outcome = shell.run(line.split(" ", -1));
        assertThat(outcome.status()).isZero();
        assertThat(outcome.out()).contains("Usage: evenkeel");
        assertThat(outcome.err()).isEmpty();
    }

    @Test
    void withoutACommandSaysOnStderrHowItIsUsed() {
        Outcome outcome = shell.run();
        assertThat(outcome.status()).isEqualTo(2);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err()).contains("Usage: evenkeel", "check", "explain");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "chek a.cfg",
                "check",
                "check a.cfg --bogus",
                "check a.cfg --format yaml",
                "check a.cfg --fail-on fatal",
                "check a.cfg --as envoy",
                "check a.cfg --as haproxy:9.9",
                "check a.cfg --as haproxy:new",
                "check a.cfg --define NAME",
                "check a.cfg --config-file absent.yaml",
                "explain refused again",
                "explain refused --format sarif",
                "explain no-such-check"
            })
    void answersBadUsageWithOneLine(String line) {
        shell.write("a.cfg", "frontend f\n");
        Outcome outcome = shell.run(line.split(" ", -1));
        assertThat(outcome.status()).isEqualTo(2);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err()).startsWith("evenkeel: ").hasLineCount(1);
        assertThat(outcome.err()).doesNotContain("Exception");
    }

    @Test
    void suggestsWhatWasMeant() {
        assertThat(shell.run("explain", "refusde").err()).contains("near it: refused");
        assertThat(shell.run("chekc").err()).contains("there is no command chekc");
        assertThat(shell.run("check", "--frmat", "json").err()).contains("--format");
    }

    @Test
    void colouredOnlyOnATerminalThatMayBe() {
        assertThat(shell.run("explain").out()).doesNotContain("\u001b");
        shell.terminal = new Terminal(true, true, 80);
        assertThat(shell.run("explain").out()).contains("\u001b[");
        for (Map<String, String> quiet :
                java.util.List.of(Map.of("NO_COLOR", "1"), Map.of("TERM", "dumb"))) {
            shell.environment = quiet;
            assertThat(shell.run("explain").out()).doesNotContain("\u001b");
            assertThat(shell.run("--help").out()).doesNotContain("\u001b");
        }
        shell.environment = Map.of("NO_COLOR", "");
        assertThat(shell.run("explain").out()).contains("\u001b[");
    }

    @Test
    void explainsEveryCheckOnItsPage() {
        Outcome outcome = shell.run("explain", "refused");
        assertThat(outcome.status()).isZero();
        assertThat(outcome.out()).startsWith("# refused\n").contains("## What to do");
        assertThat(shell.run("explain", "--format", "json").out())
                .startsWith("{\"schema\":\"evenkeel/explain/1\"");
    }
}
