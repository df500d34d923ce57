package dev.evenkeel.report;

import dev.evenkeel.check.Checks;
import dev.evenkeel.check.Finding;
import dev.evenkeel.model.Coverage;
import dev.evenkeel.text.Source;
import dev.evenkeel.text.Span;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;

/// The answer for code scanning: SARIF 2.1.0 (OASIS, 2020), one run. Lines that are not fully
/// modelled are notifications, so that silence over them is not taken for proof.
final class SarifReport implements Report {
    private static final String SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json";

    private static final String UNRESERVED =
            "/-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    private static final HexFormat HEXADECIMAL = HexFormat.of().withUpperCase();

    @Override
    public String of(CheckAnswer answer) {
        var used = new TreeSet<String>();
        for (Checked checked : answer.configurations()) {
            checked.findings().forEach(finding -> used.add(finding.check()));
        }
        List<String> rules = new ArrayList<>(used);
        var json = new JsonText();
        begin(json, answer.evenkeel());
        rules.forEach(rule -> rule(json, rule));
        json.endArray().end().end();
        json.field("columnKind", "unicodeCodePoints");
        invocation(json, answer);
        json.beginArray("results");
        for (Checked checked : answer.configurations()) {
            checked.findings().forEach(finding -> result(json, finding, rules));
        }
        return json.endArray().end().endArray().end().finish();
    }

    /// Begins a document up to the rules of its one run.
    static void begin(JsonText json, String evenkeel) {
        json.begin().field("$schema", SCHEMA).field("version", "2.1.0").beginArray("runs").begin();
        json.begin("tool").begin("driver").field("name", "Evenkeel");
        json.field("semanticVersion", evenkeel).beginArray("rules");
    }

    private static void rule(JsonText json, String id) {
        String page = Checks.page(id).orElse(id);
        json.begin().field("id", id);
        json.begin("shortDescription").field("text", Checks.summary(id).orElse(id)).end();
        json.begin("help").field("text", page).field("markdown", page).end().end();
    }

    private static void invocation(JsonText json, CheckAnswer answer) {
        json.beginArray("invocations").begin().field("executionSuccessful", true);
        json.beginArray("toolExecutionNotifications");
        for (Checked checked : answer.configurations()) {
            for (Coverage.Line line : Tally.openLines(checked.coverage())) {
                json.begin().field("level", "note");
                json.begin("message").field("text", "not fully modelled: " + line.why()).end();
                json.beginArray("locations").begin();
                physicalLocation(json, line.span());
                json.end().endArray().end();
            }
        }
        json.endArray().end().endArray();
    }

    private static void result(JsonText json, Finding finding, List<String> rules) {
        String advice = finding.advice().isEmpty() ? "" : "\n" + finding.advice();
        json.begin()
                .field("ruleId", finding.check())
                .field("ruleIndex", rules.indexOf(finding.check()))
                .field("level", finding.severity().word());
        json.begin("message").field("text", finding.message() + advice).end();
        json.beginArray("locations").begin();
        physicalLocation(json, finding.span());
        json.end().endArray();
        if (!finding.related().isEmpty()) {
            json.beginArray("relatedLocations");
            int id = 1;
            for (Finding.Related related : finding.related()) {
                json.begin().field("id", id++);
                physicalLocation(json, related.span());
                json.begin("message").field("text", related.message()).end().end();
            }
            json.endArray();
        }
        json.end();
    }

    static void physicalLocation(JsonText json, Span span) {
        var start = Place.of(span);
        var end = Place.endOf(span);
        json.begin("physicalLocation");
        json.begin("artifactLocation").field("uri", uri(span.file())).end();
        json.begin("region")
                .field("startLine", start.line())
                .field("startColumn", start.column())
                .field("endLine", end.line())
                .field("endColumn", end.column())
                .end()
                .end();
    }

    /// Relative paths stay relative: the consumer knows the root of the repository. Source: RFC
    /// 3986, 2.3; every other byte is written in hexadecimal.
    private static String uri(String file) {
        var uri = new StringBuilder(file.startsWith("/") ? "file://" : "");
        String bytes = Source.bytes(file);
        for (int i = 0; i < bytes.length(); i++) {
            char c = bytes.charAt(i);
            if (UNRESERVED.indexOf(c) >= 0) {
                uri.append(c);
            } else {
                uri.append('%').append(HEXADECIMAL.toHexDigits((byte) c));
            }
        }
        return uri.toString();
    }
}
