package dev.evenkeel.dialect.haproxy;

import dev.evenkeel.dialect.LineCoverage;
import dev.evenkeel.dialect.Support;
import dev.evenkeel.model.Version;
import dev.evenkeel.text.Source;

/// The conditional blocks of one file (`.if`, `.elif`, `.else`, `.endif`) and its messages
/// (`.notice`, `.warning`, `.alert`, `.diag`).
final class HaproxyBlocks {
    private static final int DEPTH_MAX = 100;

    private final Version version;
    private final HaproxyEnvironment environment;
    private final HaproxyProblems problems;
    private final LineCoverage coverage;
    private final boolean[] taken = new boolean[DEPTH_MAX + 1];
    private final boolean[] decided = new boolean[DEPTH_MAX + 1];
    private final boolean[] hasElse = new boolean[DEPTH_MAX + 1];
    private final HaproxyLine[] opened = new HaproxyLine[DEPTH_MAX + 1];
    private int depth;

    HaproxyBlocks(
            Version version,
            HaproxyEnvironment environment,
            HaproxyProblems problems,
            LineCoverage coverage) {
        this.version = version;
        this.environment = environment;
        this.problems = problems;
        this.coverage = coverage;
        taken[0] = true;
    }

    /// Whether the lines that follow are in force.
    boolean isTaken() {
        return taken[depth];
    }

    /// A line whose first word begins with a dot.
    void directive(HaproxyLine line) {
        coverage.mark(line.source(), line.start(), line.end(), Support.UNDERSTOOD);
        switch (line.word(0)) {
            case ".if" -> open(line);
            case ".elif" -> otherwise(line, true);
            case ".else" -> otherwise(line, false);
            case ".endif" -> end(line);
            default -> {
                if (isTaken()) {
                    message(line);
                }
            }
        }
    }

    /// Says at the last line of a file what was not closed in it.
    void close(Source source) {
        if (depth > 0) {
            problems.refused(
                    source.lineSpan(source.lines()),
                    "the .if in line " + opened[depth].span().line() + " has no .endif",
                    "add it behind the block");
        }
    }

    private void open(HaproxyLine line) {
        if (depth + 1 >= DEPTH_MAX) {
            problems.refused(line.span(), "too many .if inside each other, 99 are the most", "");
            return;
        }
        boolean outer = isTaken();
        depth++;
        opened[depth] = line;
        hasElse[depth] = false;
        taken[depth] = outer && holds(line);
        decided[depth] = !outer || taken[depth];
    }

    private void otherwise(HaproxyLine line, boolean asks) {
        if (!asks && line.size() > 1) {
            unexpected(line);
        } else if (depth == 0) {
            problems.refused(line.span(), line.word(0) + " stands outside of any .if", "");
        } else if (hasElse[depth]) {
            problems.refused(line.span(), line.word(0) + " stands behind .else", "");
        } else {
            hasElse[depth] = !asks;
            taken[depth] = !decided[depth] && (!asks || holds(line));
            decided[depth] |= taken[depth];
        }
    }

    private void end(HaproxyLine line) {
        if (line.size() > 1) {
            unexpected(line);
        } else if (depth == 0) {
            problems.refused(line.span(), ".endif stands outside of any .if", "remove it");
        } else {
            depth--;
        }
    }

    private void unexpected(HaproxyLine line) {
        problems.refused(line.span(1), line.word(0) + " takes no argument", "remove it");
    }

    private boolean holds(HaproxyLine line) {
        var expression = new StringBuilder();
        for (int i = 1; i < line.size(); i++) {
            expression.append(i > 1 ? " " : "").append(line.word(i));
        }
        var predicate = new HaproxyPredicate(expression.toString(), version, environment);
        boolean holds = predicate.holds();
        String error = predicate.error();
        String assumption = predicate.assumption();
        if (error != null) {
            problems.refused(line.span(), error, "see section 2.4 of the HAProxy manual");
            return false;
        }
        if (assumption != null) {
            problems.remark(
                    line.span(), "whether this block is in force was assumed: " + assumption);
            var support = new Support.Limited(assumption);
            coverage.mark(line.source(), line.start(), line.end(), support);
        }
        return holds;
    }

    private void message(HaproxyLine line) {
        String kind = line.word(0);
        boolean known =
                switch (kind) {
                    case ".alert", ".warning", ".notice", ".diag" -> true;
                    default -> false;
                };
        if (!known) {
            problems.refused(line.span(), "there is no directive '" + kind + "'", "");
            coverage.mark(line.source(), line.start(), line.end(), Support.UNKNOWN);
        } else if (line.size() > 2) {
            problems.refused(
                    line.span(2), kind + " takes one argument", "put the message into quotes");
        } else if (kind.equals(".alert")) {
            problems.refused(line.span(), "the configuration refuses itself: " + line.word(1), "");
        } else if (kind.equals(".warning")) {
            problems.doubtful(line.span(), "the configuration warns: " + line.word(1), "");
        }
    }
}
