package dev.evenkeel.check;

import dev.evenkeel.model.Action;
import dev.evenkeel.model.Block;
import dev.evenkeel.model.LoadBalancer;
import dev.evenkeel.model.Pool;
import dev.evenkeel.model.Rule;
import dev.evenkeel.model.Server;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.stream.Stream;

/// A pool in which every server that is switched on has weight 0.
final class WeightZeroEverywhere implements Check {
    @Override
    public Stream<Finding> findings(LoadBalancer balancer) {
        var forwards = Forwards.of(balancer);
        var flow = new Flow();
        var found = new ArrayList<Finding>();
        for (Pool pool : balancer.pools()) {
            Server first = firstIfAllAreZero(pool);
            if (first != null && forwards.mayUse(pool) && flow.reachesServers(pool)) {
                boolean sure = forwards.surelyUses(pool) && !choosesServers(pool);
                found.add(finding(balancer, pool, first, sure));
            }
        }
        return found.stream();
    }

    private Finding finding(LoadBalancer balancer, Pool pool, Server first, boolean sure) {
        return Finding.of(
                        this,
                        sure ? Severity.ERROR : Severity.WARNING,
                        first.capacity().weightSpan() == null
                                ? first.span()
                                : first.capacity().weightSpan(),
                        Words.every(pool)
                                + (pool.affinities().isEmpty() ? "" : " from a new client")
                                + " "
                                + Words.fails(pool.handling().protocol(), balancer.target())
                                + ", because weight 0 keeps all its servers out of the choice",
                        "Give a weight above 0 to each server that is to take requests.")
                .relatedTo(pool.span(), "the pool");
    }

    /// The first server that is switched on when none of those has a weight, else `null`.
    private static @Nullable Server firstIfAllAreZero(Pool pool) {
        Server first = null;
        for (Server server : pool.servers()) {
            if (server.isUsable()) {
                return null;
            }
            if (first == null && !server.role().isDisabled()) {
                first = server;
            }
        }
        return first;
    }

    /// A rule may choose a server by name whatever its weight is.
    private static boolean choosesServers(Pool pool) {
        for (Block block : Flow.blocks(pool.handling().rules())) {
            for (Rule rule : block.rules()) {
                if (rule.action() instanceof Action.ChooseServer) {
                    return true;
                }
            }
        }
        return false;
    }
}
