package dev.evenkeel.predict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.dialect.Dialects;
import dev.evenkeel.dialect.Input;
import dev.evenkeel.dialect.Reading;
import dev.evenkeel.model.Version;
import dev.evenkeel.predict.ConfigurationDiff.Side;
import dev.evenkeel.predict.Policy.Expectation;
import dev.evenkeel.routing.RoutingDiff;
import dev.evenkeel.routing.RoutingDiff.Reach;
import dev.evenkeel.routing.RoutingDiff.Verdict;
import dev.evenkeel.text.Source;
import dev.evenkeel.text.Sources;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;
import java.util.Set;

final class PolicyTest {
    private static final String POOL =
            """
            defaults
                mode http
            backend b
                balance roundrobin
                server s1 192.0.2.1:80
                server s2 192.0.2.2:80
            """;

    private static Side haproxy(String text) {
        Version version = Version.of(3, 2);
        var input = new Input(List.of(Source.of("x", text)), Sources.none(), version, Map.of());
        Reading reading = Dialects.named("haproxy").orElseThrow().read(input);
        return new Side(reading.balancer(), reading.coverage());
    }

    private static ConfigurationDiff diff(String after, Verdict verdict, Reach... pools) {
        var routing = new RoutingDiff(verdict, List.of(), 0, List.of(pools), List.of(), List.of());
        return ConfigurationDiff.of(haproxy(POOL), haproxy(after), routing);
    }

    private static String ruling(Policy policy, ConfigurationDiff diff) {
        List<Ruling> rulings = policy.judge(diff);
        assertThat(rulings).hasSize(1);
        Ruling ruling = rulings.getFirst();
        String because = ruling.because().isEmpty() ? "" : ", " + ruling.because();
        return ruling.rule() + ": " + ruling.result().word() + because;
    }

    private static Policy forbid(String word) {
        return new Policy(Set.of(word), null, null, Expectation.ANYTHING);
    }

    private static Policy share(double max) {
        return new Policy(Set.of(), max, null, Expectation.ANYTHING);
    }

    private static Policy moved(double max) {
        return new Policy(Set.of(), null, max, Expectation.ANYTHING);
    }

    private static Policy expect(Expectation expectation) {
        return new Policy(Set.of(), null, null, expectation);
    }

    @Test
    void forbidsByKind() {
        var diff = diff(POOL, Verdict.DIFFERENT, new Reach("b", true, false));
        assertThat(ruling(forbid("unreachable-pool"), diff))
                .isEqualTo("forbid unreachable-pool: violated, became-unreachable: pool b");
        assertThat(ruling(forbid("algorithm"), diff)).isEqualTo("forbid algorithm: kept");
        assertThat(ruling(forbid("routing"), diff))
                .isEqualTo("forbid routing: violated, requests end differently");
    }

    @Test
    void whatIsNotKnownKeepsNoRule() {
        var diff = diff(POOL, Verdict.NOT_PROVEN);
        assertThat(ruling(forbid("unreachable-pool"), diff)).contains("undecided");
        assertThat(ruling(forbid("routing"), diff)).contains("undecided");
        assertThat(ruling(moved(0.5), diff)).contains("undecided");
        assertThat(ruling(expect(Expectation.NONE), diff)).contains("undecided");
        assertThat(ruling(expect(Expectation.EQUIVALENT), diff))
                .isEqualTo("expect equivalent: violated, it is not proven");
    }

    @Test
    void boundsHowMuchAShareChanges() {
        var diff = diff(POOL.replace("1:80", "1:80 weight 3"), Verdict.EQUIVALENT);
        assertThat(ruling(share(0.2), diff))
                .isEqualTo("max-share-change 20 %: violated, s1 of pool b: 50 % → 75 %");
        assertThat(ruling(share(0.25), diff)).isEqualTo("max-share-change 25 %: kept");
        var open = diff(POOL.replace("roundrobin", "source"), Verdict.EQUIVALENT);
        assertThat(ruling(share(0.2), open))
                .isEqualTo(
                        "max-share-change 20 %: undecided, shares of pool b: it depends on what is"
                                + " hashed");
    }

    @Test
    void boundsHowMuchMoves() {
        var diff = diff(POOL.replace("1:80", "1:80 weight 3"), Verdict.EQUIVALENT);
        assertThat(ruling(moved(0.125), diff))
                .isEqualTo("max-moved 12.5 %: violated, 25 % of pool b");
        assertThat(ruling(moved(0.25), diff)).isEqualTo("max-moved 25 %: kept");
        assertThat(ruling(moved(0.9), diff(POOL, Verdict.DIFFERENT)))
                .contains("undecided", "access logs");
        assertThat(ruling(moved(0.9), diff(POOL, Verdict.DIFFERENT, new Reach("b", true, false))))
                .isEqualTo("max-moved 90 %: violated, 100 % of pool b");
    }

    @Test
    void expectsNothingToHappen() {
        assertThat(ruling(expect(Expectation.NONE), diff(POOL, Verdict.EQUIVALENT)))
                .isEqualTo("expect none: kept");
        assertThat(ruling(expect(Expectation.NONE), diff(POOL, Verdict.DIFFERENT)))
                .contains("violated");
    }

    @Test
    void flagsAddToWhatTheProjectAsks() {
        var project = new Policy(Set.of("algorithm"), 0.2, 0.1, Expectation.NONE);
        var flags = new Policy(Set.of("servers"), 0.5, null, Expectation.ANYTHING);
        assertThat(project.with(flags))
                .isEqualTo(new Policy(Set.of("algorithm", "servers"), 0.5, 0.1, Expectation.NONE));
        assertThat(Policy.NONE.with(Policy.NONE).isEmpty()).isTrue();
    }
}
