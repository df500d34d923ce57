package dev.evenkeel.balance;

import dev.evenkeel.model.Pool;
import dev.evenkeel.model.Server;

import org.jspecify.annotations.Nullable;

/// nginx's `hash … consistent`: the first point on the ring at or behind the hash of the key, and
/// the points behind it as long as their servers cannot be chosen. Servers written alike have the
/// same points and take turns.
public final class NginxRingHash extends NginxBalancer {
    private @Nullable NginxRing ring;

    public NginxRingHash(Pool pool) {
        super(pool);
    }

    /// Whether the weights of the pool make more points than are placed here.
    static boolean isTooLarge(Pool pool) {
        long weights = 0;
        for (Server server : pool.servers()) {
            weights += server.role().isBackup() ? 0 : server.capacity().weight();
        }
        return weights > NginxRing.WEIGHTS_MAX;
    }

    @Override
    @Nullable NginxPeer pick(NginxRequest request, long second) {
        NginxPeers peers = request.peers;
        if (missedTooMany(request) || peers.single || request.key.isEmpty() || isEmpty(peers)) {
            return takeTurn(request, second);
        }
        int wanted = wanted(request, second);
        if (wanted >= 0) {
            return take(request, wanted, second);
        }
        NginxRing points = ring;
        if (points == null) {
            points = new NginxRing(peers);
            ring = points;
        }
        if (request.rounds++ == 0) {
            request.hash = points.find(request.key);
        }
        while (true) {
            int index = turn(request, points.servers(request.hash), second);
            if (index >= 0) {
                return take(request, index, second);
            }
            request.hash++;
            if (missesTooMany(request)) {
                return takeTurn(request, second);
            }
        }
    }

    private static boolean isEmpty(NginxPeers peers) {
        return peers.list.length == 0;
    }

    /// Turns among those who have the same points.
    private int turn(NginxRequest request, int[] candidates, long second) {
        NginxPeer[] peers = request.peers.list;
        int best = -1;
        int eligible = 0;
        long total = 0;
        for (int i : candidates) {
            if (isEligible(request, i, second)) {
                total += peers[i].advance();
                eligible++;
                if (best < 0 || peers[i].currentWeight > peers[best].currentWeight) {
                    best = i;
                }
            }
        }
        if (eligible > 1) {
            remembers();
        }
        if (best >= 0) {
            peers[best].currentWeight -= total;
        }
        return best;
    }
}
