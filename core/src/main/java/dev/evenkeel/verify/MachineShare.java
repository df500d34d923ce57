package dev.evenkeel.verify;

import dev.evenkeel.model.Pool;
import dev.evenkeel.model.Server;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What one machine gets of a pool's requests; several servers may be on it, and `who` names them.
/// `servers` are their numbers in the pool.
record MachineShare(String who, double share, List<Integer> servers) {
    MachineShare {
        servers = List.copyOf(servers);
    }

    /// Of every machine that takes part, by the shares of the servers in the order of the pool.
    static List<MachineShare> of(Pool pool, List<Double> shares) {
        Map<String, List<Integer>> machines = new LinkedHashMap<>();
        for (int i = 0; i < shares.size(); i++) {
            Server server = pool.servers().get(i);
            if (server.role() == Server.Role.ACTIVE || shares.get(i) > 0) {
                String machine = PoolVerdict.machine(server, i);
                machines.computeIfAbsent(machine, _ -> new ArrayList<>(1)).add(i);
            }
        }
        var parts = new ArrayList<MachineShare>();
        for (List<Integer> servers : machines.values()) {
            List<String> names =
                    servers.stream().map(i -> pool.servers().get(i).name()).distinct().toList();
            double share = servers.stream().mapToDouble(shares::get).sum();
            parts.add(new MachineShare(String.join(" and ", names), share, servers));
        }
        return parts;
    }

    /// How many requests it got, of those that each server did.
    long taken(List<Integer> hits) {
        return servers.stream().mapToLong(hits::get).sum();
    }
}
