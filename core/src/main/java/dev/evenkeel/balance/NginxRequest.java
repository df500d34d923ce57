package dev.evenkeel.balance;

import org.jspecify.annotations.Nullable;

import java.util.BitSet;

/// A request on its way to a server: whom it may still try, and where the search for one stands.
final class NginxRequest {
    final String key;
    final int wanted;
    NginxPeers peers;
    int attempts;
    @Nullable NginxPeer current;

    /// How many servers were drawn or hashed in vain, and what the next hash continues from.
    int misses;

    int rounds;
    int hash;

    private int lastTried = -1;
    private @Nullable BitSet tried;

    /// `wanted` is the server that affinity asks for (-1: none).
    NginxRequest(Arrival arrival, int wanted, NginxPeers peers, int attempts) {
        String given = arrival.key();
        this.key = given == null ? "" : given;
        this.wanted = wanted;
        this.peers = peers;
        this.attempts = attempts;
    }

    boolean hasTried(int index) {
        BitSet all = tried;
        return index == lastTried || (all != null && all.get(index));
    }

    void tries(int index) {
        if (lastTried >= 0) {
            BitSet all = tried;
            if (all == null) {
                all = new BitSet();
                tried = all;
            }
            all.set(lastTried);
        }
        lastTried = index;
    }

    /// Goes on with the backup servers, none of which was tried.
    void turnTo(NginxPeers backups) {
        peers = backups;
        lastTried = -1;
        tried = null;
    }
}
