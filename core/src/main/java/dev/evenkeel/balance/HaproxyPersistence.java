package dev.evenkeel.balance;

import dev.evenkeel.model.Affinity;
import dev.evenkeel.model.Pool;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Which server a request is bound to before the algorithm is asked: by rules, then by cookies,
/// then by stick tables, which are kept here from request to request. The first that names a server
/// that is not down decides.
final class HaproxyPersistence {
    static final int NOBODY = -1;

    /// It may be bound, and to which server is not known.
    static final int UNKNOWN = -2;

    private final List<Affinity> affinities;
    private final HaproxyServers servers;
    private final Map<String, Map<String, Integer>> tables = new HashMap<>();

    /// Tables that may hold more than is known.
    private final Set<String> unknown = new HashSet<>();

    HaproxyPersistence(Pool pool, HaproxyServers servers) {
        this.affinities = pool.affinities();
        this.servers = servers;
    }

    /// The server that a request is bound to.
    int server(Arrival.Wishes wishes) {
        boolean evenDown = false;
        for (Arrival.Held held : wishes.held()) {
            evenDown |= held.evenDown();
        }
        for (int server : wishes.servers()) {
            if (evenDown || servers.isUp(server)) {
                return server;
            }
        }
        if (wishes.held().isEmpty()) {
            return NOBODY;
        }
        var met = new HashSet<String>();
        for (int i = 0; i < wishes.held().size(); i++) {
            Affinity.Bond bond = affinities.get(i).bond();
            if (!bond.isAsked() || (bond.isKept() && met.contains(bond.table()))) {
                continue;
            }
            Arrival.Held held = wishes.held().get(i);
            int server = bond.table().isEmpty() ? named(held) : lookedUp(bond.table(), held);
            if (server != NOBODY) {
                return server;
            }
            if (bond.isKept() && !held.values().isEmpty()) {
                met.add(bond.table());
            }
        }
        return NOBODY;
    }

    /// The server whose own value is among the values held.
    private int named(Arrival.Held held) {
        for (String value : held.values()) {
            if (!Arrival.isKnown(value)) {
                return UNKNOWN;
            }
            for (int server = 0; !value.isEmpty() && server < servers.count(); server++) {
                boolean isNamed = servers.of(server).identity().affinity().equals(value);
                if (isNamed && (held.evenDown() || servers.isUp(server))) {
                    return server;
                }
            }
        }
        return NOBODY;
    }

    private int lookedUp(String table, Arrival.Held held) {
        if (held.values().isEmpty()) {
            return NOBODY;
        }
        String value = held.values().getFirst();
        if (!Arrival.isKnown(value) || unknown.contains(table)) {
            return UNKNOWN;
        }
        int server = tables.getOrDefault(table, Map.of()).getOrDefault(value, NOBODY);
        boolean isAsked = server >= 0 && (held.evenDown() || servers.isUp(server));
        return isAsked || server == UNKNOWN ? server : NOBODY;
    }

    /// Keeps the server that takes a request (`UNKNOWN`: one of several). Of the rules for one
    /// table the first counts.
    void keep(Arrival.Wishes wishes, int server) {
        if (wishes.held().isEmpty() || (server >= 0 && !servers.of(server).identity().isKept())) {
            return;
        }
        var kept = new HashSet<String>();
        for (int i = 0; i < wishes.held().size(); i++) {
            Affinity.Bond bond = affinities.get(i).bond();
            List<String> values = wishes.held().get(i).values();
            if (!bond.isKept() || values.isEmpty() || !kept.add(bond.table())) {
                continue;
            }
            String value = values.getFirst();
            if (Arrival.isKnown(value)) {
                tables.computeIfAbsent(bond.table(), _ -> new HashMap<>()).put(value, server);
            } else {
                unknown.add(bond.table());
            }
        }
    }
}
