package dev.evenkeel.report;

import dev.evenkeel.check.Finding;
import dev.evenkeel.check.Severity;
import dev.evenkeel.model.Coverage;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;

/// Counts in words.
final class Tally {
    private Tally() {}

    /// `12 findings: 2 errors, 9 warnings, 1 note`
    static String findings(List<Finding> findings) {
        var counts = new EnumMap<Severity, Integer>(Severity.class);
        for (Finding finding : findings) {
            counts.merge(finding.severity(), 1, Integer::sum);
        }
        var parts = new ArrayList<String>();
        counts.forEach((severity, count) -> parts.add(count(count, severity.word())));
        String total = count(findings.size(), "finding");
        return parts.isEmpty() ? total : total + ": " + String.join(", ", parts);
    }

    /// `98.4 % of 1,234 lines understood or harmless; 20 not fully modelled`
    static String coverage(Coverage coverage) {
        int lines = coverage.lines();
        if (lines == 0) {
            return "no directives";
        }
        int open = open(coverage);
        if (open == 0) {
            return "all " + count(lines, "line") + " understood or harmless";
        }
        return percent(lines - open, lines)
                + " of "
                + count(lines, "line")
                + " understood or harmless; "
                + number(open)
                + " not fully modelled";
    }

    /// The lines that are not fully modelled, the least understood first.
    static List<Coverage.Line> openLines(Coverage coverage) {
        var lines = new ArrayList<Coverage.Line>(coverage.unknown());
        lines.addAll(coverage.unmodelled());
        lines.addAll(coverage.limited());
        return lines;
    }

    static int open(Coverage coverage) {
        return coverage.limited().size() + coverage.unmodelled().size() + coverage.unknown().size();
    }

    /// `1 line`, `1,234 lines`
    static String count(int count, String noun) {
        return number(count) + " " + noun + (count == 1 ? "" : "s");
    }

    /// With a comma between thousands, whatever the locale.
    static String number(int number) {
        String digits = Integer.toString(number);
        var grouped = new StringBuilder();
        for (int i = 0; i < digits.length(); i++) {
            if (i > 0 && (digits.length() - i) % 3 == 0) {
                grouped.append(',');
            }
            grouped.append(digits.charAt(i));
        }
        return grouped.toString();
    }

    /// Rounded down: 99.96 % is not 100.
    private static String percent(int part, int whole) {
        long tenths = part * 1000L / whole;
        return tenths / 10 + "." + tenths % 10 + " %";
    }
}
