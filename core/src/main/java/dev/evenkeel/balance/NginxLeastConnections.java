package dev.evenkeel.balance;

import dev.evenkeel.model.Pool;

import org.jspecify.annotations.Nullable;

/// nginx's `least_conn`: the fewest connections for the weight; several of these take turns.
public final class NginxLeastConnections extends NginxBalancer {
    public NginxLeastConnections(Pool pool) {
        super(pool);
    }

    @Override
    @Nullable NginxPeer pick(NginxRequest request, long second) {
        while (!request.peers.single) {
            int wanted = wanted(request, second);
            if (wanted >= 0) {
                return take(request, wanted, second);
            }
            NginxPeer least = takeLeast(request, second);
            NginxPeers backups = request.peers.backups;
            if (least != null || backups == null) {
                return least;
            }
            request.turnTo(backups);
        }
        return takeTurn(request, second);
    }

    private @Nullable NginxPeer takeLeast(NginxRequest request, long second) {
        NginxPeer[] peers = request.peers.list;
        int best = -1;
        int candidates = 0;
        boolean several = false;
        for (int i = 0; i < peers.length; i++) {
            if (isEligible(request, i, second)) {
                candidates++;
                int comparison = best < 0 ? -1 : compare(peers[i], peers[best]);
                if (comparison < 0) {
                    best = i;
                    several = false;
                } else if (comparison == 0) {
                    several = true;
                }
            }
        }
        if (candidates > 1) {
            remembers();
        }
        if (best < 0) {
            return null;
        }
        return take(request, several ? turn(request, best, second) : best, second);
    }

    /// Turns among those who are as little loaded as the first of them.
    private int turn(NginxRequest request, int first, long second) {
        NginxPeer[] peers = request.peers.list;
        int best = first;
        long total = 0;
        for (int i = first; i < peers.length; i++) {
            if (compare(peers[i], peers[best]) == 0 && isEligible(request, i, second)) {
                total += peers[i].advance();
                if (peers[i].currentWeight > peers[best].currentWeight) {
                    best = i;
                }
            }
        }
        peers[best].currentWeight -= total;
        return best;
    }

    private static int compare(NginxPeer one, NginxPeer other) {
        return Long.compare(
                (long) one.connections * other.weight, (long) other.connections * one.weight);
    }
}
