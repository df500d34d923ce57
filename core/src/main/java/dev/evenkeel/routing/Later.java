package dev.evenkeel.routing;

import org.jspecify.annotations.Nullable;

import java.util.function.Supplier;

/// A value that is made once, by the first who needs it; others wait. Thread-safe.
final class Later<T> implements Supplier<T> {
    private final Supplier<T> maker;
    private @Nullable T made;

    Later(Supplier<T> maker) {
        this.maker = maker;
    }

    @Override
    public synchronized T get() {
        T value = made;
        if (value == null) {
            value = maker.get();
            made = value;
        }
        return value;
    }
}
