package dev.evenkeel.balance;

import dev.evenkeel.hash.Avalanche;

import java.util.Arrays;
import java.util.BitSet;

/// A ring of 32 bits on which servers have as many nodes as they have weight. Active and backup
/// servers have rings of their own. Among nodes of equal keys who came first is first.
final class HaproxyRing {
    private static final int KEY_SHIFT = 31;

    private final HaproxyServers servers;
    private final int[] seeds;

    /// How many nodes a server has, and how many it had at most.
    private final int[] nodes;

    private final int[] nodesMost;
    private Circle active = new Circle(new long[0]);
    private Circle backup = new Circle(new long[0]);

    /// The node that a request without a key got last, and the ring it is on; -1: none.
    private long cursor = -1;

    private boolean isCursorOnBackup;

    /// Nodes in order; a node holds its key, which is unsigned, above its server.
    static final class Circle {
        private final long[] nodes;

        Circle(long[] nodes) {
            this.nodes = nodes;
        }

        int size() {
            return nodes.length;
        }

        int server(int node) {
            return serverOf(nodes[node]);
        }

        int key(int node) {
            return keyOf(nodes[node]);
        }

        /// The first node with at least this key, which is the first of all behind the last.
        int from(int key) {
            int low = 0;
            int high = nodes.length;
            long least = Integer.toUnsignedLong(key);
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (nodes[middle] >>> KEY_SHIFT < least) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            return low == nodes.length ? 0 : low;
        }

        /// The node nearest to a hash, on either side.
        int nearest(int hash) {
            int next = from(hash);
            int before = next == 0 ? nodes.length - 1 : next - 1;
            int ahead = key(next) - hash;
            int behind = hash - key(before);
            return Integer.compareUnsigned(behind, ahead) <= 0 ? before : next;
        }

        int after(int node) {
            return node + 1 == nodes.length ? 0 : node + 1;
        }

        /// Where a node is; -1 when it is not there.
        int indexOf(long node) {
            int at = from(keyOf(node));
            for (int i = at; i < nodes.length && keyOf(nodes[i]) == keyOf(node); i++) {
                if (nodes[i] == node) {
                    return i;
                }
            }
            return -1;
        }
    }

    /// `seeds` are what the keys of each server's nodes are counted from.
    HaproxyRing(HaproxyServers servers, int[] seeds) {
        this.servers = servers;
        this.seeds = seeds;
        nodes = new int[servers.count()];
        nodesMost = new int[servers.count()];
        active = first(false);
        backup = first(true);
    }

    private Circle first(boolean ofBackups) {
        long[] all = new long[servers.weightOf(ofBackups)];
        int size = 0;
        for (int server = 0; server < servers.count(); server++) {
            if (servers.isBackup(server) != ofBackups) {
                continue;
            }
            int weight = servers.weight(server);
            nodesMost[server] = weight;
            if (servers.isUsable(server)) {
                nodes[server] = weight;
                for (int i = 0; i < weight; i++) {
                    all[size++] = node(server, i);
                }
            }
        }
        Arrays.sort(all, 0, size);
        return new Circle(all);
    }

    /// The n-th node of a server.
    private long node(int server, int n) {
        return Integer.toUnsignedLong(Avalanche.of(seeds[server] + n)) << KEY_SHIFT | server;
    }

    private static int keyOf(long node) {
        return (int) (node >>> KEY_SHIFT);
    }

    private static int serverOf(long node) {
        return (int) node & Integer.MAX_VALUE;
    }

    /// The ring that is used now.
    Circle used() {
        return servers.actives() > 0 ? active : backup;
    }

    private Circle circle(boolean ofBackups) {
        return ofBackups ? backup : active;
    }

    /// Gives a server as many nodes as it has weight now.
    void changed(int server) {
        int wanted = servers.isUsable(server) ? servers.weight(server) : 0;
        if (wanted < nodes[server]) {
            remove(server, wanted, nodes[server]);
        }
        if (wanted > nodesMost[server]) {
            // More than there were at any time: all are made anew.
            remove(server, 0, nodes[server]);
            nodes[server] = 0;
            nodesMost[server] = wanted;
        }
        if (wanted > nodes[server]) {
            add(server, nodes[server], wanted);
        }
        nodes[server] = wanted;
    }

    private void add(int server, int from, int to) {
        long[] added = new long[to - from];
        for (int i = from; i < to; i++) {
            added[i - from] = node(server, i);
        }
        Arrays.sort(added);
        boolean ofBackups = servers.isBackup(server);
        long[] old = circle(ofBackups).nodes;
        long[] merged = new long[old.length + added.length];
        int i = 0;
        int j = 0;
        for (int k = 0; k < merged.length; k++) {
            boolean isOld =
                    j == added.length
                            || (i < old.length && old[i] >>> KEY_SHIFT <= added[j] >>> KEY_SHIFT);
            merged[k] = isOld ? old[i++] : added[j++];
        }
        set(ofBackups, merged);
    }

    private void remove(int server, int from, int to) {
        boolean ofBackups = servers.isBackup(server);
        Circle circle = circle(ofBackups);
        var leaving = new BitSet(circle.size());
        for (int i = from; i < to; i++) {
            leaving.set(circle.indexOf(node(server, i)));
        }
        if (cursor >= 0 && isCursorOnBackup == ofBackups) {
            moveCursor(circle, leaving);
        }
        long[] kept = new long[circle.size() - leaving.cardinality()];
        int size = 0;
        for (int i = leaving.nextClearBit(0); i < circle.size(); i = leaving.nextClearBit(i + 1)) {
            kept[size++] = circle.nodes[i];
        }
        set(ofBackups, kept);
    }

    private void moveCursor(Circle circle, BitSet leaving) {
        if (leaving.cardinality() == circle.size()) {
            cursor = -1;
            return;
        }
        int at = circle.indexOf(cursor);
        while (leaving.get(at)) {
            at = circle.after(at);
        }
        cursor = circle.nodes[at];
    }

    private void set(boolean ofBackups, long[] nodes) {
        if (ofBackups) {
            backup = new Circle(nodes);
        } else {
            active = new Circle(nodes);
        }
    }

    /// The server of the next node whose server has room, not `avoided` if another has room; -1
    /// when none has. Goes on from the node before even where the other kind of servers is used
    /// meanwhile: then to the end of that ring.
    int next(int avoided) {
        long stop = cursor;
        boolean isStopOnBackup = isCursorOnBackup;
        long passedOver = -1;
        boolean isPassedOverOnBackup = false;
        int steps = active.size() + backup.size();
        do {
            advance();
            if (stop < 0) {
                stop = cursor;
                isStopOnBackup = isCursorOnBackup;
            }
            int server = serverOf(cursor);
            if (servers.hasRoom(server)) {
                if (server != avoided) {
                    return server;
                }
                passedOver = cursor;
                isPassedOverOnBackup = isCursorOnBackup;
            }
        } while (--steps > 0 && (cursor != stop || isCursorOnBackup != isStopOnBackup));
        cursor = passedOver;
        isCursorOnBackup = isPassedOverOnBackup;
        return passedOver < 0 ? -1 : serverOf(passedOver);
    }

    private void advance() {
        if (cursor >= 0) {
            Circle circle = circle(isCursorOnBackup);
            int at = circle.indexOf(cursor) + 1;
            if (at < circle.size()) {
                cursor = circle.nodes[at];
                return;
            }
        }
        isCursorOnBackup = servers.actives() == 0;
        cursor = used().nodes[0];
    }
}
