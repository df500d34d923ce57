package dev.evenkeel.balance;

import dev.evenkeel.model.Affinity;
import dev.evenkeel.model.Pool;
import dev.evenkeel.model.Server;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/// Which server a request is bound to before the algorithm is asked: by rules, then by cookies,
/// then by stick tables. The first that names a server that is not down decides.
final class HaproxyPersistence {
    static final int NOBODY = -1;

    /// It may be bound, and to which server is not known.
    static final int UNKNOWN = -2;

    private final List<Affinity> affinities;
    private final HaproxyServers servers;
    private final AffinityTables tables;
    private final Map<String, Integer> names = new HashMap<>();

    HaproxyPersistence(Pool pool, HaproxyServers servers, AffinityTables tables) {
        this.affinities = pool.affinities();
        this.servers = servers;
        this.tables = tables;
        for (int server = 0; server < servers.count(); server++) {
            names.putIfAbsent(servers.of(server).name(), server);
        }
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
        if (!Arrival.isKnown(value) || tables.isClouded(table, value)) {
            return UNKNOWN;
        }
        Server kept = tables.server(table, value);
        int server = kept == null ? NOBODY : own(kept);
        return server >= 0 && (held.evenDown() || servers.isUp(server)) ? server : NOBODY;
    }

    /// The server of this pool that is called as the one that was kept, else the one with its
    /// number.
    private int own(Server kept) {
        Integer named = names.get(kept.name());
        if (named != null) {
            return named;
        }
        for (int server = 0; server < servers.count(); server++) {
            if (servers.number(server) == kept.identity().number()) {
                return server;
            }
        }
        return NOBODY;
    }

    /// Keeps the server that takes a request (`UNKNOWN`: one of several).
    void keep(Arrival.Wishes wishes, int server) {
        if (wishes.held().isEmpty() || (server >= 0 && !servers.of(server).identity().isKept())) {
            return;
        }
        tables.keep(affinities, wishes, server < 0 ? null : servers.of(server));
    }
}
