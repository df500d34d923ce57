package dev.evenkeel.verify;

import dev.evenkeel.routing.Assumption;
import dev.evenkeel.verify.Result.Reason;
import dev.evenkeel.verify.Result.Status;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Holds what is expected of a request against what an oracle says of it.
final class RequestVerdict {
    /// How many lines are named of those that what happens hangs on.
    private static final int NAMED_MAX = 5;

    private final TestCase test;
    private final List<Answer.Possibility> possibilities;
    private final List<Reason> failures = new ArrayList<>();
    private final List<Reason> openings = new ArrayList<>();

    private RequestVerdict(TestCase test, List<Answer.Possibility> possibilities) {
        this.test = test;
        this.possibilities = possibilities;
    }

    /// Without a story.
    static Result of(TestCase test, Expectation.OfRequest request, Answer answer) {
        return switch (answer) {
            case Answer.Untold(String why) ->
                    Result.bad(test, Status.FAILED, List.of(new Reason(why, test.span())));
            case Answer.Unasked(String why) ->
                    Result.bad(test, Status.NOT_PROVEN, List.of(new Reason(why, test.span())));
            case Answer.Told(List<Answer.Possibility> possibilities, String disagreement) -> {
                Result result = new RequestVerdict(test, possibilities).judge(request);
                yield disagreement.isEmpty() ? result : disagreeing(result, disagreement);
            }
        };
    }

    private static Result disagreeing(Result result, String disagreement) {
        var reasons = new ArrayList<>(result.reasons());
        String text = "the model and the real program disagree: " + disagreement;
        reasons.add(new Reason(text, result.test().span()));
        boolean failed = result.status() == Status.FAILED;
        return Result.bad(result.test(), failed ? Status.FAILED : Status.DISAGREES, reasons);
    }

    private Result judge(Expectation.OfRequest request) {
        if (possibilities.isEmpty()) {
            openings.add(new Reason("too much is not known of this request", test.span()));
        }
        for (Clause clause : request.clauses()) {
            judge(clause);
        }
        if (!failures.isEmpty()) {
            failures.addAll(openings);
            return Result.bad(test, Status.FAILED, failures);
        }
        if (!openings.isEmpty()) {
            return Result.bad(test, Status.NOT_PROVEN, openings);
        }
        // Several ways to end that are all as expected hang on nothing.
        boolean one = possibilities.size() == 1;
        return Result.passed(test, one ? possibilities.getFirst().assumed() : List.of());
    }

    private void judge(Clause clause) {
        Set<String> texts = new LinkedHashSet<>();
        Set<Assumption> conditions = new LinkedHashSet<>();
        boolean allFail = true;
        for (Answer.Possibility possibility : possibilities) {
            Judged judged = Judged.of(clause, possibility.seen());
            if (judged.truth() != Judged.Truth.HOLDS) {
                texts.add(judged.text());
                conditions.addAll(possibility.assumed());
            }
            allFail &= judged.truth() == Judged.Truth.FAILS;
        }
        if (texts.isEmpty()) {
            return;
        }
        String text = texts.iterator().next();
        if (allFail) {
            failures.add(new Reason(text, clause.span()));
            return;
        }
        openings.add(new Reason(text + (possibilities.size() > 1 ? ", if" : ""), clause.span()));
        int named = 0;
        for (Assumption condition : conditions) {
            if (named++ < NAMED_MAX) {
                openings.add(new Reason(condition.text(), condition.span()));
            }
        }
    }
}
