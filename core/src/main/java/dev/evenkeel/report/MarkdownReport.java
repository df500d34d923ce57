package dev.evenkeel.report;

import dev.evenkeel.check.Finding;
import dev.evenkeel.check.Severity;
import dev.evenkeel.model.Coverage;

import java.util.List;

/// The answer as GitHub's Markdown, for a comment or a job summary.
final class MarkdownReport implements Report {
    @Override
    public String of(CheckAnswer answer) {
        var text = new StringBuilder();
        for (Checked checked : answer.configurations()) {
            text.append(text.isEmpty() ? "" : "\n").append("### ").append(title(checked));
            text.append("\n\n");
            if (!checked.findings().isEmpty()) {
                text.append("| | Where | What happens, and what to do |\n|---|---|---|\n");
                checked.findings().forEach(finding -> row(text, finding));
                text.append('\n');
            }
            coverage(text, checked);
        }
        return text.toString();
    }

    private static String title(Checked checked) {
        String name = code(checked.name()) + " (" + checked.target() + ")";
        if (checked.isUnproven()) {
            return "Not proven: nothing found in " + name;
        }
        return checked.findings().isEmpty()
                ? "Nothing found in " + name
                : Tally.findings(checked.findings()) + " in " + name;
    }

    private static void row(StringBuilder text, Finding finding) {
        var place = Place.of(finding.span());
        String advice = finding.advice().isEmpty() ? "" : "<br>→ " + cell(finding.advice());
        text.append("| " + mark(finding.severity()) + " " + finding.severity().word())
                .append(" | " + code(place.file() + ":" + place.line()))
                .append(" | " + cell(finding.message()) + advice)
                .append("<br><sub>" + finding.check() + "</sub> |\n");
    }

    private static String mark(Severity severity) {
        return switch (severity) {
            case ERROR -> "🔴";
            case WARNING -> "🟡";
            case NOTE -> "🔵";
        };
    }

    private static void coverage(StringBuilder text, Checked checked) {
        List<Coverage.Line> lines = Tally.openLines(checked.coverage());
        if (lines.isEmpty()) {
            text.append(Tally.coverage(checked.coverage())).append('\n');
            return;
        }
        text.append("<details><summary>" + Tally.coverage(checked.coverage()))
                .append("</summary>\n\n");
        for (Coverage.Line line : lines) {
            var place = Place.of(line.span());
            text.append("- " + code(place.file() + ":" + place.line()) + " ")
                    .append(code(checked.secrets().readable(line.span()).strip()))
                    .append(": " + cell(line.why()) + "\n");
        }
        text.append("\n</details>\n");
    }

    /// In a table a bar would end the cell; a `<` could begin a tag.
    static String cell(String text) {
        return Columns.visible(text).replace("<", "&lt;").replace("|", "\\|");
    }

    static String code(String text) {
        return "`" + Columns.visible(text).replace("`", "'").replace("|", "\\|") + "`";
    }
}
