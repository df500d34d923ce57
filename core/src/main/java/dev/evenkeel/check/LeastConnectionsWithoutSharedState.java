package dev.evenkeel.check;

import dev.evenkeel.model.Algorithm;
import dev.evenkeel.model.LoadBalancer;
import dev.evenkeel.model.Pool;
import dev.evenkeel.model.Workers;

import java.util.ArrayList;
import java.util.stream.Stream;

/// Several processes that each count connections for themselves and choose by that count.
final class LeastConnectionsWithoutSharedState implements Check {
    @Override
    public Stream<Finding> findings(LoadBalancer balancer) {
        var found = new ArrayList<Finding>();
        if (balancer.workers().count() != 1) {
            for (Pool pool : balancer.pools()) {
                if (!pool.balancing().shared()
                        && compares(pool.balancing().algorithm())
                        && pool.servers().size() > 1) {
                    found.add(finding(balancer.workers(), pool));
                }
            }
        }
        return found.stream();
    }

    private Finding finding(Workers workers, Pool pool) {
        boolean known = workers.count() > 1;
        return Finding.warning(
                        this,
                        pool.balancing().span() == null ? pool.span() : pool.balancing().span(),
                        "the server of pool "
                                + Words.quoted(pool.name())
                                + " with the fewest connections is not the one that is chosen: "
                                + (known
                                        ? "each of the " + workers.count() + " worker processes"
                                        : "each worker process (one per processor)")
                                + " counts only its own connections, so a server can get "
                                + (known ? workers.count() + " times as many" : "many times more")
                                + " before another is preferred",
                        "Give the pool a shared memory zone, so that all processes count together.")
                .relatedTo(workers.span(), "the number of worker processes");
    }

    private static boolean compares(Algorithm algorithm) {
        return switch (algorithm) {
            case Algorithm.LeastConnections _, Algorithm.LeastTime _ -> true;
            case Algorithm.RandomDraws(int draws, String _) -> draws > 1;
            case Algorithm.RoundRobin _,
                    Algorithm.First _,
                    Algorithm.Hash _,
                    Algorithm.Unmodelled _ ->
                    false;
        };
    }
}
