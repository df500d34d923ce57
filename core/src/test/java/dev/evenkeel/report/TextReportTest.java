package dev.evenkeel.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.check.Finding;
import dev.evenkeel.check.Severity;
import dev.evenkeel.text.Source;
import dev.evenkeel.text.Span;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

final class TextReportTest {
    private static String write(CheckAnswer answer) {
        return new TextReport(Style.plain()).of(answer);
    }

    @Test
    void coloursOnATerminal() {
        Golden.assertMatches("rich.colour", new TextReport(new Style(true, 80)).of(Answers.rich()));
    }

    @Test
    void putsTheCaretUnderTheMarkWhateverStandsBefore() {
        var source = Source.of("a.cfg", "\tx 乾酪 é [here] y\n");
        String text =
                write(
                        Answers.of(
                                Answers.finding(
                                        "refused", Severity.ERROR, Answers.at(source, "[here]"))));
        List<String> lines = text.lines().toList();
        String before = lines.get(1).substring(0, lines.get(1).indexOf("[here]"));
        assertThat(lines.get(2).indexOf("^^^^^^")).isEqualTo(Columns.of(before));
        assertThat(lines.get(2).strip()).endsWith("^^^^^^").doesNotContain("^^^^^^^");
    }

    @Test
    void cutsALongLineAroundTheMark() {
        var source = Source.of("a.cfg", "a ".repeat(500_000) + "[here]" + " b".repeat(500_000));
        String text =
                write(
                        Answers.of(
                                Answers.finding(
                                        "refused", Severity.ERROR, Answers.at(source, "[here]"))));
        String quoted = text.lines().toList().get(1);
        assertThat(quoted).contains("…", "[here]");
        assertThat(Columns.of(quoted)).isLessThanOrEqualTo(100);
    }

    @Test
    void marksAtLeastOneColumn() {
        var source = Source.of("a.cfg", "backend\n\n");
        for (int at : new int[] {7, 8, 9}) {
            var finding = Answers.finding("refused", Severity.ERROR, new Span(source, at, at));
            assertThat(write(Answers.of(finding))).contains("^");
        }
    }

    @Test
    void marksOnlyTheFirstLineOfABlock() {
        var source = Source.of("a.cfg", "backend web   \n    server a\n");
        var finding =
                Answers.finding("refused", Severity.ERROR, new Span(source, 0, source.length()));
        assertThat(write(Answers.of(finding)).lines().toList().get(2))
                .endsWith("^".repeat("backend web".length()));
    }

    @Test
    void foldsManyAlikeAndSaysHowMany() {
        var source = Source.of("a.cfg", "server\n".repeat(1234));
        var findings = new ArrayList<Finding>();
        for (int i = 0; i < 1234; i++) {
            var span = new Span(source, 7 * i, 7 * i + 6);
            findings.add(Answers.finding("refused", Severity.WARNING, span));
        }
        String text = write(Answers.of(findings.toArray(Finding[]::new)));
        assertThat(text)
                .contains("a.cfg:3:1")
                .doesNotContain("a.cfg:4:1")
                .contains("… and 1,231 more · refused in this file, on lines 4, 5, 6, 7")
                .contains("1,234 findings: 1,234 warnings");
        String few = write(Answers.of(findings.subList(0, 20).toArray(Finding[]::new)));
        assertThat(few).contains("a.cfg:20:1").doesNotContain(" more ");
    }

    @Test
    void totalsSeveralConfigurations() {
        var one = Answers.rich().configurations().getFirst();
        var other = Answers.unproven(1).configurations().getFirst();
        assertThat(write(new CheckAnswer("0.1.0", List.of(one, other))))
                .endsWith(
                        "4 findings: 2 errors, 1 warning, 1 note in 2 configurations; 1 not"
                                + " proven\n");
    }

    @Test
    void roundsCoverageDown() {
        assertThat(Tally.coverage(Answers.unproven(1).configurations().getFirst().coverage()))
                .isEqualTo("99.9 % of 1,235 lines understood or harmless; 1 not fully modelled");
    }
}
