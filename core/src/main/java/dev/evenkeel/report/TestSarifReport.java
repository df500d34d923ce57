package dev.evenkeel.report;

import dev.evenkeel.predict.Traced;
import dev.evenkeel.verify.Result;
import dev.evenkeel.verify.Result.Reason;
import dev.evenkeel.verify.Result.Status;

import java.util.ArrayList;

/// What became of tests for code scanning: SARIF 2.1.0 (OASIS, 2020), a result for each test that
/// did not pass, at its line of the test file, with the line that decided beside it.
final class TestSarifReport implements TestReport {
    @Override
    public String of(TestAnswer answer) {
        var json = new JsonText();
        SarifReport.begin(json, answer.evenkeel());
        rule(json, "test-failed", "A test of the configuration fails.");
        rule(json, "test-not-proven", "A test of the configuration cannot be proven.");
        json.endArray().end().end();
        json.field("columnKind", "unicodeCodePoints");
        json.beginArray("results");
        answer.bad().forEach(result -> result(json, answer, result));
        return json.endArray().end().endArray().end().finish();
    }

    private static void rule(JsonText json, String id, String summary) {
        json.begin().field("id", id);
        json.begin("shortDescription").field("text", summary).end().end();
    }

    private static void result(JsonText json, TestAnswer answer, Result result) {
        boolean failed = result.status() != Status.NOT_PROVEN;
        json.begin()
                .field("ruleId", failed ? "test-failed" : "test-not-proven")
                .field("ruleIndex", failed ? 0 : 1)
                .field("level", "error");
        var lines = new ArrayList<String>();
        lines.add(Columns.visible(result.test().name()));
        for (Reason reason : result.reasons()) {
            lines.add(answer.shown(reason.text()));
        }
        json.begin("message").field("text", String.join("\n", lines)).end();
        json.beginArray("locations").begin();
        SarifReport.physicalLocation(json, result.test().span());
        json.end().endArray();
        Traced story = result.story();
        if (story != null) {
            json.beginArray("relatedLocations").begin().field("id", 1);
            SarifReport.physicalLocation(json, story.prediction().decision().decidedBy());
            String text = TraceText.requestLine(story.request()) + " is decided here";
            json.begin("message").field("text", text).end().end().endArray();
        }
        json.end();
    }
}
