package dev.evenkeel.balance;

import dev.evenkeel.model.Pool;

import org.jspecify.annotations.Nullable;

/// nginx without a method: smooth turns by weight. Takes time in proportion to the servers.
public final class NginxRoundRobin extends NginxBalancer {
    public NginxRoundRobin(Pool pool) {
        super(pool);
    }

    @Override
    @Nullable NginxPeer pick(NginxRequest request, long second) {
        return takeTurn(request, second);
    }
}
