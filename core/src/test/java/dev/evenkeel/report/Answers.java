package dev.evenkeel.report;

import dev.evenkeel.check.Examination;
import dev.evenkeel.check.Finding;
import dev.evenkeel.check.Severity;
import dev.evenkeel.model.Coverage;
import dev.evenkeel.model.Request;
import dev.evenkeel.model.Target;
import dev.evenkeel.model.Version;
import dev.evenkeel.text.Source;
import dev.evenkeel.text.Span;

import java.util.ArrayList;
import java.util.List;

/// Answers to be written down. The checks in them do not exist, so that no page of a real one is in
/// what is expected.
final class Answers {
    static final Source SHOP =
            Source.of(
                    "lb/shop.cfg",
                    """
                    userlist staff
                        user admin insecure-password hunter2
                    backend pages
                    \tserver pages1 10.0.1.11:8080 check
                    \tserver pages2 10.0.1.12:8080
                    backend käse # 乾酪
                        balance uri
                    """);

    static final Source MAP = Source.of("lb/maps/shops, 100%.map", "shop.example pages\nold x|y\n");

    private Answers() {}

    static Span at(Source source, String part) {
        int start = source.text().indexOf(Source.bytes(part));
        return new Span(source, start, start + Source.bytes(part).length());
    }

    static Finding finding(String check, Severity severity, Span span) {
        return new Finding(check, severity, span, "It hurts.", "", List.of(), null);
    }

    /// Findings of every severity in two files, with everything a finding can have.
    static CheckAnswer rich() {
        var unchecked =
                new Finding(
                        "unwatched-server",
                        Severity.WARNING,
                        at(SHOP, "server pages2 10.0.1.12:8080"),
                        "A third of the requests of pool `pages` get 503 while `pages2` is down: it"
                                + " is never checked, so nothing takes it out.",
                        "Add `check` to the line.",
                        List.of(
                                new Finding.Related(
                                        at(SHOP, "server pages1"), "`pages1` is checked")),
                        Request.get("shop.example", "/login?next=%2F"));
        var unused =
                new Finding(
                        "lonely-pool",
                        Severity.NOTE,
                        at(SHOP, "käse"),
                        "No rule leads to <käse> & nobody misses it.",
                        "",
                        List.of(),
                        null);
        var pool =
                new Finding(
                        "absent-pool",
                        Severity.ERROR,
                        at(MAP, "x|y"),
                        "Requests for `old` go to the default pool: there is no pool `x|y`.",
                        "Name a pool that exists, or remove the line.",
                        List.of(),
                        null);
        var secret = finding("absent-pool", Severity.ERROR, at(SHOP, "user admin insecure"));
        return new CheckAnswer(
                "0.1.0",
                List.of(
                        checked(
                                List.of(pool, secret, unchecked, unused),
                                2,
                                coverage(List.of(line("user admin insecure-password hunter2"))))));
    }

    /// Nothing found, and lines not modelled.
    static CheckAnswer unproven(int open) {
        var lines = new ArrayList<Coverage.Line>();
        for (int i = 0; i < open; i++) {
            lines.add(line("user admin insecure-password hunter2"));
        }
        return new CheckAnswer("0.1.0", List.of(checked(List.of(), 0, coverage(lines))));
    }

    /// Nothing found, everything understood.
    static CheckAnswer clean() {
        return new CheckAnswer("0.1.0", List.of(checked(List.of(), 0, coverage(List.of()))));
    }

    static CheckAnswer of(Finding... findings) {
        return new CheckAnswer(
                "0.1.0", List.of(checked(List.of(findings), 0, coverage(List.of()))));
    }

    static Coverage.Line line(String part) {
        return new Coverage.Line(at(SHOP, part), "who may enter is not modelled");
    }

    static Coverage coverage(List<Coverage.Line> unmodelled) {
        return new Coverage(1200, 34, List.of(), unmodelled, List.of());
    }

    static Checked checked(List<Finding> findings, int suppressed, Coverage coverage) {
        return new Checked(
                "lb/shop.cfg",
                new Target("haproxy", Version.of(3, 2)),
                List.of("lb/shop.cfg"),
                new Examination(findings, suppressed, List.of()),
                coverage,
                Secrets.of(List.of(at(SHOP, "hunter2"))));
    }
}
