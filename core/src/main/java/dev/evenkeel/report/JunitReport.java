package dev.evenkeel.report;

import dev.evenkeel.check.Finding;
import dev.evenkeel.check.Severity;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

/// The answer as JUnit's XML, for servers that show tests: a suite per configuration, a test per
/// check. A check fails when one of its findings is as severe as `failing`; milder ones are told in
/// its output. Lines that are not fully modelled make a skipped test.
final class JunitReport implements Report {
    private final Severity failing;
    private final List<String> ids;

    /// `ids` are the checks that were run.
    JunitReport(Severity failing, List<String> ids) {
        this.failing = failing;
        this.ids = List.copyOf(ids);
    }

    @Override
    public String of(CheckAnswer answer) {
        var xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        xml.append("<testsuites name=\"evenkeel\">\n");
        answer.configurations().forEach(checked -> suite(xml, checked));
        return xml.append("</testsuites>\n").toString();
    }

    private void suite(StringBuilder xml, Checked checked) {
        var byCheck = new HashMap<String, List<Finding>>();
        for (Finding finding : checked.findings()) {
            byCheck.computeIfAbsent(finding.check(), _ -> new ArrayList<>()).add(finding);
        }
        long failures = byCheck.values().stream().filter(this::fails).count();
        boolean isFull = checked.coverage().isFull();
        xml.append("  <testsuite name=\"" + escaped(checked.name()) + "\"")
                .append(" tests=\"" + (ids.size() + 1) + "\"")
                .append(" failures=\"" + failures + "\" errors=\"0\"")
                .append(" skipped=\"" + (isFull ? 0 : 1) + "\">\n");
        for (String id : ids) {
            test(xml, checked, id, byCheck.getOrDefault(id, List.of()));
        }
        String why = "not proven: " + Tally.coverage(checked.coverage());
        test(xml, checked, "coverage", isFull ? "" : "<skipped message=\"" + escaped(why) + "\"/>");
        xml.append("  </testsuite>\n");
    }

    private void test(StringBuilder xml, Checked checked, String id, List<Finding> findings) {
        var told = new StringBuilder();
        findings.forEach(finding -> finding(told, finding));
        if (fails(findings)) {
            String summary = escaped(Tally.findings(findings));
            test(xml, checked, id, "<failure message=\"" + summary + "\">" + told + "</failure>");
        } else {
            test(xml, checked, id, told.isEmpty() ? "" : "<system-out>" + told + "</system-out>");
        }
    }

    private static void test(StringBuilder xml, Checked checked, String name, String outcome) {
        xml.append("    <testcase classname=\"" + escaped(checked.name()) + "\"")
                .append(" name=\"" + name + "\"")
                .append(outcome.isEmpty() ? "/>\n" : ">" + outcome + "</testcase>\n");
    }

    private boolean fails(List<Finding> findings) {
        return findings.stream().anyMatch(found -> found.severity().compareTo(failing) <= 0);
    }

    private static void finding(StringBuilder xml, Finding finding) {
        String place = Place.of(finding.span()) + ": " + finding.severity().word() + ": ";
        xml.append(escaped(place + finding.message())).append('\n');
        if (!finding.advice().isEmpty()) {
            xml.append("  → ").append(escaped(finding.advice())).append('\n');
        }
    }

    /// Fit for XML 1.0, which has no place for control characters either.
    static String escaped(String text) {
        String visible = Columns.visible(text);
        var escaped = new StringBuilder(visible.length() + 16);
        for (int i = 0; i < visible.length(); i++) {
            char c = visible.charAt(i);
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\uFFFE', '\uFFFF' -> escaped.append('\uFFFD');
                default -> escaped.append(c);
            }
        }
        return escaped.toString();
    }
}
