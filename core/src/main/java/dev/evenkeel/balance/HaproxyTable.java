package dev.evenkeel.balance;

import java.util.Arrays;
import java.util.PriorityQueue;

/// A table of servers in which each has as many slots as it has weight, spread evenly. It is made
/// anew after every change of the servers.
final class HaproxyTable {
    private final HaproxyServers servers;
    private int[] slots = {};
    private boolean isStale = true;

    /// The slot that the next request without a key gets.
    private int turn;

    HaproxyTable(HaproxyServers servers) {
        this.servers = servers;
    }

    void changed() {
        isStale = true;
    }

    /// The server of a hash, which is unsigned.
    int at(int hash) {
        int[] table = slots();
        return table[Integer.remainderUnsigned(hash, table.length)];
    }

    /// The next server with room, not `avoided` if another one has room; -1 when none has.
    int next(int avoided) {
        int[] table = slots();
        if (turn >= table.length) {
            turn = 0;
        }
        int start = turn;
        int passedOver = -1;
        int slot = start;
        do {
            int server = table[slot++];
            if (servers.hasRoom(server)) {
                turn = slot;
                if (server != avoided) {
                    return server;
                }
                passedOver = server;
            }
            if (slot == table.length) {
                slot = 0;
            }
        } while (slot != start);
        return passedOver;
    }

    private int[] slots() {
        if (isStale) {
            slots = table();
            isStale = false;
        }
        return slots;
    }

    /// Every candidate has a score. For each slot all scores grow by the candidate's weight, the
    /// first candidate of the highest class gets the slot, and its score falls by the length of the
    /// table. The class is 0 for a negative score and grows by 1 with every length of the table.
    ///
    /// So the slot at which a candidate reaches its next class is known beforehand: until then it
    /// need not be looked at.
    private int[] table() {
        int length = servers.weightUsed();
        int[] table = new int[length];
        if (length == 1) {
            table[0] = firstCandidate();
            return table;
        }
        int[] wins = new int[servers.count()];
        int[] rank = new int[servers.count()];
        // Who rises next: slot, then server. Who is highest: rank (reversed), then server.
        var risers = new PriorityQueue<Long>();
        var highest = new PriorityQueue<Long>();
        for (int server = 0; server < servers.count(); server++) {
            if (servers.isCandidate(server)) {
                rank[server] = 1;
                highest.add(seat(1, server));
                risers.add(rise(server, 0, 2, length));
            }
        }
        for (int slot = 0; slot < length; slot++) {
            while (!risers.isEmpty() && risers.element() >>> 32 <= slot) {
                int server = risers.remove().intValue();
                rank[server]++;
                highest.add(seat(rank[server], server));
                risers.add(rise(server, wins[server], rank[server] + 1, length));
            }
            int winner = winner(highest, rank);
            table[slot] = winner;
            wins[winner]++;
            rank[winner]--;
            if (rank[winner] > 0) {
                highest.add(seat(rank[winner], winner));
            }
        }
        return table;
    }

    private static int winner(PriorityQueue<Long> highest, int[] rank) {
        while (true) {
            long top = highest.remove();
            int server = (int) top;
            if (rank[server] == Integer.MAX_VALUE - (int) (top >>> 32)) {
                return server;
            }
        }
    }

    private static long seat(int rank, int server) {
        return (long) (Integer.MAX_VALUE - rank) << 32 | server;
    }

    /// The slot at which the score reaches `(rank - 1) * length`: it is `(slot + 1) * weight - wins
    /// * length`.
    private long rise(int server, int wins, int rank, int length) {
        long needed = (long) (rank - 1 + wins) * length;
        long weight = servers.weight(server);
        return ((needed + weight - 1) / weight - 1) << 32 | server;
    }

    private int firstCandidate() {
        for (int server = 0; server < servers.count(); server++) {
            if (servers.isCandidate(server)) {
                return server;
            }
        }
        throw new IllegalStateException("no candidate among " + Arrays.toString(slots));
    }
}
