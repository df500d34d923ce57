package dev.evenkeel.report;

import dev.evenkeel.check.Finding;
import dev.evenkeel.check.Severity;

/// The answer as workflow commands of GitHub Actions, which become annotations beside the lines.
/// Source: GitHub Docs, “Workflow commands for GitHub Actions”.
final class GithubReport implements Report {
    static final String LINE_END = "%0A";

    @Override
    public String of(CheckAnswer answer) {
        var text = new StringBuilder();
        for (Checked checked : answer.configurations()) {
            checked.findings().forEach(finding -> command(text, finding));
            String name = Columns.visible(checked.name());
            String coverage = Tally.coverage(checked.coverage());
            if (checked.isUnproven()) {
                text.append("::notice title=not proven::")
                        .append(data(name + ": nothing found, but " + coverage))
                        .append('\n');
            } else {
                text.append(name + ": " + Tally.findings(checked.findings()))
                        .append(" · " + coverage + "\n");
            }
        }
        return text.toString();
    }

    private static void command(StringBuilder text, Finding finding) {
        var start = Place.of(finding.span());
        var end = Place.endOf(finding.span());
        text.append("::" + command(finding.severity()))
                .append(" file=" + property(finding.span().file()))
                .append(",line=" + start.line());
        // A column is only taken where the annotation stays on one line.
        if (end.line() == start.line()) {
            text.append(",col=" + start.column())
                    .append(",endColumn=" + Math.max(end.column(), start.column() + 1));
        } else {
            text.append(",endLine=" + end.line());
        }
        String advice = finding.advice().isEmpty() ? "" : LINE_END + "→ " + data(finding.advice());
        text.append(",title=" + property(finding.check()))
                .append("::" + data(finding.message()) + advice)
                .append('\n');
    }

    private static String command(Severity severity) {
        return switch (severity) {
            case ERROR -> "error";
            case WARNING -> "warning";
            case NOTE -> "notice";
        };
    }

    static String data(String text) {
        return Columns.visible(text).replace("%", "%25");
    }

    static String property(String text) {
        return data(text).replace(":", "%3A").replace(",", "%2C");
    }
}
