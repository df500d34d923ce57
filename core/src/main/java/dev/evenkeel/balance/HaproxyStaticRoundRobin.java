package dev.evenkeel.balance;

import org.jspecify.annotations.Nullable;

/// `balance static-rr`: the slots of a fixed table in turn.
final class HaproxyStaticRoundRobin implements HaproxyAlgorithm {
    private final HaproxyTable table;

    HaproxyStaticRoundRobin(HaproxyServers servers) {
        this.table = new HaproxyTable(servers);
    }

    @Override
    public boolean waitsBehindOthers() {
        return true;
    }

    @Override
    public boolean remembers(@Nullable String key) {
        return true;
    }

    @Override
    public Choice choose(@Nullable String key, int avoided) {
        int server = table.next(avoided);
        return server < 0 ? new Choice.Wait(-1) : new Choice.To(server);
    }

    @Override
    public void changed(int server, boolean wasUsable, int oldWeight) {
        table.changed();
    }
}
