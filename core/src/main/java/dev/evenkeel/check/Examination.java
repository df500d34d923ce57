package dev.evenkeel.check;

import dev.evenkeel.dialect.Reading;
import dev.evenkeel.routing.TooMuch;
import dev.evenkeel.text.Problem;
import dev.evenkeel.text.Source;
import dev.evenkeel.text.Span;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// What is wrong with one configuration: the findings in the order of files and lines, how many
/// more were suppressed by comments, and what could not be judged.
public record Examination(List<Finding> findings, int suppressed, List<Problem> remarks) {
    public Examination {
        findings = List.copyOf(findings);
        remarks = List.copyOf(remarks);
    }

    /// Runs every check. What the reading already knows to be wrong is reported with the rest:
    /// `refused` for what the real balancer refuses, `ineffective-line` for what it ignores, unless
    /// a check says more about the same line, and `missing-file`.
    public static Examination of(Reading reading, Settings settings) {
        Reach reach = Reach.of(reading.balancer());
        List<Finding> findings = checked(reading, reach);
        addProblems(reading.problems(), findings);
        Suppressions.Kept kept = Suppressions.apply(findings, reading.comments());
        List<Finding> leveled = leveled(kept.findings(), settings);
        sort(leveled, reading.sources());
        return new Examination(leveled, kept.suppressed(), reach.remarks());
    }

    /// One finding of a check at a place is enough: texts that several listeners share are seen
    /// several times.
    private static List<Finding> checked(Reading reading, Reach reach) {
        var findings = new ArrayList<Finding>();
        Set<Span> places = new HashSet<>();
        for (Check check : Checks.all()) {
            places.clear();
            try {
                Stream<Finding> all =
                        check instanceof RoutingCheck routing
                                ? routing.findings(reach)
                                : check.findings(reading.balancer());
                all.forEach(finding -> {
                    if (places.add(finding.span())) {
                        findings.add(finding);
                    }
                });
            } catch (TooMuch _) {
                reach.leaveOff();
            }
        }
        return findings;
    }

    private record Line(Source source, int line) {
        static Line of(Span span) {
            return new Line(span.source(), span.line());
        }
    }

    /// A text that is included twice is read twice, and its problems are told once.
    private record Told(String file, int start, String message) {
        static Told of(Problem problem) {
            return new Told(problem.span().file(), problem.span().start(), problem.message());
        }
    }

    private static void addProblems(List<Problem> problems, List<Finding> findings) {
        Map<Line, Severity> said = new HashMap<>();
        if (!problems.isEmpty()) {
            for (Finding finding : findings) {
                said.merge(Line.of(finding.span()), finding.severity(), Examination::worse);
            }
        }
        for (Problem problem : problems) {
            if (problem.kind() == Problem.Kind.VERSION_DEPENDENT) {
                said.merge(Line.of(problem.span()), Severity.WARNING, Examination::worse);
            }
        }
        Set<Told> told = new HashSet<>();
        for (Problem problem : problems) {
            if (!told.add(Told.of(problem))) {
                continue;
            }
            Severity here = said.getOrDefault(Line.of(problem.span()), Severity.NOTE);
            switch (problem.kind()) {
                case REFUSED -> {
                    if (here != Severity.ERROR) {
                        findings.add(finding("refused", Severity.ERROR, problem));
                    }
                }
                case DOUBTFUL -> {
                    if (here == Severity.NOTE) {
                        findings.add(finding("ineffective-line", Severity.WARNING, problem));
                    }
                }
                case VERSION_DEPENDENT ->
                        findings.add(finding("version-dependent", Severity.WARNING, problem));
                case MISSING -> findings.add(finding("missing-file", Severity.NOTE, problem));
                case REMARK -> {
                    // Said beside the findings, not as one.
                }
            }
        }
    }

    private static Severity worse(Severity one, Severity other) {
        return one.compareTo(other) <= 0 ? one : other;
    }

    private static Finding finding(String check, Severity severity, Problem problem) {
        return new Finding(
                check,
                severity,
                problem.span(),
                problem.message(),
                sentence(problem.advice()),
                List.of(),
                null);
    }

    /// Dialects advise in clauses, findings in sentences.
    private static String sentence(String clause) {
        if (clause.isEmpty()) {
            return clause;
        }
        char first = clause.charAt(0);
        char capital = first >= 'a' && first <= 'z' ? (char) (first - ('a' - 'A')) : first;
        char last = clause.charAt(clause.length() - 1);
        return capital + clause.substring(1) + (last == '.' || last == '?' ? "" : ".");
    }

    private static List<Finding> leveled(List<Finding> findings, Settings settings) {
        var leveled = new ArrayList<Finding>(findings.size());
        for (Finding finding : findings) {
            Settings.Level level = settings.levels().get(finding.check());
            if (level == null) {
                leveled.add(finding);
                continue;
            }
            switch (level) {
                case OFF -> {
                    // Nobody wants to know.
                }
                case NOTE -> leveled.add(finding.withSeverity(Severity.NOTE));
                case WARNING -> leveled.add(finding.withSeverity(Severity.WARNING));
                case ERROR -> leveled.add(finding.withSeverity(Severity.ERROR));
            }
        }
        return leveled;
    }

    private static int compare(Finding one, Finding other, Map<Source, Integer> order) {
        int by =
                Integer.compare(
                        order.getOrDefault(one.span().source(), Integer.MAX_VALUE),
                        order.getOrDefault(other.span().source(), Integer.MAX_VALUE));
        by = by != 0 ? by : Integer.compare(one.span().line(), other.span().line());
        by = by != 0 ? by : one.severity().compareTo(other.severity());
        by = by != 0 ? by : Integer.compare(one.span().start(), other.span().start());
        return by != 0 ? by : one.check().compareTo(other.check());
    }

    /// By file as read, then by place; at one place the worst first, then by check.
    private static void sort(List<Finding> findings, List<Source> sources) {
        Map<Source, Integer> order = new HashMap<>();
        for (Source source : sources) {
            order.putIfAbsent(source, order.size());
        }
        findings.sort((one, other) -> compare(one, other, order));
    }
}
