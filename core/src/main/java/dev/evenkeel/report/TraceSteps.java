package dev.evenkeel.report;

import dev.evenkeel.model.Action;
import dev.evenkeel.model.Condition;
import dev.evenkeel.model.Expression;
import dev.evenkeel.model.Matcher;
import dev.evenkeel.model.Rule;
import dev.evenkeel.routing.Step;
import dev.evenkeel.routing.Step.Seen;
import dev.evenkeel.routing.Step.Truth;
import dev.evenkeel.text.Span;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Which steps of a decision a story tells, and how deep each stands in it. Left out are rules that
/// nobody wrote and that decide nothing, and of many rules that did not match those that came
/// nowhere near.
final class TraceSteps {
    /// So many rules in a row that did not match are told in full.
    private static final int RUN_MAX = 4;

    /// How many of a longer run are told.
    private static final int NEAR_MAX = 3;

    /// More patterns of one condition are not compared.
    private static final int PATTERNS_MAX = 64;

    private TraceSteps() {}

    /// A line of the story: a step, or `folded` rules that did not match.
    record Line(Step step, int depth, int folded) {}

    /// The lines of a story that begins at `start`; with `all` nothing that the text says is left
    /// out. What was taken to be so at the `assumed` places is never folded.
    static List<Line> of(List<Step> steps, Span start, boolean all, Set<Span> assumed) {
        List<Line> placed = placed(steps, start, all);
        return all ? placed : folded(placed, assumed);
    }

    /// Whether a rule came out as it did only because something was taken to be so.
    static boolean isAssumed(Step step, Set<Span> assumed) {
        for (Seen seen : step.seen()) {
            if (isAssumed(seen, assumed)) {
                return true;
            }
        }
        return false;
    }

    static boolean isAssumed(Seen seen, Set<Span> assumed) {
        return switch (seen.condition()) {
            case Condition.Match(_, _, Span span) -> assumed.contains(span) && !isKnown(seen);
            case Condition.Unknown(_, Span span, _) -> assumed.contains(span);
            case Condition.Undefined(_, Span span) -> assumed.contains(span);
            case Condition.Named(_, Span span) -> assumed.contains(span);
            case Condition.Always _,
                    Condition.Never _,
                    Condition.All _,
                    Condition.Any _,
                    Condition.Not _ ->
                    false;
        };
    }

    /// Whether a part of the request was compared that is known: what nobody wrote asks for files
    /// at the same place.
    private static boolean isKnown(Seen seen) {
        String value = seen.value();
        return value != null
                && seen.condition() instanceof Condition.Match(Expression.Part _, var matcher, _)
                && !matcher.method().isAboutFiles()
                && Wording.isKnown(value);
    }

