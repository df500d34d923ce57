package dev.evenkeel.routing;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/// A value that is made once: beside what else is done if it was started, else for whoever is the
/// first to need it.
final class Later<T> implements Supplier<T> {
    private final Supplier<T> maker;
    private @Nullable CompletableFuture<T> made;

    Later(Supplier<T> maker) {
        this.maker = maker;
    }

    /// Begins to make it on another thread. What goes wrong there is met by who gets it.
    void start() {
        var _ = started();
    }

    @Override
    public T get() {
        return started().join();
    }

    private synchronized CompletableFuture<T> started() {
        CompletableFuture<T> started = made;
        if (started == null) {
            started = CompletableFuture.supplyAsync(maker);
            made = started;
        }
        return started;
    }
}
