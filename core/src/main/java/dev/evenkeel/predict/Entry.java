package dev.evenkeel.predict;

/// What a request says of where it comes in: the listener's name (empty: not said), the address and
/// the port it was sent to (empty and 0: not said), and whether over TLS.
public record Entry(String listener, String address, int port, Security security) {
    public enum Security {
        PLAIN,
        TLS,
        UNSAID
    }
}
