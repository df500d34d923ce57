package dev.evenkeel.report;

import dev.evenkeel.check.Finding;
import dev.evenkeel.check.Severity;
import dev.evenkeel.model.Coverage;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.TreeSet;

/// The answer for people: per finding the place, the guilty line, the consequence and the next
/// step; at the end what was understood. Nothing found over lines that are not fully modelled is
/// called not proven, never good.
final class TextReport implements Report {
    /// More findings of one check in one file are folded.
    private static final int ALIKE_MAX = 20;

    /// How many of the folded ones are shown.
    private static final int ALIKE_SHOWN = 3;

    private static final int OPEN_LINES_SHOWN = 5;
    private static final int LINE_NUMBERS_SHOWN = 8;
    private static final int INDENTATION = 3;

    private final Style style;

    TextReport(Style style) {
        this.style = style;
    }

    @Override
    public String of(CheckAnswer answer) {
        var text = new StringBuilder();
        for (Checked checked : answer.configurations()) {
            findings(text, checked);
            summary(text, checked);
        }
        if (answer.configurations().size() > 1) {
            total(text, answer.configurations());
        }
        return text.toString();
    }

    /// The same for all findings of one check in one file. A line feed stands in no check's name.
    private static String kind(Finding finding) {
        return finding.check() + "\n" + finding.span().file();
    }

    private void findings(StringBuilder text, Checked checked) {
        var alike = new HashMap<String, List<Finding>>();
        var files = new TreeSet<String>();
        for (Finding finding : checked.findings()) {
            alike.computeIfAbsent(kind(finding), _ -> new ArrayList<>()).add(finding);
            files.add(finding.span().file());
        }
        var shown = new HashMap<String, Integer>();
        String file = "";
        for (Finding finding : checked.findings()) {
            if (files.size() > 1 && !finding.span().file().equals(file)) {
                file = finding.span().file();
                heading(text, file);
            }
            String kind = kind(finding);
            List<Finding> kin = alike.getOrDefault(kind, List.of());
            int before = shown.merge(kind, 1, Integer::sum) - 1;
            if (kin.size() <= ALIKE_MAX || before < ALIKE_SHOWN) {
                finding(text, finding, checked.secrets());
            } else if (before == ALIKE_SHOWN) {
                folded(text, kin.subList(ALIKE_SHOWN, kin.size()));
            }
        }
    }

    private void heading(StringBuilder text, String file) {
        String name = Columns.visible(file);
        int rest = Math.clamp(style.columns() - Columns.of(name) - 4, 3, 60);
        text.append(style.dim("── "))
                .append(style.bold(name))
                .append(style.dim(" " + "─".repeat(rest)))
                .append("\n\n");
    }

    private void finding(StringBuilder text, Finding finding, Secrets secrets) {
        var place = Place.of(finding.span());
        Severity severity = finding.severity();
        text.append(style.bold(place.toString()))
                .append(style.dim(" · "))
                .append(style.severity(severity, severity.word()))
                .append(style.dim(" · " + finding.check()))
                .append('\n');
        excerpt(text, finding, place, secrets);
        prose(text, "", finding.message());
        if (!finding.advice().isEmpty()) {
            prose(text, "→ ", finding.advice());
        }
        if (finding.example() != null) {
            prose(text, "e.g. ", RequestText.line(finding.example()));
        }
        for (Finding.Related related : finding.related()) {
            prose(text, Place.of(related.span()) + "  ", related.message());
        }
        text.append('\n');
    }

    private void excerpt(StringBuilder text, Finding finding, Place place, Secrets secrets) {
        String number = Integer.toString(place.line());
        int room = style.columns() - INDENTATION - number.length() - 4;
        var excerpt = Excerpt.of(finding.span(), secrets, room);
        text.repeat(' ', INDENTATION)
                .append(style.dim(number + " │ "))
                .append(excerpt.before())
                .append(style.severity(finding.severity(), excerpt.marked()))
                .append(excerpt.after())
                .append('\n');
        int width = Math.max(1, Columns.of(excerpt.marked()));
        text.repeat(' ', INDENTATION + number.length())
                .append(style.dim(" ╵ "))
                .repeat(' ', Columns.of(excerpt.before()))
                .append(style.severity(finding.severity(), "^".repeat(width)))
                .append('\n');
    }

