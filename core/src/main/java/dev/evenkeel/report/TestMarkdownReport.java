package dev.evenkeel.report;

import dev.evenkeel.predict.Traced;
import dev.evenkeel.verify.Reach;
import dev.evenkeel.verify.Result;
import dev.evenkeel.verify.Result.Reason;
import dev.evenkeel.verify.Result.Status;

import java.util.List;

/// What became of tests as GitHub's Markdown, for a comment or a job summary.
final class TestMarkdownReport implements TestReport {
    private static final int ROWS_MAX = 50;

    @Override
    public String of(TestAnswer answer) {
        var text = new StringBuilder("### ");
        List<Result> bad = answer.bad();
        text.append(
                        bad.isEmpty()
                                ? "🟢"
                                : answer.count(Status.FAILED) + answer.count(Status.DISAGREES) > 0
                                        ? "🔴"
                                        : "🟡")
                .append(" " + answer.tally() + " in " + MarkdownReport.code(answer.tests()))
                .append("\n\n");
        if (!bad.isEmpty()) {
            text.append("| | Test | What happens |\n|---|---|---|\n");
            List<Result> shown = bad.subList(0, Math.min(ROWS_MAX, bad.size()));
            shown.forEach(result -> row(text, answer, result));
            if (bad.size() > ROWS_MAX) {
                text.append("| | … and " + (bad.size() - ROWS_MAX) + " more | |\n");
            }
            text.append('\n');
            shown.forEach(result -> story(text, answer, result));
        }
        text.append(MarkdownReport.code(answer.tested().name()))
                .append(" (" + answer.tested().balancer().target() + "): ")
                .append(Tally.coverage(answer.tested().coverage()) + "\n");
        Reach reach = answer.reach();
        if (reach != null) {
            text.append(TestAnswer.reached(reach)).append('\n');
        }
        return text.toString();
    }

    private static void row(StringBuilder text, TestAnswer answer, Result result) {
        String mark =
                (result.status() == Status.NOT_PROVEN ? "🟡 " : "🔴 ") + result.status().label();
        text.append("| " + mark + " | " + MarkdownReport.cell(result.test().name()) + "<br><sub>")
                .append(MarkdownReport.cell(Place.of(result.test().span()).fileAndLine()))
                .append("</sub> | ");
        String between = "";
        for (Reason reason : result.reasons()) {
            text.append(between + MarkdownReport.cell(answer.shown(reason.text())));
            between = "<br>";
        }
        text.append(" |\n");
    }

    private static void story(StringBuilder text, TestAnswer answer, Result result) {
        Traced story = result.story();
        if (story == null) {
            return;
        }
        String told = TestText.lines(Style.plain(), answer, story).strip();
        text.append("<details><summary>" + MarkdownReport.cell(result.test().name()))
                .append("</summary>\n\n```text\n" + told.replace("```", "'''"))
                .append("\n```\n\n</details>\n\n");
    }
}
