package dev.evenkeel.balance;

import dev.evenkeel.model.Pool;

import org.jspecify.annotations.Nullable;

/// nginx's `ip_hash`. The key is the client's address as text; of an IPv4 address the first three
/// bytes count, of an IPv6 address all. A client without an address (on a Unix socket) counts as
/// three zero bytes.
public final class NginxAddressHash extends NginxBalancer {
    private static final int START = 89;
    private static final int FACTOR = 113;
    private static final int MODULUS = 6271;

    private final boolean counting;

    /// `counting` as for `NginxHash`.
    public NginxAddressHash(Pool pool, boolean counting) {
        super(pool);
        this.counting = counting;
    }

    @Override
    @Nullable NginxPeer pick(NginxRequest request, long second) {
        if (missedTooMany(request) || !hasChoice(request, counting)) {
            return takeTurn(request, second);
        }
        int wanted = wanted(request, second);
        if (wanted >= 0) {
            return take(request, wanted, second);
        }
        if (request.rounds == 0) {
            request.hash = START;
        }
        byte[] address = NginxClientAddress.bytes(request.key);
        while (true) {
            request.rounds++;
            for (byte each : address) {
                request.hash = (request.hash * FACTOR + (each & 0xFF)) % MODULUS;
            }
            int owner = request.peers.owner(request.hash % request.peers.weightTotal);
            if (isEligible(request, owner, second)) {
                return take(request, owner, second);
            }
            if (missesTooMany(request)) {
                return takeTurn(request, second);
            }
        }
    }
}
