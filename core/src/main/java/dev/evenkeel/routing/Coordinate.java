package dev.evenkeel.routing;

import dev.evenkeel.model.Field;

/// One of the things that requests differ in, independent of all others. `name` says which header,
/// cookie or parameter, or is the text of what is computed or not known.
record Coordinate(Kind kind, String name) implements Comparable<Coordinate> {
    /// In the order in which questions are asked.
    enum Kind {
        TLS,
        SNI,
        ALPN,
        /// The `Host` line.
        HOST,
        PATH,
        METHOD,
        VERSION,
        QUERY,
        PARAMETER,
        HEADER,
        COOKIE,
        SOURCE,
        SOURCE_PORT,
        DESTINATION,
        DESTINATION_PORT,
        /// A text that is computed in a way that languages do not follow, or is not known before
        /// run time.
        COMPUTED,
        /// Whether something is so that is not known before run time.
        ANSWER
    }

    static Coordinate of(Kind kind) {
        return new Coordinate(kind, "");
    }

    /// Whether a request may be without it.
    boolean isOptional() {
        return switch (kind) {
            case SNI, ALPN, HOST, QUERY, PARAMETER, HEADER, COOKIE, COMPUTED -> true;
            case TLS,
                    PATH,
                    METHOD,
                    VERSION,
                    SOURCE,
                    SOURCE_PORT,
                    DESTINATION,
                    DESTINATION_PORT,
                    ANSWER ->
                    false;
        };
    }

    /// Whether its values are texts, not numbers or answers.
    boolean holdsTexts() {
        return switch (kind) {
            case TLS,
                    SNI,
                    ALPN,
                    HOST,
                    PATH,
                    METHOD,
                    VERSION,
                    QUERY,
                    PARAMETER,
                    HEADER,
                    COOKIE,
                    COMPUTED ->
                    true;
            case SOURCE, SOURCE_PORT, DESTINATION, DESTINATION_PORT, ANSWER -> false;
        };
    }

    /// The field of a request that people know it by.
    Field field() {
        return switch (kind) {
            case TLS -> Field.of(Field.Kind.TLS);
            case SNI -> Field.of(Field.Kind.SNI);
            case ALPN -> Field.of(Field.Kind.ALPN);
            case HOST -> Field.of(Field.Kind.HOST);
            case PATH -> Field.of(Field.Kind.PATH);
            case METHOD -> Field.of(Field.Kind.METHOD);
            case VERSION -> Field.of(Field.Kind.HTTP_VERSION);
            case QUERY -> Field.of(Field.Kind.QUERY);
            case PARAMETER -> Field.of(Field.Kind.QUERY_PARAMETER, name);
            case HEADER -> Field.of(Field.Kind.HEADER, name);
            case COOKIE -> Field.of(Field.Kind.COOKIE, name);
            case SOURCE -> Field.of(Field.Kind.SOURCE);
            case SOURCE_PORT -> Field.of(Field.Kind.SOURCE_PORT);
            case DESTINATION -> Field.of(Field.Kind.DESTINATION);
            case DESTINATION_PORT -> Field.of(Field.Kind.DESTINATION_PORT);
            case COMPUTED, ANSWER -> Field.of(Field.Kind.BODY, name);
        };
    }

    @Override
    public int compareTo(Coordinate other) {
        int byKind = kind.compareTo(other.kind);
        return byKind != 0 ? byKind : name.compareTo(other.name);
    }
}
