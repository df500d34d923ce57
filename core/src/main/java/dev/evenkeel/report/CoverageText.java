package dev.evenkeel.report;

import dev.evenkeel.model.Coverage;

import java.util.List;
import java.util.function.Function;

/// How much was understood, as JSON.
final class CoverageText {
    private CoverageText() {}

    /// The coverage of one configuration, and what must not be shown of it.
    record Part(Coverage coverage, Secrets secrets) {}

    /// The field `coverage` of an open object: of all parts together.
    static void field(List<Part> parts, JsonText json) {
        int understood = 0;
        int harmless = 0;
        for (Part part : parts) {
            understood += part.coverage.understood();
            harmless += part.coverage.harmless();
        }
        json.begin("coverage").field("understood", understood).field("harmless", harmless);
        lines("limited", parts, Coverage::limited, json);
        lines("unmodelled", parts, Coverage::unmodelled, json);
        lines("unknown", parts, Coverage::unknown, json);
        json.end();
    }

    private static void lines(
            String name,
            List<Part> parts,
            Function<Coverage, List<Coverage.Line>> kind,
            JsonText json) {
        json.beginArray(name);
        for (Part part : parts) {
            kind.apply(part.coverage).forEach(line -> line(json, line, part.secrets));
        }
        json.endArray();
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
