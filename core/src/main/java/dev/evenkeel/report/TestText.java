package dev.evenkeel.report;

import dev.evenkeel.check.Severity;
import dev.evenkeel.predict.Traced;
import dev.evenkeel.routing.Decision;
import dev.evenkeel.routing.Outcome;
import dev.evenkeel.verify.Aim;
import dev.evenkeel.verify.Reach;
import dev.evenkeel.verify.Result;
import dev.evenkeel.verify.Result.Reason;
import dev.evenkeel.verify.Result.Status;

import java.util.List;

/// What became of tests, for people: those that did not pass first, each with the way of a request
/// that shows why, then a tally.
final class TestText implements TestReport {
    private static final int INDENTATION = 3;

    /// So many tests are told with the way of their request, so many are told at all.
    private static final int STORIES_MAX = 10;

    private static final int TOLD_MAX = 100;

    private final Style style;

    TestText(Style style) {
        this.style = style;
    }

    @Override
    public String of(TestAnswer answer) {
        var text = new StringBuilder();
        List<Result> bad = answer.bad();
        int told = 0;
        for (Result result : bad.subList(0, Math.min(TOLD_MAX, bad.size()))) {
            result(text, answer, result, told++ < STORIES_MAX);
        }
        if (bad.size() > TOLD_MAX) {
            text.append("… and " + Tally.number(bad.size() - TOLD_MAX) + " more")
                    .append(style.dim("  (--format json shows all)"))
                    .append("\n\n");
        }
        tally(text, answer);
        return text.toString();
    }

    private void result(StringBuilder text, TestAnswer answer, Result result, boolean withStory) {
        boolean open = result.status() == Status.NOT_PROVEN;
        String word = result.status().label();
        text.append(style.severity(open ? Severity.WARNING : Severity.ERROR, word))
                .append("  " + style.bold(Columns.visible(result.test().name())))
                .append(style.dim("  " + place(result.test().span().file(), result)))
                .append('\n');
        for (Reason reason : result.reasons()) {
            String place = reason.span().file() + ":" + reason.span().line();
            String told = answer.shown(reason.text()) + "  (" + Columns.visible(place) + ")";
            for (String line : style.wrap(told, INDENTATION)) {
                text.repeat(' ', INDENTATION).append(style.prose(line)).append('\n');
            }
        }
        Traced story = result.story();
        if (story != null && withStory) {
            story(text, answer, story);
        }
        text.append('\n');
    }

    private static String place(String file, Result result) {
        return Columns.visible(file) + ":" + result.test().span().line();
    }

    /// As `trace` tells it, a little to the right.
    private void story(StringBuilder text, TestAnswer answer, Traced story) {
        var indented = new Style(style.coloured(), style.columns() - INDENTATION);
        for (String line : lines(indented, answer, story).split("\n", -1)) {
            text.append(line.isEmpty() ? "" : " ".repeat(INDENTATION) + line).append('\n');
        }
    }

    /// The way of a request, without a line end behind the last line.
    static String lines(Style style, TestAnswer answer, Traced story) {
        Decision decision = story.prediction().decision();
        var trace = answer.trace(story);
        var verdict = new TraceVerdict(style, story, answer.tested().secrets());
        var told = new StringBuilder("\n");
        told.append(style.bold(TraceText.requestLine(story.request()))).append('\n');
        told.append(verdict.headline()).append('\n');
        verdict.details(told);
        if (!(decision.outcome() instanceof Outcome.Undetermined)) {
            String by = "decided by " + Place.of(decision.decidedBy()).fileAndLine();
            told.append("  " + style.dim(by)).append('\n');
        }
        new TraceStory(style, trace, false).tell(told, story, TraceText.listens(story));
        return told.toString().stripTrailing();
    }

    private void tally(StringBuilder text, TestAnswer answer) {
        String tally = answer.tally();
        boolean failed = answer.count(Status.FAILED) + answer.count(Status.DISAGREES) > 0;
        boolean open = answer.count(Status.NOT_PROVEN) > 0;
        String painted =
                failed
                        ? style.severity(Severity.ERROR, tally)
                        : open ? style.severity(Severity.WARNING, tally) : style.good(tally);
        var tested = answer.tested();
        text.append(painted)
                .append(" · " + Columns.visible(answer.tests()))
                .append(" · " + Columns.visible(tested.name()))
                .append(" (" + tested.balancer().target() + ")\n");
        long assuming =
                answer.results().stream().filter(result -> !result.assumed().isEmpty()).count();
        if (assuming > 0) {
            String count = Tally.count((int) assuming, "test");
            text.append(style.dim(count + " passed on what is not known before run time"))
                    .append(style.dim("; --format json names it\n"));
        }
        Reach reach = answer.reach();
        if (reach != null) {
            reach(text, answer, reach);
        }
        for (String line : style.wrap(Tally.coverage(tested.coverage()), 0)) {
            text.append(style.dim(line)).append('\n');
        }
    }

    private void reach(StringBuilder text, TestAnswer answer, Reach reach) {
        text.append('\n').append(style.bold(TestAnswer.reached(reach))).append('\n');
        aims(text, answer, "Not reached", reach.missed());
        aims(text, answer, "No request reaches", reach.unreachable());
        text.append('\n');
    }

    private void aims(StringBuilder text, TestAnswer answer, String heading, List<Aim> aims) {
        if (aims.isEmpty()) {
            return;
        }
        text.append(heading).append('\n');
        for (Aim aim : aims.subList(0, Math.min(TOLD_MAX, aims.size()))) {
            text.repeat(' ', INDENTATION)
                    .append(Place.of(aim.span()).fileAndLine() + "  ")
                    .append(style.code(Excerpt.head(answer.words(aim), style.columns() / 2)))
                    .append('\n');
        }
        if (aims.size() > TOLD_MAX) {
            int more = aims.size() - TOLD_MAX;
            text.repeat(' ', INDENTATION).append("… and " + Tally.number(more) + " more\n");
        }
    }
}
