package dev.evenkeel.balance;

import org.jspecify.annotations.Nullable;

import java.util.TreeSet;

/// Servers in the order of an unsigned key of 32 bits; among equal keys who came first is first.
final class HaproxyOrder {
    private final TreeSet<Place> places = new TreeSet<>();
    private final @Nullable Place[] placeOf;
    private long arrivals;

    private record Place(int key, long arrival, int server) implements Comparable<Place> {
        @Override
        public int compareTo(Place other) {
            int byKey = Integer.compareUnsigned(key, other.key);
            return byKey != 0 ? byKey : Long.compare(arrival, other.arrival);
        }
    }

    HaproxyOrder(int servers) {
        placeOf = new Place[servers];
    }

    /// Adds a server that is not in it.
    void add(int server, int key) {
        var place = new Place(key, arrivals++, server);
        placeOf[server] = place;
        places.add(place);
    }

    void remove(int server) {
        Place place = placeOf[server];
        if (place != null) {
            places.remove(place);
            placeOf[server] = null;
        }
    }

    boolean has(int server) {
        return placeOf[server] != null;
    }

    /// Whether a server is in it with this key.
    boolean has(int server, int key) {
        Place place = placeOf[server];
        return place != null && place.key == key;
    }

    /// The first server; -1 when there is none.
    int first() {
        return places.isEmpty() ? -1 : places.first().server;
    }

    /// The server behind one that is in it; -1 behind the last.
    int after(int server) {
        Place place = placeOf[server];
        Place next = place == null ? null : places.higher(place);
        return next == null ? -1 : next.server;
    }

    /// Whether two servers that are in it have the same key.
    boolean areEqual(int one, int other) {
        Place place = placeOf[one];
        return place != null && has(other, place.key);
    }
}
