package dev.evenkeel.check;

import dev.evenkeel.model.Affinity;
import dev.evenkeel.model.LoadBalancer;
import dev.evenkeel.model.Pool;
import dev.evenkeel.model.Server;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Two servers of a pool that affinity cannot tell apart.
final class DuplicateAffinityIdentity implements Check {
    @Override
    public Stream<Finding> findings(LoadBalancer balancer) {
        var found = new ArrayList<Finding>();
        for (Pool pool : balancer.pools()) {
            if (pool.servers().size() > 1 && hasAffinity(pool)) {
                examine(pool, found);
            }
        }
        return found.stream();
    }

    private void examine(Pool pool, List<Finding> found) {
        Map<String, Server> first = new HashMap<>();
        for (Server server : pool.servers()) {
            String identity = server.identity().affinity();
            if (identity.isEmpty() || server.role() != Server.Role.ACTIVE) {
                continue;
            }
            Server other = first.putIfAbsent(identity, server);
            if (other != null) {
                found.add(finding(pool, server, other));
            }
        }
    }

    private Finding finding(Pool pool, Server server, Server other) {
        return Finding.warning(
                        this,
                        server.span(),
                        "clients that "
                                + Words.quoted(server.name())
                                + " of pool "
                                + Words.quoted(pool.name())
                                + " served come back to "
                                + Words.quoted(other.name())
                                + ", because both have the value "
                                + Words.quoted(server.identity().affinity())
                                + ": their sessions are not there",
                        "Give each server of the pool a value of its own.")
                .relatedTo(
                        other.identity().affinitySpan() == null
                                ? other.span()
                                : other.identity().affinitySpan(),
                        "the same value");
    }

    private static boolean hasAffinity(Pool pool) {
        for (Affinity affinity : pool.affinities()) {
            if (affinity.byServerIdentity()) {
                return true;
            }
        }
        return false;
    }
}
