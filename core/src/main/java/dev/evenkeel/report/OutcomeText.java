package dev.evenkeel.report;

import dev.evenkeel.model.Pool;
import dev.evenkeel.routing.Outcome;

/// What becomes of a request, in words.
final class OutcomeText {
    private final Secrets secrets;

    OutcomeText(Secrets secrets) {
        this.secrets = secrets;
    }

    /// As far as the rules say: which pool, not which server.
    String words(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Forward forward -> "pool " + name(forward) + given(forward.status());
            case Outcome.Answer(int status, String location) ->
                    location == null
                            ? "the balancer answers " + status
                            : "redirect " + status + " to " + masked(location);
            case Outcome.Serve(String what, int status) ->
                    "the balancer answers by itself: " + Wording.readable(what) + given(status);
            case Outcome.Close(String how) ->
                    "the connection ends without an answer: " + Wording.readable(how);
            case Outcome.Undetermined(var alternatives) ->
                    alternatives.isEmpty()
                            ? "not determined"
                            : "it depends: " + alternatives.size() + " possibilities";
        };
    }

    /// A status that takes the place of another.
    static String given(int status) {
        return status == 0 ? "" : ", given to the client as " + status;
    }

    private String masked(String value) {
        return Columns.visible(Wording.readable(secrets.masked(value)));
    }

    static String name(Outcome.Forward forward) {
        Pool pool = forward.pool();
        return Wording.readable(pool == null ? forward.name() : pool.name());
    }
}
