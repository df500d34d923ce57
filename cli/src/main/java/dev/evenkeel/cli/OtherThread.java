package dev.evenkeel.cli;

import dev.evenkeel.routing.Beside;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/// Works on the threads that the virtual machine keeps for all.
final class OtherThread implements Beside {
    @Override
    public <T> Supplier<T> start(Supplier<T> work) {
        return CompletableFuture.supplyAsync(work)::join;
    }
}
