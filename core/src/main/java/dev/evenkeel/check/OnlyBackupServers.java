package dev.evenkeel.check;

import dev.evenkeel.model.LoadBalancer;
import dev.evenkeel.model.Pool;
import dev.evenkeel.model.Server;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// A pool whose servers are all backups of nothing.
final class OnlyBackupServers implements Check {
    @Override
    public Stream<Finding> findings(LoadBalancer balancer) {
        var forwards = Forwards.of(balancer);
        var found = new ArrayList<Finding>();
        for (Pool pool : balancer.pools()) {
            if (onlyBackups(pool)) {
                if (balancer.target().dialect().equals("nginx")) {
                    found.add(refused(pool));
                } else if (forwards.mayUse(pool)) {
                    found.add(finding(pool));
                }
            }
        }
        return found.stream();
    }

    private Finding refused(Pool pool) {
        return Finding.error(
                        this,
                        pool.span(),
                        "the balancer does not start: pool "
                                + Words.quoted(pool.name())
                                + " has only backup servers",
                        "Take `backup` from at least one server.")
                .relatedTo(pool.servers().getFirst().span(), "a backup");
    }

    private Finding finding(Pool pool) {
        List<Server> servers = pool.servers();
        boolean idle = servers.size() > 1 && !pool.balancing().failover().allBackups();
        String message =
                idle
                        ? Words.every(pool)
                                + " goes to "
                                + Words.quoted(servers.getFirst().name())
                                + ": every server is a backup, and "
                                + Words.names(servers.subList(1, servers.size()))
                                + (servers.size() == 2 ? " waits" : " wait")
                                + " until it is down"
                        : "no server of pool "
                                + Words.quoted(pool.name())
                                + " is meant for normal work: "
                                + Words.names(servers)
                                + (servers.size() == 1 ? " is a backup" : " are backups")
                                + " of nothing";
        return Finding.of(
                        this,
                        idle ? Severity.WARNING : Severity.NOTE,
                        servers.getFirst().span(),
                        message,
                        "Take `backup` from the servers that are to share the work.")
                .relatedTo(pool.span(), "the pool");
    }

    private static boolean onlyBackups(Pool pool) {
        for (Server server : pool.servers()) {
            if (server.role() != Server.Role.BACKUP) {
                return false;
            }
        }
        return !pool.servers().isEmpty();
    }
}
