package dev.evenkeel.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.model.Version;
import dev.evenkeel.predict.Policy;
import dev.evenkeel.routing.RoutingDiff;

import org.junit.jupiter.api.Test;

import java.util.List;

final class DiffReportTest {
    private static final String PLAIN =
            """
            defaults
                mode http
                timeout connect 5s
                timeout client 30s
                timeout server 30s
            frontend public
                bind :8080
                use_backend b if { path_beg /b }
                default_backend a
            backend a
                server s1 10.0.0.1:80
                server s2 10.0.0.2:80
            backend b
                server s1 10.0.0.3:80
                server s2 10.0.0.4:80
            """;

    private static String text(DiffAnswer answer) {
        return new DiffText(Style.plain()).of(answer);
    }

    private static DiffAnswer plain(String before, String after) {
        return Diffs.of("haproxy", before, after, List.of(), Policy.NONE);
    }

    @Test
    void tellsEverythingThatChanged() {
        DiffAnswer answer = Diffs.rich();
        Golden.assertMatches("diff.text", text(answer));
        Golden.assertMatches("diff.colour", new DiffText(new Style(true, 80)).of(answer));
        Golden.assertMatches("diff.markdown", DiffMarkdown.of(answer));
        Golden.assertMatches("diff.json", DiffJson.of(answer));
    }

    @Test
    void theWorstStandsInTheFirstLines() {
        assertThat(text(Diffs.rich()).lines().limit(3))
                .anySatisfy(line ->
                        assertThat(line)
                                .contains(
                                        "pool `auth` becomes unreachable: every request it"
                                                + " got goes to pool `web` now"));
    }

    @Test
    void saysWhatIsProven() {
        DiffAnswer answer = plain(PLAIN, "# Hello.\n" + PLAIN);
        Golden.assertMatches("diff-equivalent.text", text(answer));
        Golden.assertMatches("diff-equivalent.markdown", DiffMarkdown.of(answer));
        assertThat(DiffJson.of(answer)).contains("\"verdict\":\"equivalent\"");
    }

    @Test
    void whatIsTheSameOfManyPoolsIsToldOnce() {
        var before = Diffs.read("haproxy", "lb.cfg", PLAIN, Version.of(3, 2));
        var after = Diffs.read("haproxy", "lb.cfg", PLAIN, Version.of(3, 3));
        var routing =
                new RoutingDiff(
                        RoutingDiff.Verdict.EQUIVALENT,
                        List.of(),
                        0,
                        List.of(),
                        List.of(),
                        List.of());
        var answer = Diffs.answer(before, after, routing, Policy.NONE);
        assertThat(text(answer))
                .contains(
                        "2 pools, algorithm: round robin → random, the best of 2 draws, although no"
                                + " line changed");
    }

    @Test
    void noLineIsWiderThanTheTerminal() {
        for (int columns : new int[] {60, 80, 100}) {
            assertThat(new DiffText(new Style(false, columns)).of(Diffs.rich()).lines())
                    .allSatisfy(line -> assertThat(Columns.of(line)).isLessThanOrEqualTo(columns));
        }
    }

    @Test
    void neverShowsASecretOfTheConfiguration() {
        DiffAnswer answer = Diffs.rich();
        for (String report : List.of(text(answer), DiffMarkdown.of(answer), DiffJson.of(answer))) {
            assertThat(report).doesNotContain("hunter2").contains("käse");
        }
    }

    @Test
    void namesTheServerThatGetsEverything() {
        String turns = PLAIN.replace("backend a", "backend a\n    balance roundrobin");
        String first = turns.replace("roundrobin", "first");
        assertThat(text(plain(turns, first)))
                .contains(
                        "pool `a`: one server gets everything, `s1` 50 % → 100 %, `s2` 50 % → 0 %");
    }
}
