package dev.evenkeel.predict;

import dev.evenkeel.model.Listener;

/// Which listener takes a request.
public sealed interface ListenerChoice {
    /// This one, on this port (0: not known), over TLS or not. `assumed` says in plain words what
    /// had to be taken to be so (empty: nothing).
    record Chosen(Listener listener, int port, boolean tls, String assumed)
            implements ListenerChoice {}

    /// None, or one of several; `why` says so in one line, with the listeners there are.
    record Open(String why) implements ListenerChoice {}
}
