package dev.evenkeel.report;

import dev.evenkeel.check.Finding;
import dev.evenkeel.model.Coverage;

/// The answer as one JSON document, `evenkeel/check/1`. Nothing is folded or left out.
final class JsonReport implements Report {
    @Override
    public String of(CheckAnswer answer) {
        var json = new JsonText();
        json.begin().field("schema", "evenkeel/check/1").field("evenkeel", answer.evenkeel());
        json.beginArray("inputs");
        for (Checked checked : answer.configurations()) {
            for (String file : checked.files()) {
                json.begin()
                        .field("file", file)
                        .field("dialect", checked.target().dialect())
                        .field("version", checked.target().version().toString())
                        .end();
            }
        }
        json.endArray().beginArray("findings");
        int suppressed = 0;
        for (Checked checked : answer.configurations()) {
            checked.findings().forEach(finding -> finding(json, finding));
            suppressed += checked.examination().suppressed();
        }
        json.endArray().field("suppressed", suppressed);
        coverage(json, answer);
        return json.end().finish();
    }

    private static void finding(JsonText json, Finding finding) {
        var place = Place.of(finding.span());
        json.begin()
                .field("check", finding.check())
                .field("severity", finding.severity().word())
                .field("message", finding.message())
                .field("advice", finding.advice())
                .field("file", finding.span().file())
                .field("line", place.line())
                .field("column", place.column())
                .beginArray("related");
        for (Finding.Related related : finding.related()) {
            json.begin()
                    .field("file", related.span().file())
                    .field("line", related.span().line())
                    .field("message", related.message())
                    .end();
        }
        json.endArray();
        if (finding.example() == null) {
            json.field("example", null);
        } else {
            json.begin("example");
            RequestText.fields(finding.example(), json);
            json.end();
        }
        json.end();
    }

    private static void coverage(JsonText json, CheckAnswer answer) {
        int understood = 0;
        int harmless = 0;
        for (Checked checked : answer.configurations()) {
            understood += checked.coverage().understood();
            harmless += checked.coverage().harmless();
        }
        json.begin("coverage").field("understood", understood).field("harmless", harmless);
        json.beginArray("limited");
        for (Checked checked : answer.configurations()) {
            checked.coverage().limited().forEach(line -> line(json, line, checked.secrets()));
        }
        json.endArray().beginArray("unmodelled");
        for (Checked checked : answer.configurations()) {
            checked.coverage().unmodelled().forEach(line -> line(json, line, checked.secrets()));
        }
        json.endArray().beginArray("unknown");
        for (Checked checked : answer.configurations()) {
            checked.coverage().unknown().forEach(line -> line(json, line, checked.secrets()));
        }
        json.endArray().end();
    }

    private static void line(JsonText json, Coverage.Line line, Secrets secrets) {
        json.begin()
                .field("file", line.span().file())
                .field("line", line.span().line())
                .field("text", secrets.readable(line.span()))
                .field("why", line.why())
                .end();
    }
}
