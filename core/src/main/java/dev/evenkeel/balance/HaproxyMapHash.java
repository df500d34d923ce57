package dev.evenkeel.balance;

import org.jspecify.annotations.Nullable;

/// A hash with `hash-type map-based`: the slot of a table is the remainder of the hash. It is not
/// asked whether the server has room. Without a key the slots are taken in turn.
final class HaproxyMapHash implements HaproxyAlgorithm {
    private final HaproxyServers servers;
    private final HaproxyKey keys;
    private final HaproxyTable table;

    HaproxyMapHash(HaproxyServers servers, HaproxyKey keys) {
        this.servers = servers;
        this.keys = keys;
        this.table = new HaproxyTable(servers);
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
        if (servers.used() == 1 && !keys.neededForOne()) {
            return new Choice.To(table.at(0));
        }
        int server = key == null ? table.next(avoided) : table.at(keys.hash(key));
        return server < 0 ? new Choice.Wait(-1) : new Choice.To(server);
    }

    @Override
    public void changed(int server, boolean wasUsable, int oldWeight) {
        table.changed();
    }
}
