package dev.evenkeel.balance;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// The primary or the backup servers of a pool, in order; `backups` are those that are asked when
/// none of these can be. A pool of one server altogether is `single`: whatever becomes of requests
/// is not counted.
final class NginxPeers {
    final NginxPeer[] list;
    final @Nullable NginxPeers backups;
    final boolean single;

    /// The sum of all weights, of servers that are switched off too.
    final long weightTotal;

    private final long[] ends;

    NginxPeers(List<NginxPeer> peers, @Nullable NginxPeers backups, boolean single) {
        this.list = peers.toArray(NginxPeer[]::new);
        this.backups = backups;
        this.single = single;
        this.ends = new long[list.length];
        long total = 0;
        for (int i = 0; i < list.length; i++) {
            total += list[i].weight;
            ends[i] = total;
        }
        this.weightTotal = total;
    }

    /// The index of the server that owns a point between 0 and the sum of all weights (exclusive)
    /// when each takes as many points as its weight.
    int owner(long point) {
        int low = 0;
        int high = ends.length - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (ends[middle] > point) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }
}
