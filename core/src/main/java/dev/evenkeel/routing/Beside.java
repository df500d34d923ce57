package dev.evenkeel.routing;

import java.util.function.Supplier;

/// Somebody who works beside: whoever has threads brings one along.
public interface Beside {
    /// Nobody does: what is begun is done by the first who asks for it.
    Beside NOBODY =
            new Beside() {
                @Override
                public <T> Supplier<T> start(Supplier<T> work) {
                    return new Later<>(work);
                }
            };

    /// Begins something; whoever asks for the result waits for it. What goes wrong is thrown then.
    <T> Supplier<T> start(Supplier<T> work);
}
