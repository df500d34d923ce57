package dev.evenkeel.lab.conformance;

import dev.evenkeel.lab.conformance.BothSides.Ending;
import dev.evenkeel.lab.conformance.BothSides.Seen;
import dev.evenkeel.routing.Outcome;
import dev.evenkeel.routing.Outcome.Forward;

/// Why one request does not show from outside that two outcomes differ.
final class Hidden {
    private Hidden() {}

    /// Empty where it should have shown.
    static String why(Seen seen) {
        Outcome was = seen.before().told();
        Outcome is = seen.after().told();
        if (was instanceof Forward a && is instanceof Forward b) {
            if (isRefused(seen.before()) && isRefused(seen.after())) {
                return "no server of either pool takes it";
            }
            if (!a.name().equals(b.name())) {
                return "two pools have the server";
            }
            return a.servers().equals(b.servers()) ? "" : "the server asked for is next in turn";
        }
        if (was instanceof Outcome.Serve || is instanceof Outcome.Serve) {
            return "what the balancer serves by itself is not looked at";
        }
        if (was instanceof Outcome.Close && is instanceof Outcome.Close) {
            return "a connection is closed in either case";
        }
        boolean refused = isRefused(seen.before()) || isRefused(seen.after());
        return refused ? "an answer is the same as that of a pool without servers" : "";
    }

    private static boolean isRefused(Ending ending) {
        return ending.told() instanceof Forward && ending.observed().received().isEmpty();
    }
}
