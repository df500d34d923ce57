package dev.evenkeel.report;

import dev.evenkeel.predict.Prediction;
import dev.evenkeel.predict.Prediction.Served;
import dev.evenkeel.routing.Outcome;

import org.jspecify.annotations.Nullable;

/// What becomes of a request, flat: `outcome` is the word of the JSON. `why` says what keeps the
/// rest from being known, or what is served (empty: nothing to say).
record Verdict(
        String outcome,
        @Nullable String pool,
        @Nullable String server,
        int status,
        @Nullable String location,
        String why) {
    static final String FORWARD = "forward";
    static final String REDIRECT = "redirect";
    static final String RESPOND = "respond";
    static final String CLOSE = "close";
    static final String UNDETERMINED = "undetermined";

    static Verdict of(Prediction prediction) {
        Verdict routed = of(prediction.decision().outcome());
        return switch (prediction.served()) {
            case Served.Nobody _, Served.ByOneOf _ -> routed;
            case Served.By(var server) -> routed.by(server.name());
            case Served.Later _ -> routed.because("every server is busy: it waits");
            case Served.Refused(int status) ->
                    new Verdict(RESPOND, routed.pool, null, status, null, "no server takes it");
            case Served.Unknown(_, String why) -> routed.because(why);
        };
    }

    static Verdict of(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Forward forward ->
                    new Verdict(
                            FORWARD,
                            forward.name(),
                            null,
                            forward.status(),
                            null,
                            unknown(forward));
            case Outcome.Answer(int status, String location) ->
                    new Verdict(
                            location == null ? RESPOND : REDIRECT,
                            null,
                            null,
                            status,
                            location,
                            "");
            case Outcome.Serve(String what, int status) ->
                    new Verdict(RESPOND, null, null, status, null, what);
            case Outcome.Close(String how) -> new Verdict(CLOSE, null, null, 0, null, how);
            case Outcome.Undetermined _ -> new Verdict(UNDETERMINED, null, null, 0, null, "");
        };
    }

    private static String unknown(Outcome.Forward forward) {
        return forward.pool() == null ? "an address that is looked up at run time" : "";
    }

    private Verdict by(String chosen) {
        return new Verdict(outcome, pool, chosen, status, location, why);
    }

    private Verdict because(String reason) {
        return new Verdict(outcome, pool, server, status, location, reason);
    }
}
