package dev.evenkeel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.check.Settings;
import dev.evenkeel.check.Severity;
import dev.evenkeel.cli.Shell.Outcome;
import dev.evenkeel.predict.Policy;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

final class ProjectFileTest {
    @TempDir Path folder = Path.of("");
    private Shell shell = new Shell(folder);

    @BeforeEach
    void enter() {
        shell = new Shell(folder).write("lb/a.cfg", "frontend f\n    bind :80\n");
    }

    private Outcome check() {
        return shell.run("check", "lb/a.cfg", "--format", "json");
    }

    @Test
    void readsEveryKey() throws CannotAnswer {
        shell.write(
                "evenkeel.yaml",
                """
                as: haproxy:2.8
                root: image
                define: { PORT: 8080, NAME: "a b" }
                format: markdown
                fail-on: error
                strict: true
                checks:
                  refused: off
                  missing-file: warning
                diff:
                  forbid: [unreachable-pool, algorithm]
                  max-share-change: 20%
                  max-moved: 2.5%
                  expect: none
                """);
        Defaults defaults = ProjectFile.read(folder, Path.of("evenkeel.yaml"));
        assertThat(defaults)
                .isEqualTo(
                        new Defaults(
                                DialectChoice.parse("haproxy:2.8"),
                                Path.of("image"),
                                Map.of("PORT", "8080", "NAME", "a b"),
                                "markdown",
                                Severity.ERROR,
                                true,
                                new Defaults.Demands(
                                        new Settings(
                                                Map.of(
                                                        "refused", Settings.Level.OFF,
                                                        "missing-file", Settings.Level.WARNING)),
                                        new Policy(
                                                Set.of("unreachable-pool", "algorithm"),
                                                0.2,
                                                0.025,
                                                Policy.Expectation.NONE))));
    }

    @Test
    void anEmptyFileSaysNothing() throws CannotAnswer {
        shell.write("evenkeel.yaml", "# nothing yet\n");
        assertThat(ProjectFile.read(folder, Path.of("evenkeel.yaml"))).isEqualTo(Defaults.NONE);
    }

    @Test
    void reportsEverythingWrongTogether() {
        shell.write(
                "evenkeel.yaml",
                """
                as: envoy
                colour: true
                fail-on: fatal
                strict: maybe
                checks:
                  unused-pol: off
                  refused: sometimes
                  missing-file: [a]
                define: x
                format: text
                format: json
                diff:
                  forbid: [unreachable-pol, {}]
                  max-moved: 5
                  expect: nothing
                  maximum: 3
                """);
        Outcome outcome = check();
        assertThat(outcome.status()).isEqualTo(2);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err().lines())
                .allMatch(line -> line.startsWith("evenkeel: evenkeel.yaml:"))
                .anyMatch(line -> line.contains("yaml:1: as: there is no dialect envoy"))
                .anyMatch(line -> line.contains("yaml:2: unknown key colour"))
                .anyMatch(line -> line.contains("yaml:3: fail-on: must be one of"))
                .anyMatch(line -> line.contains("yaml:4: strict: must be one of true, false"))
                .anyMatch(line -> line.contains("yaml:6: there is no check unused-pol"))
                .anyMatch(line -> line.contains("yaml:7: refused: must be off, note"))
                .anyMatch(line -> line.contains("yaml:8: missing-file: needs one value"))
                .anyMatch(line -> line.contains("yaml:9: define: needs keys and values"))
                .anyMatch(line -> line.contains("yaml:11: format: stands here twice"))
                .anyMatch(line -> line.contains("yaml:13: diff: forbid: unreachable-pol: must be"))
                .anyMatch(line -> line.contains("yaml:13: diff: forbid: needs one value"))
                .anyMatch(line -> line.contains("yaml:14: diff: max-moved: 5: must be a part of"))
                .anyMatch(line -> line.contains("yaml:15: diff: expect: nothing: must be one of"))
                .anyMatch(line -> line.contains("yaml:16: diff: unknown key maximum"));
    }

    @Test
    void saysWhereItIsNoYaml() {
        shell.write("evenkeel.yaml", "as: haproxy\n  strict: [\n");
        assertThat(check().err())
                .startsWith("evenkeel: evenkeel.yaml:2: is not YAML")
                .hasLineCount(1);
    }

    @Test
    void isFoundBesideTheConfigurationBeforeAboveIt() {
        shell.write("evenkeel.yaml", "as: haproxy:2.6\n");
        assertThat(check().out()).contains("\"version\":\"2.6\"");
        shell.write("lb/evenkeel.yaml", "as: haproxy:2.8\n");
        assertThat(check().out()).contains("\"version\":\"2.8\"");
        assertThat(shell.run("check", "lb/a.cfg", "--as", "haproxy:3.0", "--format", "json").out())
                .contains("\"version\":\"3.0\"");
        shell.write("other.yaml", "as: haproxy:2.9\nformat: json\n");
        assertThat(shell.run("check", "lb/a.cfg", "--config-file", "other.yaml").out())
                .contains("\"version\":\"2.9\"");
    }

    @Test
    void isNotLookedForAboveTheRepositoryOrTheWorkingDirectory() throws IOException {
        shell.write("evenkeel.yaml", "as: haproxy:2.6\n").write("lb/deep/b.cfg", "frontend f\n");
        Files.createDirectories(folder.resolve("lb/.git"));
        assertThat(check().out()).doesNotContain("\"version\":\"2.6\"");

        var inside = new Shell(folder.resolve("lb/deep"));
        shell.write("lb/evenkeel.yaml", "as: haproxy:2.8\n");
        assertThat(inside.run("check", "b.cfg", "--format", "json").out())
                .contains("\"version\":\"2.8\"");
        Files.delete(folder.resolve("lb/.git"));
        assertThat(inside.run("check", "b.cfg", "--format", "json").out())
                .doesNotContain("\"version\":\"2.8\"");
    }
}
