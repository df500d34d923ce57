package dev.evenkeel.routing;

import org.jspecify.annotations.Nullable;

/// How requests end, in a form that is equal for two configurations only if the requests are
/// treated alike: `where` is a pool, a kind of answer or a way to close, `sent` what the server
/// receives in terms of what was received. `line` tells endings apart by the rule that decided,
/// where that is wanted, else it is empty.
record Ending(Kind kind, String where, int status, String location, String sent, String line) {
    enum Kind {
        FORWARD,
        /// To a pool or address whose name is not known before run time.
        FORWARD_COMPUTED,
        ANSWER,
        SERVE,
        CLOSE
    }

    static Ending answer(int status, @Nullable String location) {
        return new Ending(Kind.ANSWER, "", status, location == null ? "" : location, "", "");
    }

    static Ending serve(String what, int status) {
        return new Ending(Kind.SERVE, what, status, "", "", "");
    }

    static Ending close(String how) {
        return new Ending(Kind.CLOSE, how, 0, "", "", "");
    }

    Ending at(String decidedBy) {
        return new Ending(kind, where, status, location, sent, decidedBy);
    }
}
