package dev.evenkeel.model;

/// Where a server listens. `text` is the address as written; `port` is 0 when it is taken from the
/// client's connection or has no meaning.
public record Address(String text, String host, int port, Kind kind) {
    public enum Kind {
        IPV4,
        IPV6,
        NAME,
        UNIX,
        UNKNOWN
    }
}
