package dev.evenkeel.check;

import dev.evenkeel.model.Ignored;
import dev.evenkeel.model.LoadBalancer;
import dev.evenkeel.model.Pool;
import dev.evenkeel.model.Protocol;
import dev.evenkeel.model.Server;
import dev.evenkeel.text.Span;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// Servers that get requests while they are down, because nobody asks how they are.
final class MissingHealthCheck implements Check {
    @Override
    public Stream<Finding> findings(LoadBalancer balancer) {
        var forwards = Forwards.of(balancer);
        var flow = new Flow();
        Set<Span> idle = new HashSet<>();
        for (Ignored ignored : balancer.ignored()) {
            if (ignored.topic() == Ignored.Topic.HEALTH_CHECK) {
                idle.add(ignored.span());
            }
        }
        var found = new ArrayList<Finding>();
        for (Pool pool : balancer.pools()) {
            // Where a check is written and never runs, that is the fault to report.
            boolean said = pool.health().span() != null && idle.contains(pool.health().span());
            if (pool.servers().size() > 1
                    && !said
                    && pool.handling().protocol() != Protocol.UDP
                    && forwards.mayUse(pool)
                    && flow.reachesServers(pool)) {
                examine(balancer, pool, found);
            }
        }
        return found.stream();
    }

    private void examine(LoadBalancer balancer, Pool pool, List<Finding> found) {
        var active = new ArrayList<Server>();
        var backups = new ArrayList<Server>();
        var unchecked = new ArrayList<Server>();
        for (Server server : pool.servers()) {
            if (!server.isUsable()) {
                continue;
            }
            boolean backup = server.role() == Server.Role.BACKUP;
            (backup ? backups : active).add(server);
            if (server.checked() == Server.Checked.NEVER && !backup) {
                unchecked.add(server);
            }
        }
        if (unchecked.isEmpty() || active.size() + backups.size() < 2) {
            return;
        }
        String message =
                active.size() == 1
                        ? withoutBackup(pool, unchecked, backups)
                        : withoutOthers(balancer, pool, unchecked, active);
        found.add(
                Finding.warning(
                        this,
                        unchecked.getFirst().span(),
                        message,
                        "Switch on a health check for "
                                + (unchecked.size() == 1
                                        ? Words.names(unchecked)
                                        : "these " + unchecked.size() + " servers")
                                + ", best one that asks the application."));
    }

    private static String withoutBackup(Pool pool, List<Server> unchecked, List<Server> backups) {
        return "when "
                + Words.names(unchecked)
                + " is down, "
                + Words.names(backups)
                + (backups.size() == 1 ? " never takes over" : " never take over")
                + " in pool "
                + Words.quoted(pool.name())
                + ": nobody asks how "
                + Words.names(unchecked)
                + " is";
    }

    private static String withoutOthers(
            LoadBalancer balancer, Pool pool, List<Server> unchecked, List<Server> active) {
        Protocol protocol = pool.handling().protocol();
        boolean equal = equalWeights(active);
        String part = equal ? Words.share(active.size()) : "its share";
        String who =
                unchecked.size() == 1
                        ? Words.names(unchecked) + " is down"
                        : unchecked.size() == 2 && active.size() == 2
                                ? "one of " + Words.names(unchecked) + " is down"
                                : "one of the "
                                        + unchecked.size()
                                        + " servers "
                                        + Words.names(unchecked)
                                        + " is down";
        String then =
                pool.balancing().failover().redispatch()
                        ? " and " + (equal ? "wait" : "waits") + " until another server is tried"
                        : " and "
                                + (equal
                                        ? Words.fail(protocol, balancer.target())
                                        : Words.fails(protocol, balancer.target()));
        return "while "
                + who
                + ", "
                + part
                + " of the "
                + Words.unit(protocol)
                + "s to pool "
                + Words.quoted(pool.name())
                + (equal ? " still go there" : " still goes there")
                + then
                + ": nobody asks how the server is";
    }

    private static boolean equalWeights(List<Server> servers) {
        int weight = servers.getFirst().capacity().weight();
        for (Server server : servers) {
            if (server.capacity().weight() != weight) {
                return false;
            }
        }
        return true;
    }
}
