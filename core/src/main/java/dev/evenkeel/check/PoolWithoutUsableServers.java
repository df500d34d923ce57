package dev.evenkeel.check;

import dev.evenkeel.model.LoadBalancer;
import dev.evenkeel.model.Pool;
import dev.evenkeel.model.Server;

import java.util.ArrayList;
import java.util.stream.Stream;

/// A pool whose servers are all switched off.
final class PoolWithoutUsableServers implements Check {
    @Override
    public Stream<Finding> findings(LoadBalancer balancer) {
        var forwards = Forwards.of(balancer);
        var flow = new Flow();
        var found = new ArrayList<Finding>();
        for (Pool pool : balancer.pools()) {
            if (!pool.servers().isEmpty()
                    && allAreOff(pool)
                    && forwards.mayUse(pool)
                    && flow.reachesServers(pool)) {
                found.add(finding(balancer, pool, forwards.surelyUses(pool)));
            }
        }
        return found.stream();
    }

    private Finding finding(LoadBalancer balancer, Pool pool, boolean used) {
        int servers = pool.servers().size();
        return Finding.of(
                        this,
                        used ? Severity.ERROR : Severity.WARNING,
                        pool.servers().getFirst().span(),
                        Words.every(pool)
                                + " "
                                + Words.fails(pool.handling().protocol(), balancer.target())
                                + " until somebody switches a server on: "
                                + (servers == 1
                                        ? "its only server " + Words.names(pool.servers()) + " is"
                                        : "all its "
                                                + servers
                                                + " servers ("
                                                + Words.names(pool.servers())
                                                + ") are")
                                + " switched off",
                        "Switch at least one server on, or take the pool out of the rules.")
                .relatedTo(pool.span(), "the pool");
    }

    private static boolean allAreOff(Pool pool) {
        for (Server server : pool.servers()) {
            if (!server.role().isDisabled()) {
                return false;
            }
        }
        return true;
    }
}
