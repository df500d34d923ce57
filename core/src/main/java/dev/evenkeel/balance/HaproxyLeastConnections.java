package dev.evenkeel.balance;

import org.jspecify.annotations.Nullable;

/// `balance leastconn` up to 3.1: the least busy server for its weight, and of the equally busy the
/// one that has been so for longest.
final class HaproxyLeastConnections implements HaproxyAlgorithm {
    private final HaproxyServers servers;
    private final HaproxyLoadOrder order;

    HaproxyLeastConnections(HaproxyServers servers) {
        this.servers = servers;
        this.order = new HaproxyLoadOrder(servers);
    }

    @Override
    public boolean remembers(@Nullable String key) {
        return true;
    }

    @Override
    public Choice choose(@Nullable String key, int avoided) {
        int alone = servers.alone();
        if (alone >= 0) {
            return new Choice.To(alone);
        }
        HaproxyOrder used = order.used();
        int passedOver = -1;
        for (int i = 0; i < used.size(); i++) {
            int server = used.at(i);
            if (order.hasRoom(server)) {
                if (server != avoided) {
                    return new Choice.To(server);
                }
                passedOver = server;
            }
        }
        return passedOver < 0 ? new Choice.Wait(-1) : new Choice.To(passedOver);
    }

    @Override
    public void changed(int server, boolean wasUsable, int oldWeight) {
        if (wasUsable != servers.isUsable(server) || servers.weight(server) != oldWeight) {
            order.changed(server);
        }
    }

    @Override
    public void given(int server) {
        order.reposition(server);
    }

    @Override
    public void left(int server) {
        order.reposition(server);
    }
}
