package dev.evenkeel.balance;

/// Servers in the order of an unsigned key of 32 bits; among equal keys who came first is first.
/// They stand in one array, of which a part is moved when one comes or goes: next to a tree that is
/// little work even for thousands of servers, and for a few it stays in one line of the cache.
final class HaproxyOrder {
    /// Shared with the other orders of `several`: by server the number of the order it is in (0:
    /// none), then its key there, then for each order the servers in their order.
    private final int[] all;

    private final int servers;
    private final int number;
    private final int where;
    private final int first;
    private int size;

    private HaproxyOrder(int[] all, int from, int servers, int number) {
        this.all = all;
        this.servers = servers;
        this.number = number;
        where = from;
        first = from + (1 + number) * servers;
    }

    HaproxyOrder(int servers) {
        this(new int[room(1, servers)], 0, servers, 1);
    }

    /// How many numbers so many orders need.
    static int room(int count, int servers) {
        return (2 + count) * servers;
    }

    /// Several orders, of which a server is in one at most, kept in an array from an index on.
    static HaproxyOrder[] several(int count, int servers, int[] all, int from) {
        var orders = new HaproxyOrder[count];
        for (int i = 0; i < count; i++) {
            orders[i] = new HaproxyOrder(all, from, servers, i + 1);
        }
        return orders;
    }

    /// Adds a server that is not in it.
    void add(int server, int key) {
        int index = first + indexOf(Integer.toUnsignedLong(key) + 1);
        System.arraycopy(all, index, all, index + 1, first + size - index);
        all[index] = server;
        all[where + server] = number;
        all[where + servers + server] = key;
        size++;
    }

    void remove(int server) {
        if (!has(server)) {
            return;
        }
        int index = first + indexOf(key(server));
        while (all[index] != server) {
            index++;
        }
        size--;
        System.arraycopy(all, index + 1, all, index, first + size - index);
        all[where + server] = 0;
    }

    private long key(int server) {
        return Integer.toUnsignedLong(all[where + servers + server]);
    }

    /// The index of the first server whose key is not less than this one.
    private int indexOf(long key) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (key(at(middle)) < key) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    boolean has(int server) {
        return all[where + server] == number;
    }

    /// Whether a server is in it with this key.
    boolean has(int server, int key) {
        return has(server) && all[where + servers + server] == key;
    }

    int size() {
        return size;
    }

    /// The server at an index.
    int at(int index) {
        return all[first + index];
    }

    /// The first server; -1 when there is none.
    int first() {
        return size == 0 ? -1 : at(0);
    }

    /// Whether two servers that are in it have the same key.
    boolean areEqual(int one, int other) {
        return key(one) == key(other);
    }
}
