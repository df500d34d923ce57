package dev.evenkeel.report;

import dev.evenkeel.predict.Traced;
import dev.evenkeel.verify.Result;
import dev.evenkeel.verify.Result.Reason;
import dev.evenkeel.verify.Result.Status;

import java.util.List;

/// What became of tests as JUnit's XML: one suite, a test for each. What is not proven is a failure
/// of its own type.
final class TestJunitReport implements TestReport {
    @Override
    public String of(TestAnswer answer) {
        var xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        int failures = answer.bad().size();
        xml.append("<testsuites name=\"evenkeel\">\n")
                .append("  <testsuite name=\"" + JunitReport.escaped(answer.tests()) + "\"")
                .append(" tests=\"" + answer.results().size() + "\"")
                .append(" failures=\"" + failures + "\" errors=\"0\"")
                .append(" skipped=\"" + answer.count(Status.SKIPPED) + "\">\n");
        answer.results().forEach(result -> test(xml, answer, result));
        return xml.append("  </testsuite>\n</testsuites>\n").toString();
    }

    private static void test(StringBuilder xml, TestAnswer answer, Result result) {
        xml.append("    <testcase classname=\"" + JunitReport.escaped(answer.tests()) + "\"")
                .append(" name=\"" + JunitReport.escaped(result.test().name()) + "\"")
                .append(" file=\"" + JunitReport.escaped(result.test().span().file()) + "\"")
                .append(" line=\"" + result.test().span().line() + "\"");
        switch (result.status()) {
            case PASSED -> xml.append("/>\n");
            case SKIPPED -> {
                List<String> why = result.reasons().stream().map(Reason::text).toList();
                String message = JunitReport.escaped(String.join("; ", why));
                xml.append("><skipped message=\"" + message + "\"/></testcase>\n");
            }
            case FAILED, DISAGREES, NOT_PROVEN -> failure(xml, answer, result);
        }
    }

    private static void failure(StringBuilder xml, TestAnswer answer, Result result) {
        var told = new StringBuilder();
        for (Reason reason : result.reasons()) {
            String place = reason.span().file() + ":" + reason.span().line() + ": ";
            told.append(lines(place + answer.shown(reason.text()))).append('\n');
        }
        Traced story = result.story();
        if (story != null) {
            told.append(lines(TestText.lines(Style.plain(), answer, story))).append('\n');
        }
        String first = answer.shown(result.reasons().getFirst().text());
        xml.append("><failure type=\"" + result.status().word() + "\"")
                .append(" message=\"" + JunitReport.escaped(first) + "\">")
                .append(told)
                .append("</failure></testcase>\n");
    }

    private static String lines(String text) {
        var lines = new StringBuilder();
        for (String line : text.split("\n", -1)) {
            lines.append(lines.isEmpty() ? "" : "\n").append(JunitReport.escaped(line));
        }
        return lines.toString();
    }
}