    /// Lines that begin with a lead; those behind the first stand under the text, not under what
    /// leads it, where that is short.
    private void prose(StringBuilder text, String lead, String prose) {
        prose(text, INDENTATION, lead, prose);
    }

    private void prose(StringBuilder text, int indentation, String lead, String prose) {
        int hanging = lead.length() <= INDENTATION ? lead.length() : 0;
        boolean first = true;
        for (String line : style.wrap(lead + Columns.visible(prose), indentation + hanging)) {
            text.repeat(' ', indentation + (first ? 0 : hanging))
                    .append(style.prose(line))
                    .append('\n');
            first = false;
        }
    }

    private void folded(StringBuilder text, List<Finding> rest) {
        var lines = new ArrayList<String>();
        for (Finding finding : rest.subList(0, Math.min(LINE_NUMBERS_SHOWN, rest.size()))) {
            lines.add(Integer.toString(finding.span().line()));
        }
        String dots = rest.size() > LINE_NUMBERS_SHOWN ? ", …" : "";
        text.append(style.bold("… and " + Tally.number(rest.size()) + " more "))
                .append(style.dim("· " + rest.getFirst().check()))
                .append(" in this file, on lines ")
                .append(String.join(", ", lines))
                .append(dots)
                .append(style.dim("  (--format json shows all)"))
                .append("\n\n");
    }

    private void summary(StringBuilder text, Checked checked) {
        String name = Columns.visible(checked.name()) + " (" + checked.target() + ")";
        if (checked.isUnproven()) {
            text.append(style.bold("Not proven")).append(": nothing found in ").append(name);
            text.append(", but a fault could hide in lines that are not fully modelled:\n");
            openLines(text, checked);
        } else if (checked.findings().isEmpty()) {
            text.append(style.good("Nothing found")).append(" in ").append(name).append('\n');
        } else {
            text.append(style.bold(Tally.findings(checked.findings())));
            text.append(" in ").append(name).append('\n');
        }
        text.append(style.dim(Tally.coverage(checked.coverage())));
        int suppressed = checked.examination().suppressed();
        if (suppressed > 0) {
            String allowed = Tally.count(suppressed, "finding") + " allowed by comments";
            text.append(style.dim(" · " + allowed));
        }
        text.append('\n');
    }

    private void openLines(StringBuilder text, Checked checked) {
        List<Coverage.Line> lines = Tally.openLines(checked.coverage());
        int shown = Math.min(OPEN_LINES_SHOWN, lines.size());
        for (Coverage.Line line : lines.subList(0, shown)) {
            var place = Place.of(line.span());
            String source = Columns.visible(checked.secrets().readable(line.span())).strip();
            int room = Math.max(20, style.columns() - INDENTATION);
            text.repeat(' ', INDENTATION)
                    .append(place.file() + ":" + place.line())
                    .append("  ")
                    .append(style.code(Excerpt.head(source, room / 2)))
                    .append('\n');
            prose(text, 2 * INDENTATION, "", line.why());
        }
        if (lines.size() > shown) {
            text.repeat(' ', INDENTATION)
                    .append("… and " + Tally.number(lines.size() - shown) + " more")
                    .append(style.dim("  (--format json shows all)"))
                    .append('\n');
        }
    }

    private void total(StringBuilder text, List<Checked> configurations) {
        var all = new ArrayList<Finding>();
        int unproven = 0;
        for (Checked checked : configurations) {
            all.addAll(checked.findings());
            unproven += checked.isUnproven() ? 1 : 0;
        }
        text.append('\n')
                .append(style.bold(Tally.findings(all)))
                .append(" in " + Tally.count(configurations.size(), "configuration"));
        if (unproven > 0) {
            text.append("; " + Tally.number(unproven) + " not proven");
        }
        text.append('\n');
    }
}
