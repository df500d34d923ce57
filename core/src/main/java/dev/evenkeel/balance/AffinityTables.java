package dev.evenkeel.balance;

import dev.evenkeel.model.Affinity;
import dev.evenkeel.model.Pool;
import dev.evenkeel.model.Server;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Which values of requests belong to which servers, in the tables that a process keeps from
/// request to request. Pools share a table that they call by the same name. Not thread-safe.
public final class AffinityTables {
    /// Values with their servers; `null` is a server that is not known.
    private final Map<String, Map<String, @Nullable Server>> tables = new HashMap<>();

    /// Tables that may hold more than is known.
    private final Set<String> clouded = new HashSet<>();

    /// Whether a table may hold something for a value that is not known.
    boolean isClouded(String table, String value) {
        return clouded.contains(table)
                || (holds(table, value) && tables.getOrDefault(table, Map.of()).get(value) == null);
    }

    boolean holds(String table, String value) {
        return tables.getOrDefault(table, Map.of()).containsKey(value);
    }

    /// The server that a value belongs to; `null` when it belongs to none, or to which is not
    /// known.
    @Nullable Server server(String table, String value) {
        return tables.getOrDefault(table, Map.of()).get(value);
    }

    /// Keeps the server that takes a request (`null`: it is not known). Of the values for one table
    /// the first counts.
    void keep(List<Affinity> affinities, Arrival.Wishes wishes, @Nullable Server server) {
        var kept = new HashSet<String>();
        for (int i = 0; i < wishes.held().size(); i++) {
            Affinity.Bond bond = affinities.get(i).bond();
            List<String> values = wishes.held().get(i).values();
            if (!bond.isKept() || values.isEmpty() || kept.contains(bond.table())) {
                continue;
            }
            String value = values.getFirst();
            Map<String, @Nullable Server> table =
                    tables.computeIfAbsent(bond.table(), _ -> new HashMap<>());
            // A full table forgets others for it, and which is not followed.
            boolean isFull = table.size() >= bond.room() && !table.containsKey(value);
            if (Arrival.isKnown(value) && !isFull) {
                kept.add(bond.table());
                table.put(value, server);
            } else {
                clouded.add(bond.table());
            }
        }
    }

    /// One of a pool's servers takes a request, and nobody knows which.
    public void keepUnknown(Pool pool, Arrival.Wishes wishes) {
        keep(pool.affinities(), wishes, null);
    }
}
