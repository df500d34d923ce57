package dev.evenkeel.report;

import dev.evenkeel.predict.Asked;
import dev.evenkeel.predict.Entry;
import dev.evenkeel.predict.Traced;
import dev.evenkeel.routing.Assumption;
import dev.evenkeel.routing.Given;
import dev.evenkeel.text.Source;
import dev.evenkeel.text.Span;
import dev.evenkeel.verify.Clause;
import dev.evenkeel.verify.Expectation;
import dev.evenkeel.verify.Result;
import dev.evenkeel.verify.Result.Reason;
import dev.evenkeel.verify.Result.Status;
import dev.evenkeel.verify.TestCase;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;

final class TestReportsTest {
    private static final Source TESTS =
            Source.of("lb/tests.yaml", "tests:\n- name: a\n- name: b\n- name: c\n- name: d\n");

    private static final TraceAnswer TRACE =
            Traces.of(
                    "haproxy",
                    Traces.HAPROXY,
                    Traces.request("a1.example", "/login?a=b", true, "10.1.1.1"));

    private static Result result(
            int line, String name, Status status, List<Reason> reasons, @Nullable Traced story) {
        Span span = TESTS.lineSpan(line);
        var entry = new Entry("", "", 0, Entry.Security.TLS);
        var asked = new Asked(null, entry, TRACE.traced().request(), false);
        var expected =
                new Expectation.OfRequest(
                        asked, Given.nothing(), List.of(new Clause.GoesTo("login", span)));
        List<Assumption> assumed =
                status == Status.PASSED
                        ? List.of(new Assumption("nbsrv(app) is 2", span))
                        : List.of();
        return new Result(new TestCase(name, expected, span), status, reasons, assumed, story);
    }

    private static TestAnswer answer() {
        Traced story = TRACE.traced();
        Span line = TRACE.balancer().listeners().getFirst().span();
        var tested =
                new TestAnswer.Tested(
                        "lb/haproxy.conf",
                        TRACE.balancer(),
                        TRACE.files(),
                        TRACE.coverage(),
                        TRACE.secrets());
        var wrong = new Reason("expected pool `login`, but it goes to pool `pages`", line);
        var secret = new Reason("it receives Bearer hunter2hunter2 & <more>", line);
        return new TestAnswer(
                "0.1.0",
                "lb/tests.yaml",
                tested,
                List.of(
                        result(2, "a passes", Status.PASSED, List.of(), null),
                        result(3, "b is open", Status.NOT_PROVEN, List.of(wrong), null),
                        result(4, "c <fails>", Status.FAILED, List.of(wrong, secret), story),
                        result(5, "d is left out", Status.SKIPPED, List.of(wrong), null)),
                null);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "json", "sarif", "junit", "github", "markdown"})
    void tellsFailuresFirstAndNoSecrets(String format) {
        Golden.assertMatches(
                "test." + format, TestReports.named(format, Style.plain()).of(answer()));
    }
}
