package dev.evenkeel.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import dev.evenkeel.check.Finding;
import dev.evenkeel.check.Severity;
import dev.evenkeel.text.Source;
import dev.evenkeel.text.Span;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

final class ReportsTest {
    static List<String> names() {
        return Reports.names();
    }

    private static String write(String name, CheckAnswer answer) {
        var ids = List.of("absent-pool", "lonely-pool", "unwatched-server");
        Report report =
                name.equals("junit")
                        ? new JunitReport(Severity.WARNING, ids)
                        : Reports.named(name, Style.plain(), Severity.WARNING);
        return report.of(answer);
    }

    @ParameterizedTest
    @MethodSource("names")
    void writesEverythingAFindingHas(String name) {
        Golden.assertMatches("rich." + name, write(name, Answers.rich()));
    }

    @ParameterizedTest
    @MethodSource("names")
    void callsNothingFoundOverOpenLinesNotProven(String name) {
        Golden.assertMatches("unproven." + name, write(name, Answers.unproven(7)));
    }

    @ParameterizedTest
    @MethodSource("names")
    void saysThatNothingWasFound(String name) {
        Golden.assertMatches("clean." + name, write(name, Answers.clean()));
    }

    @Test
    void bringsThePagesToCodeScanning() {
        var finding = Answers.finding("refused", Severity.ERROR, Answers.at(Answers.SHOP, "käse"));
        assertThat(write("sarif", Answers.of(finding)))
                .contains("\"markdown\":\"# refused\\n")
                .contains("\"shortDescription\":{\"text\":\"A line that ");
    }

    @ParameterizedTest
    @MethodSource("names")
    void neverShowsASecret(String name) {
        Span whole = Answers.at(Answers.SHOP, "user admin insecure-password hunter2");
        Span tail = Answers.at(Answers.SHOP, "ter2");
        var found = Answers.finding("refused", Severity.ERROR, whole);
        var inside = Answers.finding("refused", Severity.ERROR, tail);
        for (CheckAnswer answer :
                List.of(Answers.of(found, inside), Answers.rich(), Answers.unproven(1))) {
            assertThat(write(name, answer)).doesNotContain("hunter2").doesNotContain("ter2");
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void neverLetsATextSteerATerminal(String name) {
        var hostile = Source.of("a\u001b[2J.cfg", "server \u001b[31m\u202e\n");
        var finding =
                new Finding(
                        "refused",
                        Severity.ERROR,
                        new Span(hostile, 0, hostile.length() - 1),
                        "\u001b[2J is no server\r\n::error::x",
                        "\u0007",
                        List.of(),
                        null);
        assertThat(write(name, Answers.of(finding)))
                .doesNotContain("\u001b")
                .doesNotContain("\u0007")
                .doesNotContain("\r")
                .doesNotContain("\n::error::x");
    }

    @ParameterizedTest
    @MethodSource("names")
    void writesTwentyThousandFindingsInNoTime(String name) {
        var line = "    server web1 127.0.0.1:8080 weight 100 # one of very many\n";
        var source = Source.of("big.cfg", line.repeat(20_000));
        var findings = new ArrayList<Finding>();
        for (int i = 0; i < 20_000; i++) {
            var span = new Span(source, i * line.length() + 4, i * line.length() + 30);
            findings.add(Answers.finding("refused", Severity.WARNING, span));
        }
        var answer = Answers.of(findings.toArray(Finding[]::new));
        // A quiet machine needs a tenth of this; what is quadratic needs minutes.
        assertTimeout(Duration.ofSeconds(5), () -> write(name, answer));
    }
}
