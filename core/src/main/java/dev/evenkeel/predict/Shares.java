package dev.evenkeel.predict;

import dev.evenkeel.balance.Arrival;
import dev.evenkeel.balance.Balancers;
import dev.evenkeel.balance.Choice;
import dev.evenkeel.model.Algorithm;
import dev.evenkeel.model.Pool;
import dev.evenkeel.model.Server;
import dev.evenkeel.model.Target;

import java.util.ArrayList;
import java.util.List;

/// Which part of a pool's requests each server gets in the long run, while all servers that are in
/// use stay in use and none is full.
public sealed interface Shares {
    /// The algorithm fixes them: one for each server of the pool, in its order; they add up to 1,
    /// or are all 0 when no server is usable.
    record Fixed(List<Double> shares) implements Shares {
        public Fixed {
            shares = List.copyOf(shares);
        }
    }

    /// It depends, and on what.
    record Open(String why) implements Shares {}

    static Shares of(Pool pool, Target target) {
        List<Integer> inUse = inUse(pool);
        if (inUse.size() <= 1) {
            return alone(pool, inUse);
        }
        return switch (pool.balancing().algorithm()) {
            case Algorithm.RoundRobin _ -> byWeight(pool, inUse);
            case Algorithm.First _ ->
                    pool.servers().get(first(pool, inUse)).capacity().connectionsMax() == 0
                            ? alone(pool, List.of(first(pool, inUse)))
                            : new Open("later servers get what the first has no room for");
            case Algorithm.RandomDraws(int draws, _) ->
                    draws == 1
                            ? byChance(pool, target)
                            : new Open("of its draws the server with the least load wins");
            case Algorithm.LeastConnections _ -> new Open("it depends on how long requests last");
            case Algorithm.LeastTime _ -> new Open("it depends on how fast servers answer");
            case Algorithm.Hash _ -> new Open("it depends on what is hashed");
            case Algorithm.Unmodelled(String text) -> new Open("“" + text + "” is not modelled");
        };
    }

    /// The servers that take requests when the process starts: the active ones, else the backups.
    private static List<Integer> inUse(Pool pool) {
        List<Integer> active = usable(pool, Server.Role.ACTIVE);
        if (!active.isEmpty()) {
            return active;
        }
        List<Integer> backups = usable(pool, Server.Role.BACKUP);
        boolean all = pool.balancing().failover().allBackups();
        return all || backups.isEmpty() ? backups : backups.subList(0, 1);
    }

    private static List<Integer> usable(Pool pool, Server.Role role) {
        var usable = new ArrayList<Integer>();
        for (int i = 0; i < pool.servers().size(); i++) {
            Server server = pool.servers().get(i);
            if (server.role() == role && server.isUsable()) {
                usable.add(i);
            }
        }
        return usable;
    }

    private static int first(Pool pool, List<Integer> inUse) {
        int first = inUse.getFirst();
        for (int i : inUse) {
            int number = pool.servers().get(i).identity().number();
            first = number < pool.servers().get(first).identity().number() ? i : first;
        }
        return first;
    }

    private static Shares alone(Pool pool, List<Integer> inUse) {
        var shares = zeros(pool);
        inUse.forEach(server -> shares.set(server, 1.0));
        return new Fixed(shares);
    }

    private static List<Double> zeros(Pool pool) {
        var shares = new ArrayList<Double>(pool.servers().size());
        pool.servers().forEach(_ -> shares.add(0.0));
        return shares;
    }

    private static Shares byWeight(Pool pool, List<Integer> inUse) {
        long total = 0;
        for (int server : inUse) {
            total += pool.servers().get(server).capacity().weight();
        }
        var shares = zeros(pool);
        for (int server : inUse) {
            int weight = pool.servers().get(server).capacity().weight();
            shares.set(server, (double) weight / total);
        }
        return new Fixed(shares);
    }

    private static Shares byChance(Pool pool, Target target) {
        if (Balancers.of(pool, target) instanceof Balancers.Found.Exact(var balancer, _)
                && balancer.arrive(Arrival.of(0, null))
                        instanceof Choice.OneOf(List<Choice.Candidate> candidates)) {
            var shares = zeros(pool);
            candidates.forEach(one -> shares.set(one.server(), one.probability()));
            return new Fixed(shares);
        }
        return new Open("how its draws fall is not known");
    }
}
