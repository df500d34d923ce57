package dev.evenkeel.model;

/// How an attempt to be served by a server failed. `status` is what the server answered, 0 when
/// there is no answer. A failure is `repeatable` unless the request may have changed something at
/// the server and must not be sent twice.
public record Failure(Kind kind, int status, boolean repeatable) {
    public enum Kind {
        /// No connection: refused, unreachable.
        CONNECTION,
        /// No connection within the time allowed.
        CONNECTION_TIMEOUT,
        /// The connection ended before an answer.
        BROKEN,
        /// No answer within the time allowed.
        TIMEOUT,
        /// An answer that is none.
        INVALID,
        /// An answer whose status counts as a failure.
        STATUS
    }

    public static Failure connection() {
        return new Failure(Kind.CONNECTION, 0, true);
    }

    public static Failure of(Kind kind) {
        return new Failure(kind, 0, true);
    }

    public static Failure status(int status) {
        return new Failure(Kind.STATUS, status, true);
    }

    /// Whether the request was sent before the attempt failed.
    public boolean isSent() {
        return kind != Kind.CONNECTION && kind != Kind.CONNECTION_TIMEOUT;
    }
}
