package dev.evenkeel.dialect.haproxy;

import dev.evenkeel.text.Problem;
import dev.evenkeel.text.Source;
import dev.evenkeel.text.Span;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;

/// Collects what is wrong while a configuration is read, up to a limit: a text that is no HAProxy
/// configuration at all has something wrong in every line.
final class HaproxyProblems {
    private static final int MESSAGE_MAX = 400;

    private final List<Problem> all;
    private boolean hopeless;

    /// Adds to `all`.
    HaproxyProblems(List<Problem> all) {
        this.all = all;
    }

    /// Without what is refused in a line behind something else that is: HAProxy stops at the first,
    /// and what follows from it is noise.
    static List<Problem> firstOfEachLine(List<Problem> problems) {
        var seen = new HashMap<Source, BitSet>();
        var kept = new ArrayList<Problem>(problems.size());
        for (Problem problem : problems) {
            Span span = problem.span();
            boolean refused = problem.kind() == Problem.Kind.REFUSED;
            if (refused) {
                BitSet lines = seen.computeIfAbsent(span.source(), _ -> new BitSet());
                refused = lines.get(span.line());
                lines.set(span.line());
            }
            if (!refused) {
                kept.add(problem);
            }
        }
        return kept;
    }

    void refused(Span span, String message, String advice) {
        add(Problem.refused(span, shown(message), advice));
    }

    /// Refuses a word of a line, the line when there is no such word; nothing when what the word
    /// says is not known.
    void refused(HaproxyLine line, int index, String message, String advice) {
        if (!line.isUnresolved(index)) {
            refused(line.span(index), message, advice);
        }
    }

    void doubtful(Span span, String message, String advice) {
        add(Problem.doubtful(span, shown(message), advice));
    }

    void missing(Span span, String message, String advice) {
        add(Problem.missing(span, message, advice));
    }

    void remark(Span span, String message) {
        add(Problem.remark(span, message));
    }

    /// A message with words of the text in it: without control characters, not longer than a few
    /// lines.
    private static String shown(String message) {
        StringBuilder clean = null;
        for (int i = 0; i < message.length(); i++) {
            if (message.charAt(i) < ' ' || message.charAt(i) == 0x7f) {
                clean = clean == null ? new StringBuilder(message) : clean;
                clean.setCharAt(i, '?');
            }
        }
        String text = clean == null ? message : clean.toString();
        return text.length() > MESSAGE_MAX ? text.substring(0, MESSAGE_MAX) + "..." : text;
    }

    /// Refuses the whole configuration because it is too large; the rest is not looked at.
    void giveUp(Span span, String message, String advice) {
        if (!isFull()) {
            all.add(Problem.refused(span, shown(message), advice));
        }
        hopeless = true;
    }

    /// Whether no more are taken, so that nothing more need be read.
    boolean isFull() {
        return hopeless || all.size() > HaproxyBounds.PROBLEMS_MAX;
    }

    /// Takes a problem, unless there are enough.
    void add(Problem problem) {
        if (hopeless) {
            return;
        }
        if (all.size() < HaproxyBounds.PROBLEMS_MAX) {
            all.add(problem);
        } else if (all.size() == HaproxyBounds.PROBLEMS_MAX) {
            all.add(
                    Problem.refused(
                            problem.span(),
                            "from here on nothing more is reported: there are more than "
                                    + HaproxyBounds.PROBLEMS_MAX
                                    + " problems",
                            "repair what was reported first"));
        }
    }
}
