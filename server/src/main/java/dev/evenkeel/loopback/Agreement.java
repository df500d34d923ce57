package dev.evenkeel.loopback;

import dev.evenkeel.loopback.StandIns.Received;
import dev.evenkeel.predict.Prediction;
import dev.evenkeel.routing.Assumption;
import dev.evenkeel.routing.Outcome;

import java.util.List;

/// Whether a prediction for a configuration that people wrote came true: where something was taken
/// to be so that is not known, it is left open.
final class Agreement {
    private Agreement() {}

    /// With `asksOthers` the program asks a server whether a request is allowed before it sends it
    /// on: then who was asked last got the request, or nobody did.
    static Verdict of(Prediction prediction, Observed observed, boolean asksOthers) {
        String unknown = unknown(prediction);
        if (!unknown.isEmpty()) {
            return new Verdict.Open(unknown);
        }
        Verdict whole = Comparison.of(prediction, observed, List.of());
        List<Received> received = observed.received();
        if (!asksOthers || received.isEmpty() || !(whole instanceof Verdict.Different)) {
            return whole;
        }
        var last = new Observed(observed.answer(), List.of(received.getLast()));
        Verdict forwarded = Comparison.of(prediction, last, List.of());
        var nobody = new Observed(observed.answer(), List.of());
        return forwarded instanceof Verdict.Different
                ? Comparison.of(prediction, nobody, List.of())
                : forwarded;
    }

    /// What was taken to be so although it is not known; empty where the prediction is exact, or
    /// says itself what may happen.
    private static String unknown(Prediction prediction) {
        Outcome outcome = prediction.decision().outcome();
        boolean told =
                outcome instanceof Outcome.Undetermined(var alternatives)
                        && !alternatives.isEmpty();
        return told
                ? ""
                : String.join(", ", prediction.assumed().stream().map(Assumption::text).toList());
    }
}
