package dev.evenkeel.report;

import dev.evenkeel.check.Finding;

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
        CoverageText.field(
                answer.configurations().stream()
                        .map(checked ->
                                new CoverageText.Part(checked.coverage(), checked.secrets()))
                        .toList(),
                json);
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
}
