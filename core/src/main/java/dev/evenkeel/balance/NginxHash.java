package dev.evenkeel.balance;

import dev.evenkeel.hash.Crc32;
import dev.evenkeel.model.Pool;

import org.jspecify.annotations.Nullable;

/// nginx's `hash` without `consistent`, which is that of Cache::Memcached: a sum of checksums
/// modulo the sum of the weights, again with a number before the key as long as it leads to a
/// server that cannot be chosen.
public final class NginxHash extends NginxBalancer {
    private final boolean counting;

    /// `counting` since 1.27: primary servers are counted to see whether there is a choice at all,
    /// before that one with a backup server counted as one.
    public NginxHash(Pool pool, boolean counting) {
        super(pool);
        this.counting = counting;
    }

    @Override
    @Nullable NginxPeer pick(NginxRequest request, long second) {
        if (missedTooMany(request) || !hasChoice(request, counting) || request.key.isEmpty()) {
            return takeTurn(request, second);
        }
        int wanted = wanted(request, second);
        if (wanted >= 0) {
            return take(request, wanted, second);
        }
        while (true) {
            int checksum = -1;
            if (request.rounds > 0) {
                String round = Integer.toString(request.rounds);
                for (int i = 0; i < round.length(); i++) {
                    checksum = Crc32.next(checksum, round.charAt(i));
                }
            }
            for (int i = 0; i < request.key.length(); i++) {
                checksum = Crc32.next(checksum, request.key.charAt(i));
            }
            request.hash += (~checksum >>> 16) & 0x7FFF;
            request.rounds++;
            long point = Integer.toUnsignedLong(request.hash) % request.peers.weightTotal;
            int owner = request.peers.owner(point);
            if (isEligible(request, owner, second)) {
                return take(request, owner, second);
            }
            if (missesTooMany(request)) {
                return takeTurn(request, second);
            }
        }
    }
}
