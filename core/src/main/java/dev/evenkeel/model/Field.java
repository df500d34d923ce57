package dev.evenkeel.model;

/// A part of a request. `name` is given for headers, cookies and query parameters; `occurrence` is
/// 0 for every value, n for the n-th and -n for the n-th from the end.
public record Field(Kind kind, String name, int occurrence) {
    public enum Kind {
        METHOD,
        /// `http` or `https`.
        SCHEME,
        HTTP_VERSION,
        /// The host asked for, lower-cased and without port.
        HOST,
        /// The path as received, without query.
        PATH,
        /// The path percent-decoded and normalised, without query.
        NORMALISED_PATH,
        /// Path and query as received.
        TARGET,
        QUERY,
        /// The query that goes with the normalised path: as received until a rule changes it, which
        /// leaves `QUERY` and `TARGET` as they were.
        NORMALISED_QUERY,
        /// The whole request target, absolute when it was sent so.
        URI,
        /// Query parameters, one behind another `&` or `;`.
        QUERY_PARAMETER,
        /// The first query parameter of that name where only `&` separates them.
        QUERY_ARGUMENT,
        /// The first parameter of the normalised query with that name in any case, not decoded.
        QUERY_PARAMETER_ANY_CASE,
        /// Elements of a header, split at commas.
        HEADER,
        /// Lines of a header, not split.
        HEADER_LINE,
        /// How many elements a header has.
        HEADER_COUNT,
        COOKIE,
        /// The first cookie of that name in any case.
        COOKIE_ANY_CASE,
        BODY,
        SOURCE,
        SOURCE_PORT,
        DESTINATION,
        DESTINATION_PORT,
        /// Whether the client came over TLS.
        TLS,
        SNI,
        ALPN,
        /// The status that whatever answers gets in place of its own, a server's too; nothing: its
        /// own. No request has it: rules set it for what comes behind them.
        STATUS
    }

    public static Field of(Kind kind) {
        return new Field(kind, "", 0);
    }

    public static Field of(Kind kind, String name) {
        return new Field(kind, name, 0);
    }
}