    /// The steps that may be told, with their depth among those that are.
    private static List<Line> placed(List<Step> steps, Span start, boolean all) {
        var lines = new ArrayList<Line>();
        var outer = new ArrayList<Integer>();
        int shownLine = start.start();
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            while (!outer.isEmpty() && outer.getLast() >= step.depth()) {
                outer.removeLast();
            }
            boolean told = all ? !isOwn(step, start) : isTold(step, steps, i, start, shownLine);
            if (told) {
                lines.add(new Line(step, outer.size(), 0));
                shownLine = step.rule().span().start();
                if (step.rule().action() instanceof Action.Enter) {
                    outer.add(step.depth());
                }
            }
        }
        return lines;
    }

    /// What the listener does by itself, and did not do.
    private static boolean isOwn(Step step, Span start) {
        return step.rule().origin() == Rule.Origin.IMPLIED
                && step.held() == Truth.FALSE
                && step.rule().span().equals(start);
    }

    private static boolean isTold(
            Step step, List<Step> steps, int index, Span start, int shownLine) {
        Rule rule = step.rule();
        boolean isHead = rule.action() instanceof Action.Enter && rule.span().equals(start);
        if (isHead || rule.action() instanceof Action.Aside || isInternal(step)) {
            return false;
        }
        if (rule.origin() != Rule.Origin.IMPLIED) {
            return true;
        }
        if (step.held() == Truth.FALSE) {
            return false;
        }
        if (!(rule.action() instanceof Action.Enter)) {
            return rule.action().isFinal() && !(rule.action() instanceof Action.Leave);
        }
        // A block of its own in the text, which holds more than its first rule's line.
        int here = rule.span().start();
        boolean isNext = index + 1 < steps.size() && isFirstRule(steps.get(index + 1), here);
        return here != shownLine && !isNext;
    }

    private static boolean isFirstRule(Step step, int start) {
        return step.rule().span().start() == start
                && !(step.rule().action() instanceof Action.Enter);
    }

    /// A rule that did not match for reasons that stand nowhere in the text.
    private static boolean isInternal(Step step) {
        return step.held() == Truth.FALSE
                && !step.seen().isEmpty()
                && step.seen().stream().allMatch(TraceSteps::isInternal);
    }

    /// Whether something was looked at that a translator keeps for itself: what a user may name
    /// holds no blank.
    static boolean isInternal(Seen seen) {
        return seen.condition() instanceof Condition.Match(var subject, _, _)
                && subject instanceof Expression.Variable(String name)
                && name.indexOf(' ') >= 0;
    }

    private static List<Line> folded(List<Line> lines, Set<Span> assumed) {
        var told = new ArrayList<Line>();
        for (int i = 0; i < lines.size(); ) {
            int end = i;
            while (end < lines.size() && isFoldable(lines.get(end), lines.get(i).depth, assumed)) {
                end++;
            }
            if (end - i > RUN_MAX) {
                fold(lines.subList(i, end), told);
            } else {
                end = Math.max(end, i + 1);
                told.addAll(lines.subList(i, end));
            }
            i = end;
        }
        return told;
    }

    private static boolean isFoldable(Line line, int depth, Set<Span> assumed) {
        return line.step.held() == Truth.FALSE
                && line.depth == depth
                && !isAssumed(line.step, assumed);
    }

    private static void fold(List<Line> run, List<Line> told) {
        boolean[] kept = new boolean[run.size()];
        int count = 0;
        for (int least = 2; least > 0; least--) {
            for (int i = 0; i < kept.length && count < NEAR_MAX; i++) {
                if (nearness(run.get(i).step) == least) {
                    kept[i] = true;
                    count++;
                }
            }
        }
        int hidden = 0;
        for (int i = 0; i < kept.length; i++) {
            if (!kept[i]) {
                hidden++;
            } else {
                tellFolded(run, i - 1, hidden, told);
                hidden = 0;
                told.add(run.get(i));
            }
        }
        tellFolded(run, kept.length - 1, hidden, told);
    }

    /// One that is hidden alone takes no more room than what would stand for it.
    private static void tellFolded(List<Line> run, int last, int hidden, List<Line> told) {
        if (hidden > 0) {
            Line line = run.get(last);
            told.add(hidden == 1 ? line : new Line(line.step, line.depth, hidden));
        }
    }

    /// How near a rule came: 2 when a part of its condition held or only the case of letters was
    /// wrong, 1 when a value begins like what it was compared with, else 0.
    static int nearness(Step step) {
        int nearness = 0;
        boolean several = step.seen().size() > 1;
        for (Seen seen : step.seen()) {
            if (several && seen.truth() == Truth.TRUE) {
                return 2;
            }
            if (seen.condition() instanceof Condition.Match(_, var matcher, _)
                    && seen.value() != null) {
                nearness = Math.max(nearness, nearness(seen.value(), matcher));
            }
        }
        return nearness;
    }

    private static int nearness(String value, Matcher matcher) {
        int nearness = 0;
        int patterns = Math.min(PATTERNS_MAX, matcher.patterns().size());
        for (Matcher.Pattern pattern : matcher.patterns().subList(0, patterns)) {
            String text = pattern.text();
            if (text.equalsIgnoreCase(value)) {
                return 2;
            }
            int same = 0;
            int most = Math.min(text.length(), value.length());
            while (same < most && text.charAt(same) == value.charAt(same)) {
                same++;
            }
            if (same >= 3 && 3 * same >= 2 * text.length()) {
                nearness = 1;
            }
        }
        return nearness;
    }
}
