package dev.evenkeel.model;

import dev.evenkeel.text.Span;

/// What keeps a client at its server. `byServerIdentity` when it works only for servers that have
/// an affinity identity of their own.
public record Affinity(Kind kind, String name, boolean byServerIdentity, Span span, Bond bond) {
    public enum Kind {
        COOKIE,
        TABLE,
        ROUTE
    }

    /// What binds a request: its `value`, `when` that counts. A server that is down is asked for
    /// only when `evenDown` holds. With a `table` (else empty) the value is looked up there if it
    /// `isAsked`, and kept there with the server that takes the request if it `isKept`; without one
    /// the value is a server's affinity identity. The table has `room` for so many values.
    public record Bond(
            Expression value,
            Condition when,
            Condition evenDown,
            String table,
            boolean isAsked,
            boolean isKept,
            long room) {
        /// A value that names a server.
        public static Bond of(Expression value) {
            return new Bond(value, Condition.ALWAYS, Condition.NEVER, "", true, false, 0);
        }
    }

    /// By the cookies of that name; how anything else binds is not known before run time.
    public Affinity(Kind kind, String name, boolean byServerIdentity, Span span) {
        this(
                kind,
                name,
                byServerIdentity,
                span,
                Bond.of(
                        kind == Kind.COOKIE
                                ? new Expression.Part(Field.of(Field.Kind.COOKIE, name))
                                : new Expression.Unknown(name, span)));
    }
}
