package dev.evenkeel.report;

import dev.evenkeel.predict.Traced;
import dev.evenkeel.routing.Assumption;
import dev.evenkeel.text.Span;
import dev.evenkeel.verify.Aim;
import dev.evenkeel.verify.Reach;
import dev.evenkeel.verify.Result;
import dev.evenkeel.verify.Result.Reason;
import dev.evenkeel.verify.Result.Status;

import java.util.List;

/// What became of tests, as one document of `evenkeel/test/1`.
final class TestJsonReport implements TestReport {
    @Override
    public String of(TestAnswer answer) {
        var tested = answer.tested();
        var json = new JsonText();
        json.begin().field("schema", "evenkeel/test/1").field("evenkeel", answer.evenkeel());
        json.beginArray("inputs");
        for (String file : tested.files()) {
            json.begin()
                    .field("file", file)
                    .field("dialect", tested.balancer().target().dialect())
                    .field("version", tested.balancer().target().version().toString())
                    .end();
        }
        json.endArray().field("file", answer.tests());
        json.begin("tally");
        for (Status status : Status.values()) {
            json.field(status.word(), answer.count(status));
        }
        json.end().beginArray("tests");
        answer.results().forEach(result -> result(json, answer, result));
        json.endArray();
        Reach reach = answer.reach();
        if (reach != null) {
            json.begin("reach").number("share", reach.share());
            aims(json, answer, "reached", reach.reached());
            aims(json, answer, "missed", reach.missed());
            aims(json, answer, "unreachable", reach.unreachable());
            json.end();
        }
        CoverageText.field(
                List.of(new CoverageText.Part(tested.coverage(), tested.secrets())), json);
        return json.end().finish();
    }

    private static void aims(JsonText json, TestAnswer answer, String name, List<Aim> aims) {
        json.beginArray(name);
        for (Aim aim : aims) {
            json.begin().field("kind", aim.isPool() ? "pool" : "rule");
            json.field("text", answer.words(aim));
            place(json, aim.span());
            json.end();
        }
        json.endArray();
    }

    private static void result(JsonText json, TestAnswer answer, Result result) {
        json.begin().field("name", result.test().name()).field("status", result.status().word());
        place(json, result.test().span());
        json.beginArray("reasons");
        for (Reason reason : result.reasons()) {
            json.begin().field("text", answer.shown(reason.text()));
            place(json, reason.span());
            json.end();
        }
        json.endArray().beginArray("assumed");
        for (Assumption assumption : result.assumed()) {
            json.begin().field("text", answer.shown(assumption.text()));
            place(json, assumption.span());
            json.end();
        }
        json.endArray();
        Traced story = result.story();
        if (story == null) {
            json.field("example", null).field("decided_by", null);
        } else {
            json.begin("example");
            RequestText.fields(story.request(), json);
            json.end().begin("decided_by");
            place(json, story.prediction().decision().decidedBy());
            json.end();
        }
        json.end();
    }

    private static void place(JsonText json, Span span) {
        json.field("file", span.file()).field("line", span.line());
    }
}
