package dev.evenkeel.balance;

import org.jspecify.annotations.Nullable;

/// A request that wants a server. `request` names it in later events; `key` is what is hashed
/// (`null`: the request has none); `server` is the server that persistence or a rule asks for (-1:
/// none), to which it goes without asking the algorithm; `second` is the time in whole seconds.
public record Arrival(long request, @Nullable String key, int server, long second) {
    public static Arrival of(long request, @Nullable String key) {
        return new Arrival(request, key, -1, 0);
    }
}
