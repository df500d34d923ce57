package dev.evenkeel.check;

import dev.evenkeel.text.Source;
import dev.evenkeel.text.Span;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Comments that allow findings: `# evenkeel: allow unused-pool — kept for the migration`, for the
/// line it stands in, or for the next line that is no comment when it stands alone. Several checks
/// are separated by commas; the reason stands behind a dash or a colon and must be there.
final class Suppressions {
    private static final String MARK = "evenkeel:";
    private static final String ID = "unused-suppression";

    /// What was left, and how many were taken away.
    record Kept(List<Finding> findings, int suppressed) {}

    /// One check that one comment allows in one line.
    private static final class Allowed {
        private final Span comment;
        private final String check;
        private boolean used;

        Allowed(Span comment, String check) {
            this.comment = comment;
            this.check = check;
        }
    }

    private record Line(Source source, int line) {}

    private final Map<Line, List<Allowed>> allowed = new HashMap<>();
    private final List<Allowed> all = new ArrayList<>();
    private final List<Finding> faults = new ArrayList<>();
    private final Set<String> ids = new HashSet<>(Checks.ids());

    private Suppressions() {}

    /// Takes away the findings that comments allow, and adds one for each comment that allows
    /// nothing, names no check, or gives no reason.
    static Kept apply(List<Finding> findings, List<Span> comments) {
        var suppressions = new Suppressions();
        for (Span comment : comments) {
            String text = comment.text();
            if (text.contains(MARK)) {
                suppressions.read(comment, Source.readable(text));
            }
        }
        return suppressions.apply(findings);
    }

    private Kept apply(List<Finding> findings) {
        if (all.isEmpty() && faults.isEmpty()) {
            return new Kept(findings, 0);
        }
        var kept = new ArrayList<Finding>();
        for (Finding finding : findings) {
            if (!allows(finding)) {
                kept.add(finding);
            }
        }
        int suppressed = findings.size() - kept.size();
        for (Allowed one : all) {
            if (!one.used) {
                String message = "nothing is suppressed here: the line has no finding of ";
                fault(one.comment, message + Words.quoted(one.check), "Remove the comment.");
            }
        }
        kept.addAll(faults);
        return new Kept(kept, suppressed);
    }

    private boolean allows(Finding finding) {
        var line = new Line(finding.span().source(), finding.span().line());
        boolean found = false;
        for (Allowed one : allowed.getOrDefault(line, List.of())) {
            if (one.check.equals(finding.check())) {
                one.used = true;
                found = true;
            }
        }
        return found;
    }

    private void read(Span comment, String text) {
        int at = skipBlanks(text, skipMarks(text));
        if (!text.startsWith(MARK, at)) {
            return;
        }
        at = skipBlanks(text, at + MARK.length());
        if (!text.startsWith("allow ", at)) {
            fault(
                    comment,
                    "this comment suppresses nothing: behind `evenkeel:` only `allow` is known",
                    "Write `evenkeel: allow CHECK — reason`.");
            return;
        }
        at += "allow ".length();
        var checks = new ArrayList<String>();
        int end;
        do {
            at = skipBlanks(text, at);
            end = wordEnd(text, at);
            checks.add(text.substring(at, end));
            at = skipBlanks(text, end);
        } while (at < text.length() && text.charAt(at++) == ',' && end > 0);
        if (!hasReason(text, end)) {
            fault(
                    comment,
                    "this comment suppresses nothing: it gives no reason",
                    "Write the reason behind a dash: `allow " + checks.getFirst() + " — …`.");
            return;
        }
        allow(comment, checks);
    }

    private void allow(Span comment, List<String> checks) {
        Line line = lineOf(comment);
        for (String check : checks) {
            if (!ids.contains(check)) {
                fault(
                        comment,
                        "this comment suppresses nothing: there is no check " + Words.quoted(check),
                        "See the names of all checks with `evenkeel explain`.");
            } else {
                var one = new Allowed(comment, check);
                all.add(one);
                if (line != null) {
                    allowed.computeIfAbsent(line, _ -> new ArrayList<>(1)).add(one);
                }
            }
        }
    }

    private void fault(Span comment, String message, String advice) {
        faults.add(new Finding(ID, Severity.NOTE, comment, message, advice, List.of(), null));
    }

    /// Where a reason begins: behind the separator, with at least one letter.
    private static boolean hasReason(String text, int from) {
        int at = skipBlanks(text, from);
        int reason = at;
        while (reason < text.length() && "—–-:".indexOf(text.charAt(reason)) >= 0) {
            reason++;
        }
        return reason > at && !text.substring(reason).isBlank();
    }

    private static int skipMarks(String text) {
        int at = 0;
        while (at < text.length() && text.charAt(at) == '#') {
            at++;
        }
        return at;
    }

    private static int skipBlanks(String text, int from) {
        int at = from;
        while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
            at++;
        }
        return at;
    }

    /// The end of a name: letters and digits with single hyphens between them.
    private static int wordEnd(String text, int from) {
        int at = from;
        while (at < text.length()) {
            boolean hyphen = text.charAt(at) == '-' && at > from;
            boolean inside = hyphen && at + 1 < text.length() && isLetter(text, at + 1);
            if (!inside && !isLetter(text, at)) {
                break;
            }
            at++;
        }
        return at;
    }

    private static boolean isLetter(String text, int at) {
        char c = text.charAt(at);
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    }

    /// The line a comment speaks for; `null` when nothing follows it.
    private static @Nullable Line lineOf(Span comment) {
        Source source = comment.source();
        int line = comment.line();
        if (!isBlankBefore(source, comment)) {
            return new Line(source, line);
        }
        for (int next = line + 1; next <= source.lines(); next++) {
            String text = source.lineSpan(next).text().strip();
            if (!text.isEmpty() && text.charAt(0) != '#') {
                return new Line(source, next);
            }
        }
        return null;
    }

    private static boolean isBlankBefore(Source source, Span comment) {
        int start = source.lineSpan(comment.line()).start();
        return source.text().substring(start, comment.start()).isBlank();
    }
}
