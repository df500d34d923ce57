package dev.evenkeel.report;

import dev.evenkeel.predict.Traced;
import dev.evenkeel.verify.Reach;
import dev.evenkeel.verify.Result;
import dev.evenkeel.verify.Result.Reason;

import java.util.ArrayList;

/// What became of tests as workflow commands of GitHub Actions: an annotation beside each test that
/// did not pass. Source: GitHub Docs, “Workflow commands for GitHub Actions”.
final class TestGithubReport implements TestReport {
    @Override
    public String of(TestAnswer answer) {
        var text = new StringBuilder();
        answer.bad().forEach(result -> command(text, answer, result));
        text.append(Columns.visible(answer.tests()) + ": " + answer.tally())
                .append(" · " + Columns.visible(answer.tested().name()))
                .append(" (" + answer.tested().balancer().target() + ")\n");
        Reach reach = answer.reach();
        if (reach != null) {
            text.append(TestAnswer.reached(reach)).append('\n');
        }
        return text.toString();
    }

    private static void command(StringBuilder text, TestAnswer answer, Result result) {
        String word = "test: " + result.status().label();
        var lines = new ArrayList<String>();
        for (Reason reason : result.reasons()) {
            lines.add(GithubReport.data(answer.shown(reason.text())));
        }
        Traced story = result.story();
        if (story != null) {
            String request = TraceText.requestLine(story.request());
            String by = Place.of(story.prediction().decision().decidedBy()).fileAndLine();
            lines.add(GithubReport.data(request + ", decided by " + by));
        }
        text.append("::error file=" + GithubReport.property(result.test().span().file()))
                .append(",line=" + result.test().span().line())
                .append(",title=" + GithubReport.property(word + ": " + result.test().name()))
                .append("::" + String.join(GithubReport.LINE_END, lines) + "\n");
    }
}
