package dev.evenkeel.balance;

import dev.evenkeel.model.Algorithm;

import org.jspecify.annotations.Nullable;

/// A hash with `hash-type consistent`: the server whose node on the ring is nearest to the hash.
/// With a bound on the load, a server that has more than its share is passed over for the next on
/// the ring; else it is not asked whether the server has room. Without a key the nodes are taken in
/// turn.
final class HaproxyRingHash implements HaproxyAlgorithm {
    private final HaproxyServers servers;
    private final HaproxyKey keys;
    private final HaproxyRing ring;
    private final int factorPercent;
    private final Algorithm.Overflow overflow;

    /// The weights of the servers before each one of its kind, as they were at the start.
    private final int[] weightBefore;

    HaproxyRingHash(HaproxyServers servers, HaproxyKey keys, int[] seeds, Algorithm.Form form) {
        this.servers = servers;
        this.keys = keys;
        this.ring = new HaproxyRing(servers, seeds);
        this.factorPercent = form.factorPercent();
        this.overflow = form.overflow();
        weightBefore = new int[servers.count()];
        int active = 0;
        int backup = 0;
        for (int server = 0; server < servers.count(); server++) {
            int weight = servers.isUsable(server) ? servers.weight(server) : 0;
            weightBefore[server] = servers.isBackup(server) ? backup : active;
            if (servers.isBackup(server)) {
                backup += weight;
            } else {
                active += weight;
            }
        }
    }

    @Override
    public boolean isHash() {
        return true;
    }

    @Override
    public boolean remembers(@Nullable String key) {
        return key == null;
    }

    @Override
    public Choice choose(@Nullable String key, int avoided) {
        int alone = servers.alone();
        if (alone >= 0) {
            return new Choice.To(alone);
        }
        if (servers.used() == 1 && !keys.neededForOne()) {
            return new Choice.To(at(0, avoided));
        }
        int server = key == null ? ring.next(avoided) : at(keys.hash(key), avoided);
        return server < 0 ? new Choice.Wait(-1) : new Choice.To(server);
    }

    private int at(int hash, int avoided) {
        HaproxyRing.Circle circle = ring.used();
        int node = circle.nearest(hash);
        int server = circle.server(node);
        boolean hasPassedEnd = false;
        while (server == avoided || isPassedOver(server)) {
            node = circle.after(node);
            if (node == 0) {
                if (hasPassedEnd) {
                    break;
                }
                hasPassedEnd = true;
            }
            server = circle.server(node);
        }
        return server;
    }

    private boolean isPassedOver(int server) {
        if (factorPercent > 0 && !isWithinShare(server)) {
            return true;
        }
        int queueMax = servers.of(server).capacity().queueMax();
        return switch (overflow) {
            case NEVER -> false;
            case FULL -> !servers.hasPlace(server);
            case QUEUE_FULL ->
                    queueMax > 0
                            && servers.limit(server) > 0
                            && servers.served(server) + servers.queued(server)
                                    >= servers.limit(server) + queueMax;
        };
    }

    /// Whether a server may get one request more. The places are as many as there would be
    /// requests, times the bound, and go to the servers by weight; each has one at least.
    private boolean isWithinShare(int server) {
        int all = (int) (((servers.servedTotal() + 1L) * factorPercent + 99) / 100);
        int weightAll = servers.weightUsed();
        int own = servers.weight(server);
        long rest = all % weightAll;
        long before = weightBefore[server];
        long places =
                (long) own * (all / weightAll)
                        + (before + own) * rest / weightAll
                        - before * rest / weightAll;
        return servers.served(server) < Math.max(1, places);
    }

    @Override
    public void changed(int server, boolean wasUsable, int oldWeight) {
        ring.changed(server);
    }
}
