package dev.evenkeel.balance;

import org.jspecify.annotations.Nullable;

/// `balance first`: the server with the smallest number that has room.
final class HaproxyFirst implements HaproxyAlgorithm {
    private final HaproxyServers servers;
    private final HaproxyOrder active;
    private final HaproxyOrder backup;

    HaproxyFirst(HaproxyServers servers) {
        this.servers = servers;
        active = new HaproxyOrder(servers.count());
        backup = new HaproxyOrder(servers.count());
        for (int server = 0; server < servers.count(); server++) {
            if (servers.isUsable(server)) {
                order(server).add(server, servers.number(server));
            }
        }
    }

    private HaproxyOrder order(int server) {
        return servers.isBackup(server) ? backup : active;
    }

    @Override
    public boolean waitsBehindOthers() {
        return true;
    }

    @Override
    public boolean remembers(@Nullable String key) {
        return false;
    }

    @Override
    public Choice choose(@Nullable String key, int avoided) {
        int alone = servers.alone();
        if (alone >= 0) {
            return new Choice.To(alone);
        }
        HaproxyOrder used = servers.actives() > 0 ? active : backup;
        int passedOver = -1;
        for (int i = 0; i < used.size(); i++) {
            int server = used.at(i);
            if (servers.hasRoom(server)) {
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
        HaproxyOrder order = order(server);
        order.remove(server);
        if (servers.isUsable(server)) {
            order.add(server, servers.number(server));
        }
    }
}
