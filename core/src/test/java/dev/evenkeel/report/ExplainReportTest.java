package dev.evenkeel.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.check.Checks;

import org.junit.jupiter.api.Test;

final class ExplainReportTest {
    private final ExplainReport report = new ExplainReport("0.1.0");

    @Test
    void listsEveryCheckOnALineOfItsOwn() {
        for (String id : Checks.ids()) {
            assertThat(report.list(Style.plain()).lines())
                    .filteredOn(line -> line.strip().startsWith(id + " "))
                    .hasSize(1);
        }
    }

    @Test
    void givesThePageAsItIsWithoutATerminal() {
        assertThat(report.page("refused", Style.plain()))
                .isEqualTo(Checks.page("refused").orElseThrow());
    }

    @Test
    void leavesTheMarksOfMarkdownOutOnATerminal() {
        assertThat(report.page("refused", new Style(true, 80)))
                .contains("\u001b[1mWhat to do\u001b[0m")
                .doesNotContain("## ")
                .doesNotContain("```");
    }

    @Test
    void namesItsSchema() {
        assertThat(report.json(Checks.ids()))
                .startsWith("{\"schema\":\"evenkeel/explain/1\",\"evenkeel\":\"0.1.0\"")
                .contains("\"check\":\"refused\"");
    }
}
