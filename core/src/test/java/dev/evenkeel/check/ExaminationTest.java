package dev.evenkeel.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.dialect.Reading;
import dev.evenkeel.model.Action;
import dev.evenkeel.model.Address;
import dev.evenkeel.model.Algorithm;
import dev.evenkeel.model.Balancing;
import dev.evenkeel.model.Block;
import dev.evenkeel.model.Capacity;
import dev.evenkeel.model.Condition;
import dev.evenkeel.model.Coverage;
import dev.evenkeel.model.Expression;
import dev.evenkeel.model.Handling;
import dev.evenkeel.model.Health;
import dev.evenkeel.model.Identity;
import dev.evenkeel.model.Listener;
import dev.evenkeel.model.LoadBalancer;
import dev.evenkeel.model.Pool;
import dev.evenkeel.model.Protocol;
import dev.evenkeel.model.Rule;
import dev.evenkeel.model.Server;
import dev.evenkeel.model.Target;
import dev.evenkeel.model.Timeouts;
import dev.evenkeel.model.Version;
import dev.evenkeel.model.Workers;
import dev.evenkeel.text.Problem;
import dev.evenkeel.text.Source;
import dev.evenkeel.text.Span;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/// A listener that sends everything to `missing`, and a pool `old` that nothing uses.
final class ExaminationTest {
    private static final Source SOURCE =
            Source.of("test", "listen\nforward missing\npool old\nstrange\n");

    @Test
    void reportsInTheOrderOfLines() {
        assertThat(found(Settings.standard()))
                .containsExactly("2 error undefined-pool", "3 note unused-pool");
    }

    @Test
    void givesASpecificErrorThePlaceOfARefusal() {
        assertThat(found(Settings.standard(), problem(Problem.Kind.REFUSED, 2)))
                .containsExactly("2 error undefined-pool", "3 note unused-pool");
    }

    @Test
    void reportsARefusalThatNoCheckExplains() {
        assertThat(found(Settings.standard(), problem(Problem.Kind.REFUSED, 3)))
                .containsExactly("2 error undefined-pool", "3 error refused", "3 note unused-pool");
    }

    @Test
    void tellsTheProblemOfATextThatIsReadTwiceOnce() {
        assertThat(
                        found(
                                Settings.standard(),
                                problem(Problem.Kind.REFUSED, 3),
                                problem(Problem.Kind.REFUSED, 3)))
                .containsOnlyOnce("3 error refused");
    }

    @Test
    void reportsWhatIsIgnoredAndWhatIsMissing() {
        assertThat(
                        found(
                                Settings.standard(),
                                problem(Problem.Kind.MISSING, 4),
                                problem(Problem.Kind.DOUBTFUL, 1),
                                problem(Problem.Kind.REMARK, 1)))
                .containsExactly(
                        "1 warning ineffective-line",
                        "2 error undefined-pool",
                        "3 note unused-pool",
                        "4 note missing-file");
    }

    @Test
    void obeysTheSettings() {
        var settings =
                new Settings(
                        Map.of(
                                "unused-pool", Settings.Level.ERROR,
                                "undefined-pool", Settings.Level.OFF));
        assertThat(found(settings)).containsExactly("3 error unused-pool");
    }

    @Test
    void knowsTheWordsOfLevels() {
        assertThat(Settings.Level.of("off")).isEqualTo(Settings.Level.OFF);
        assertThat(Settings.Level.of("note")).isEqualTo(Settings.Level.NOTE);
        assertThat(Settings.Level.of("warning")).isEqualTo(Settings.Level.WARNING);
        assertThat(Settings.Level.of("error")).isEqualTo(Settings.Level.ERROR);
        assertThat(Settings.Level.of("Error")).isNull();
    }

    private static List<String> found(Settings settings, Problem... problems) {
        var reading =
                new Reading(
                        balancer(),
                        List.of(problems),
                        new Coverage(4, 0, List.of(), List.of(), List.of()),
                        List.of(SOURCE),
                        List.of(),
                        List.of());
        return Examination.of(reading, settings).findings().stream()
                .map(finding ->
                        finding.span().line()
                                + " "
                                + finding.severity().word()
                                + " "
                                + finding.check())
                .toList();
    }

    private static Problem problem(Problem.Kind kind, int line) {
        return new Problem(kind, line(line), "wrong", "");
    }

    private static Span line(int line) {
        return SOURCE.lineSpan(line);
    }

    private static LoadBalancer balancer() {
        var wait = Duration.ofSeconds(5);
        var timeouts = new Timeouts(wait, wait, wait);
        var forward =
                new Rule(
                        Condition.ALWAYS,
                        new Action.Forward(Expression.text("missing"), Action.Unresolved.REFUSED),
                        Rule.Origin.WRITTEN,
                        line(2));
        var rules = new Block("f", List.of(forward), line(1));
        var listener =
                new Listener("f", List.of(), new Handling(Protocol.HTTP, rules, timeouts), line(1));
        var server =
                new Server(
                        "one",
                        new Address("10.0.0.1:80", "10.0.0.1", 80, Address.Kind.IPV4),
                        new Capacity(1, null, 0, 0, Duration.ZERO),
                        Server.Role.ACTIVE,
                        Server.Checked.ACTIVELY,
                        new Identity(1, "", null),
                        line(3));
        var pool =
                new Pool(
                        "old",
                        List.of(server),
                        new Balancing(
                                new Algorithm.RoundRobin(false),
                                Balancing.State.SHARED,
                                new Balancing.Failover(3, false, false),
                                null),
                        List.of(),
                        Health.connection(),
                        new Handling(Protocol.HTTP, new Block("old", List.of(), line(3)), timeouts),
                        line(3));
        return new LoadBalancer(
                new Target("haproxy", Version.of(3, 2)),
                Workers.one(),
                List.of(listener),
                List.of(pool),
                List.of(),
                List.of(),
                List.of());
    }
}
