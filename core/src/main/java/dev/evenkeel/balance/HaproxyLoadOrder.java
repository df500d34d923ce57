package dev.evenkeel.balance;

/// The usable servers of a pool by how busy each was when it last got or lost a request; among the
/// equally busy, who has been so for longest is first.
final class HaproxyLoadOrder {
    private static final int WEIGHT_MAX = 4096;

    private final HaproxyServers servers;
    private final HaproxyOrder active;
    private final HaproxyOrder backup;

    HaproxyLoadOrder(HaproxyServers servers) {
        this.servers = servers;
        active = new HaproxyOrder(servers.count());
        backup = new HaproxyOrder(servers.count());
        for (int server = 0; server < servers.count(); server++) {
            if (servers.isUsable(server)) {
                order(server).add(server, load(server));
            }
        }
    }

    private HaproxyOrder order(int server) {
        return servers.isBackup(server) ? backup : active;
    }

    /// Those that are used now.
    HaproxyOrder used() {
        return servers.actives() > 0 ? active : backup;
    }

    /// Requests by weight, with the request that may come counted in; an idle server is always the
    /// least busy.
    private int load(int server) {
        int requests = servers.served(server) + servers.queued(server);
        return requests == 0
                ? 0
                : Integer.divideUnsigned(
                        (requests + 1) * WEIGHT_MAX, Math.max(1, servers.weight(server)));
    }

    /// Moves a server to where its load belongs, unless it is there.
    void reposition(int server) {
        HaproxyOrder order = order(server);
        int load = load(server);
        if (order.has(server) && !order.has(server, load)) {
            order.remove(server);
            order.add(server, load);
        }
    }

    void changed(int server) {
        HaproxyOrder order = order(server);
        order.remove(server);
        if (servers.isUsable(server)) {
            order.add(server, load(server));
        }
    }

    /// Whether a server has a free place, or room for another who waits for it.
    boolean hasRoom(int server) {
        int limit = servers.limit(server);
        return limit == 0
                || servers.served(server) + servers.queued(server)
                        < limit + servers.of(server).capacity().queueMax();
    }
}
