package dev.evenkeel.balance;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/// `balance random`: the best of some draws. A draw is a random place on the ring of the servers,
/// and belongs to the server of the nearest node; so the chances are shares of the ring, which are
/// near the shares of weight but not equal to them. A later draw is better unless its server is
/// busier for its weight.
final class HaproxyRandom implements HaproxyAlgorithm {
    private final HaproxyServers servers;
    private final HaproxyRing ring;
    private final int draws;

    /// Whether the servers' rates of requests decide between equally busy servers.
    private final boolean comparesRates;

    private boolean isUsed;
    private double @Nullable [] shares;

    HaproxyRandom(HaproxyServers servers, int[] seeds, int draws, boolean comparesRates) {
        this.servers = servers;
        this.ring = new HaproxyRing(servers, seeds);
        this.draws = draws;
        this.comparesRates = comparesRates;
    }

    @Override
    public boolean remembers(@Nullable String key) {
        return comparesRates && draws > 1;
    }

    @Override
    public Choice choose(@Nullable String key, int avoided) {
        int alone = servers.alone();
        double[] chances = alone >= 0 ? only(alone) : best(shares(avoided));
        boolean isFirst = !isUsed;
        isUsed = true;
        boolean isLoadKnown = draws == 1 || servers.isLoadKnown();
        if (!isRoomKnown(chances) || (alone < 0 && !isLoadKnown)) {
            return any(chances, "it depends on where the requests before it went");
        }
        if (alone < 0 && draws > 1 && comparesRates && !isFirst) {
            return any(chances, "it depends on the servers' request rates of the last second");
        }
        return choice(chances);
    }

    /// With requests at unknown servers a limit may be reached anywhere.
    private boolean isRoomKnown(double[] chances) {
        boolean isLimited = false;
        for (int server = 0; server < chances.length; server++) {
            isLimited |= chances[server] > 0 && servers.limit(server) > 0;
        }
        return servers.isLoadKnown() || !isLimited;
    }

    private double[] only(int server) {
        double[] chances = new double[servers.count()];
        chances[server] = 1;
        return chances;
    }

    /// A request for which the best server is full waits for any server.
    private Choice choice(double[] chances) {
        var candidates = new ArrayList<Choice.Candidate>();
        double waiting = 0;
        for (int server = 0; server < chances.length; server++) {
            if (chances[server] > 0) {
                if (servers.hasRoom(server)) {
                    candidates.add(new Choice.Candidate(server, chances[server]));
                } else {
                    waiting += chances[server];
                }
            }
        }
        if (candidates.isEmpty()) {
            return new Choice.Wait(-1);
        }
        if (waiting > 0) {
            candidates.add(new Choice.Candidate(-1, waiting));
        } else if (candidates.size() == 1) {
            return new Choice.To(candidates.getFirst().server());
        }
        return new Choice.OneOf(candidates);
    }

    private Choice any(double[] chances, String why) {
        var candidates = new ArrayList<Integer>();
        for (int server = 0; server < chances.length; server++) {
            if (chances[server] > 0) {
                candidates.add(server);
            }
        }
        if (!isRoomKnown(chances)) {
            candidates.add(-1);
        }
        return candidates.size() == 1
                ? new Choice.To(candidates.getFirst())
                : new Choice.Unknown(candidates, why);
    }

    /// The chance of each server to be the best of all draws. Of the servers of the lowest load
    /// among those drawn the one that was drawn last wins, which each is by its own share.
    private double[] best(double[] shares) {
        var drawn = new ArrayList<Integer>();
        for (int server = 0; server < shares.length; server++) {
            if (shares[server] > 0) {
                drawn.add(server);
            }
        }
        drawn.sort(Comparator.comparing(server -> server, this::compareLoad));
        double[] best = new double[shares.length];
        double busier = 1;
        int from = 0;
        while (from < drawn.size()) {
            int to = from + 1;
            while (to < drawn.size() && compareLoad(drawn.get(from), drawn.get(to)) == 0) {
                to++;
            }
            List<Integer> equals = drawn.subList(from, to);
            double share = 0;
            for (int server : equals) {
                share += shares[server];
            }
            double rest = to == drawn.size() ? 0 : busier - share;
            double chance = Math.pow(busier, draws) - Math.pow(rest, draws);
            for (int server : equals) {
                best[server] = chance * shares[server] / share;
            }
            busier = rest;
            from = to;
        }
        return best;
    }

    private int compareLoad(int one, int other) {
        return Long.compare(
                (long) servers.served(one) * servers.weight(other),
                (long) servers.served(other) * servers.weight(one));
    }

    /// The share of the ring that belongs to each server.
    private double[] shares(int avoided) {
        double[] known = shares;
        if (avoided < 0 && known != null) {
            return known;
        }
        double[] made = measured(avoided);
        if (avoided < 0) {
            shares = made;
        }
        return made;
    }

    private double[] measured(int avoided) {
        HaproxyRing.Circle circle = ring.used();
        int[] owners = owners(circle, avoided);
        long[] lengths = new long[servers.count()];
        int size = circle.size();
        int first = 0;
        while (first < size) {
            int last = first;
            while (last + 1 < size && circle.key(last + 1) == circle.key(first)) {
                last++;
            }
            // What lies between two keys: the nearer half each, the middle to the one before.
            int next = circle.after(last);
            long gap = Integer.toUnsignedLong(circle.key(next) - circle.key(last));
            gap = gap == 0 ? 1L << 32 : gap;
            lengths[owners[last]] += gap / 2;
            lengths[owners[next]] += gap - gap / 2;
            first = last + 1;
        }
        double[] made = new double[lengths.length];
        for (int server = 0; server < made.length; server++) {
            made[server] = lengths[server] / (double) (1L << 32);
        }
        return made;
    }

    /// Who gets the draws that are nearest to each node: the node's server, or the next that is not
    /// avoided.
    private static int[] owners(HaproxyRing.Circle circle, int avoided) {
        int size = circle.size();
        int[] owners = new int[size];
        Arrays.setAll(owners, circle::server);
        int next = avoided;
        for (int i = 2 * size - 1; i >= 0; i--) {
            int node = i % size;
            if (circle.server(node) == avoided) {
                owners[node] = next;
            } else {
                next = circle.server(node);
            }
        }
        return owners;
    }

    @Override
    public void given(int server) {
        isUsed = true;
    }

    @Override
    public void changed(int server, boolean wasUsable, int oldWeight) {
        ring.changed(server);
        shares = null;
    }
}
