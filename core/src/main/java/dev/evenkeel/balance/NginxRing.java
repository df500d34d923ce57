package dev.evenkeel.balance;

import dev.evenkeel.hash.Crc32;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/// The points of servers on the circle of all 32-bit numbers, as Cache::Memcached::Fast places
/// them: 160 for each unit of weight, from the host and the port as written.
final class NginxRing {
    private static final int POINTS_PER_WEIGHT = 160;

    /// The most weight of all servers together for which points are placed (20 million points;
    /// nginx itself needs 16 bytes for each).
    static final long WEIGHTS_MAX = 125_000;

    private final int[][] named;
    private final long[] points;
    private final int count;

    NginxRing(NginxPeers peers) {
        Map<String, int[]> byText = new LinkedHashMap<>();
        for (int i = 0; i < peers.list.length; i++) {
            int index = i;
            byText.merge(peers.list[i].text, new int[] {index}, NginxRing::together);
        }
        named = byText.values().toArray(int[][]::new);
        points = new long[Math.toIntExact(peers.weightTotal * POINTS_PER_WEIGHT)];
        int at = 0;
        for (int name = 0; name < named.length; name++) {
            for (int index : named[name]) {
                at = place(peers.list[index], name, at);
            }
        }
        Arrays.sort(points);
        count = distinct();
    }

    private static int[] together(int[] some, int[] more) {
        int[] all = Arrays.copyOf(some, some.length + more.length);
        System.arraycopy(more, 0, all, some.length, more.length);
        return all;
    }

    /// A point is its place shifted by 31 bits, then whose it is.
    private int place(NginxPeer peer, int name, int from) {
        int base = base(peer.text);
        int previous = 0;
        int at = from;
        for (int i = 0; i < peer.weight * POINTS_PER_WEIGHT; i++) {
            int hash = base;
            for (int shift = 0; shift < 32; shift += 8) {
                hash = Crc32.next(hash, previous >>> shift);
            }
            previous = ~hash;
            points[at++] = Integer.toUnsignedLong(previous) << 31 | name;
        }
        return at;
    }

    private static int base(String text) {
        String host = text;
        String port = "";
        if (text.regionMatches(true, 0, "unix:", 0, 5)) {
            host = text.substring(5);
        } else {
            int start = text.length();
            while (start > 0 && text.charAt(start - 1) >= '0' && text.charAt(start - 1) <= '9') {
                start--;
            }
            if (start > 0 && text.charAt(start - 1) == ':') {
                host = text.substring(0, start - 1);
                port = text.substring(start);
            }
        }
        int hash = -1;
        for (int i = 0; i < host.length(); i++) {
            hash = Crc32.next(hash, host.charAt(i));
        }
        hash = Crc32.next(hash, 0);
        for (int i = 0; i < port.length(); i++) {
            hash = Crc32.next(hash, port.charAt(i));
        }
        return hash;
    }

    /// Of several points at one place the first stays.
    private int distinct() {
        int kept = 0;
        for (int i = 0; i < points.length; i++) {
            if (kept == 0 || points[i] >>> 31 != points[kept - 1] >>> 31) {
                points[kept++] = points[i];
            }
        }
        return kept;
    }

    /// The number of the first point at or behind the hash of a key; how many there are when there
    /// is none.
    int find(String key) {
        int checksum = -1;
        for (int i = 0; i < key.length(); i++) {
            checksum = Crc32.next(checksum, key.charAt(i));
        }
        long place = Integer.toUnsignedLong(~checksum);
        int low = 0;
        int high = count;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (points[middle] >>> 31 < place) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /// The servers (their indices) of a point; behind the last point is the first.
    int[] servers(int point) {
        return named[(int) (points[Integer.remainderUnsigned(point, count)] & Integer.MAX_VALUE)];
    }
}
