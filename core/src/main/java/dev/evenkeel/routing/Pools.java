package dev.evenkeel.routing;

import dev.evenkeel.model.Pool;
import dev.evenkeel.model.Protocol;

import org.jspecify.annotations.Nullable;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The pools of a configuration by name. Those for requests and those for connections may have the
/// same one.
final class Pools {
    private final Map<Protocol, Map<String, Pool>> byProtocol = new EnumMap<>(Protocol.class);

    Pools(List<Pool> pools) {
        for (Pool pool : pools) {
            byProtocol
                    .computeIfAbsent(pool.handling().protocol(), _ -> new LinkedHashMap<>())
                    .putIfAbsent(pool.name(), pool);
        }
    }

    /// The names of all, in the order of the configuration.
    Set<String> names() {
        var names = new LinkedHashSet<String>();
        byProtocol.values().forEach(named -> names.addAll(named.keySet()));
        return names;
    }

    /// The one of a name, that of the same protocol before others.
    @Nullable Pool of(String name, Protocol protocol) {
        Pool same = byProtocol.getOrDefault(protocol, Map.of()).get(name);
        if (same != null) {
            return same;
        }
        for (Map<String, Pool> others : byProtocol.values()) {
            Pool other = others.get(name);
            if (other != null) {
                return other;
            }
        }
        return null;
    }
}
