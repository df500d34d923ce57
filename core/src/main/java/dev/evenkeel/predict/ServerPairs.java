package dev.evenkeel.predict;

import dev.evenkeel.model.Algorithm;
import dev.evenkeel.model.Pool;
import dev.evenkeel.model.Server;
import dev.evenkeel.predict.ServerChange.Kind;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// Which server of a pool is which of the same pool in another configuration: the one of the same
/// name, else the one at the same address.
final class ServerPairs {
    private final Pool before;
    private final Pool after;

    /// For each server before its number after, and the other way round; -1 for none.
    private final int[] partners;

    private final int[] origins;

    private ServerPairs(Pool before, Pool after) {
        this.before = before;
        this.after = after;
        this.partners = new int[before.servers().size()];
        this.origins = new int[after.servers().size()];
        Arrays.fill(partners, -1);
        Arrays.fill(origins, -1);
    }

    static ServerPairs of(Pool before, Pool after) {
        var pairs = new ServerPairs(before, after);
        pairs.join(server -> server.name() + "\0" + address(server));
        pairs.join(Server::name);
        pairs.join(ServerPairs::address);
        return pairs;
    }

    private void join(Function<Server, String> key) {
        Map<String, Deque<Integer>> free = new HashMap<>();
        for (int i = 0; i < origins.length; i++) {
            if (origins[i] < 0) {
                free.computeIfAbsent(key.apply(after.servers().get(i)), _ -> new ArrayDeque<>())
                        .add(i);
            }
        }
        for (int i = 0; i < partners.length; i++) {
            Deque<Integer> same =
                    partners[i] < 0 ? free.get(key.apply(before.servers().get(i))) : null;
            if (same != null && !same.isEmpty()) {
                partners[i] = same.removeFirst();
                origins[partners[i]] = i;
            }
        }
    }

    private static String address(Server server) {
        var address = server.address();
        return address.host().isEmpty() ? address.text() : address.host() + " " + address.port();
    }

    /// The number after of a server before; -1 when it is gone.
    int partner(int number) {
        return partners[number];
    }

    /// The number before of a server after; -1 when it was added.
    int origin(int number) {
        return origins[number];
    }

    /// What became of each server, those from before first.
    List<ServerChange> changes() {
        var changes = new ArrayList<ServerChange>();
        int last = -1;
        int lastBackup = -1;
        for (int i = 0; i < partners.length; i++) {
            Server was = before.servers().get(i);
            if (partners[i] < 0) {
                changes.add(new ServerChange(Kind.GONE, was, null));
                continue;
            }
            Server is = after.servers().get(partners[i]);
            boolean hasMoved =
                    partners[i] < last || was.identity().number() != is.identity().number();
            boolean isBackup = was.role().isBackup() && is.role().isBackup();
            boolean otherFirst = isBackup && partners[i] < lastBackup && isFirstBackupUsed();
            lastBackup = isBackup ? Math.max(lastBackup, partners[i]) : lastBackup;
            for (Kind kind : Kind.values()) {
                boolean placed = kind == Kind.PLACE && otherFirst;
                if (placed || !isSame(kind, was, is, hasMoved)) {
                    changes.add(new ServerChange(kind, was, is));
                }
            }
            last = Math.max(last, partners[i]);
        }
        for (int i = 0; i < origins.length; i++) {
            if (origins[i] < 0) {
                changes.add(new ServerChange(Kind.ADDED, null, after.servers().get(i)));
            }
        }
        return changes;
    }

    private boolean isSame(Kind kind, Server was, Server is, boolean hasMoved) {
        var had = was.capacity();
        var has = is.capacity();
        return switch (kind) {
            case ADDED, GONE -> true;
            case RENAMED -> was.name().equals(is.name()) || isByAddress(was) || isByAddress(is);
            case ADDRESS -> address(was).equals(address(is));
            case ROLE -> was.role() == is.role();
            case PLACE ->
                    !isByPlace()
                            || (!hasMoved && was.identity().ringKey() == is.identity().ringKey());
            case WEIGHT -> had.weight() == has.weight();
            case CAPACITY ->
                    had.connectionsMax() == has.connectionsMax()
                            && had.queueMax() == has.queueMax()
                            && had.slowStart().equals(has.slowStart());
            case CHECKS -> was.checked() == is.checked() && had.failures().equals(has.failures());
            case IDENTITY ->
                    !hasAffinity()
                            || (was.identity().affinity().equals(is.identity().affinity())
                                    && was.identity().isKept() == is.identity().isKept());
        };
    }

    private boolean isByPlace() {
        return isByPlace(before.balancing().algorithm())
                || isByPlace(after.balancing().algorithm());
    }

    /// Whether it matters which of several backup servers is the first: that one is used.
    private boolean isFirstBackupUsed() {
        return !before.balancing().failover().allBackups()
                || !after.balancing().failover().allBackups();
    }

    private static boolean isByPlace(Algorithm algorithm) {
        return algorithm instanceof Algorithm.Hash || algorithm instanceof Algorithm.First;
    }

    private boolean hasAffinity() {
        return !before.affinities().isEmpty() || !after.affinities().isEmpty();
    }

    /// A server that has no name but its address is not renamed, however that is written.
    private static boolean isByAddress(Server server) {
        return server.name().equals(server.address().text());
    }
}
