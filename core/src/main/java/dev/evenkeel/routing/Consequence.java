package dev.evenkeel.routing;

import java.util.Comparator;

/// Which differences matter most: requests that are no longer served, or served again, then those
/// that go elsewhere, then other answers, then what a server receives; of equals the one that
/// concerns more requests.
final class Consequence {
    static final Comparator<RoutingDiff.Difference> MOST_FIRST =
            Comparator.comparingInt(Consequence::rank)
                    .thenComparingInt(difference -> difference.region().limits().size())
                    .thenComparing(difference -> difference.after().decidedBy())
                    .thenComparing(difference -> difference.before().decidedBy());

    private Consequence() {}

    private static int rank(RoutingDiff.Difference difference) {
        Outcome was = difference.before().outcome();
        Outcome is = difference.after().outcome();
        if (isFailure(is) != isFailure(was)) {
            return isFailure(is) ? 0 : 1;
        }
        if (was instanceof Outcome.Forward a && is instanceof Outcome.Forward b) {
            return a.name().equals(b.name()) ? 5 : 2;
        }
        return was instanceof Outcome.Forward || is instanceof Outcome.Forward ? 3 : 4;
    }

    private static boolean isFailure(Outcome outcome) {
        return outcome instanceof Outcome.Close
                || (outcome instanceof Outcome.Answer(int status, _) && status >= 400);
    }
}
