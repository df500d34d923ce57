package dev.evenkeel.balance;

import java.util.Arrays;

/// Servers in the order of an unsigned key of 32 bits; among equal keys who came first is first.
/// They stand in one array, of which a part is moved when one comes or goes: next to a tree that is
/// little work even for thousands of servers, and for a few it stays in one line of the cache.
final class HaproxyOrder {
    private static final long NOT_HERE = -1;

    private final long[] keys;
    private final int[] order;
    private int size;

    HaproxyOrder(int servers) {
        keys = new long[servers];
        Arrays.fill(keys, NOT_HERE);
        order = new int[servers];
    }

    /// Adds a server that is not in it.
    void add(int server, int key) {
        long own = Integer.toUnsignedLong(key);
        int index = indexOf(own + 1);
        System.arraycopy(order, index, order, index + 1, size - index);
        order[index] = server;
        keys[server] = own;
        size++;
    }

    void remove(int server) {
        if (!has(server)) {
            return;
        }
        int index = indexOf(keys[server]);
        while (order[index] != server) {
            index++;
        }
        size--;
        System.arraycopy(order, index + 1, order, index, size - index);
        keys[server] = NOT_HERE;
    }

    /// The index of the first server whose key is not less than this one.
    private int indexOf(long key) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (keys[order[middle]] < key) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    boolean has(int server) {
        return keys[server] != NOT_HERE;
    }

    /// Whether a server is in it with this key.
    boolean has(int server, int key) {
        return keys[server] == Integer.toUnsignedLong(key);
    }

    int size() {
        return size;
    }

    /// The server at an index.
    int at(int index) {
        return order[index];
    }

    /// The first server; -1 when there is none.
    int first() {
        return size == 0 ? -1 : order[0];
    }

    /// Whether two servers that are in it have the same key.
    boolean areEqual(int one, int other) {
        return keys[one] == keys[other];
    }
}
