package dev.evenkeel.routing;

import dev.evenkeel.model.LoadBalancer;
import dev.evenkeel.model.Pool;
import dev.evenkeel.model.Server;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/// Which pool of one configuration is which of another: the one of the same name, else one that
/// vanished and one that appeared with the same servers, which is a pool that was renamed.
///
/// Several that were renamed and have the same servers are taken in order of declaration. Whoever
/// compares pair by pair loses nothing by that: where the guess is wrong the pools of a pair differ
/// in more than their names, or they do the same.
public final class PoolPairs {
    private final List<Pair> pairs;
    private final IdentityHashMap<Pool, Pair> ofBefore = new IdentityHashMap<>();
    private final IdentityHashMap<Pool, Pair> ofAfter = new IdentityHashMap<>();

    /// A pool before and after; one of them is `null` when it is new or gone.
    public record Pair(@Nullable Pool before, @Nullable Pool after) {
        public Pair {
            if (before == null && after == null) {
                throw new IllegalArgumentException("a pair of nothing");
            }
        }

        /// The name it has now, or had last.
        public String name() {
            return after != null ? after.name() : before != null ? before.name() : "";
        }

        public boolean isRenamed() {
            return before != null && after != null && !before.name().equals(after.name());
        }
    }

    private PoolPairs(List<Pair> pairs) {
        this.pairs = List.copyOf(pairs);
        for (Pair pair : pairs) {
            if (pair.before != null) {
                ofBefore.put(pair.before, pair);
            }
            if (pair.after != null) {
                ofAfter.put(pair.after, pair);
            }
        }
    }

    public static PoolPairs of(LoadBalancer before, LoadBalancer after) {
        IdentityHashMap<Pool, Pool> partners = new IdentityHashMap<>();
        var vanished = new ArrayList<Pool>();
        var taken = Collections.<Pool>newSetFromMap(new IdentityHashMap<>());
        Map<String, Deque<Pool>> named = new HashMap<>();
        for (Pool pool : after.pools()) {
            named.computeIfAbsent(pool.name(), _ -> new ArrayDeque<>()).add(pool);
        }
        for (Pool pool : before.pools()) {
            Pool same = named.getOrDefault(pool.name(), new ArrayDeque<>()).poll();
            if (same == null) {
                vanished.add(pool);
            } else {
                partners.put(pool, same);
                taken.add(same);
            }
        }
        Map<List<String>, Deque<Pool>> appeared = new HashMap<>();
        for (Pool pool : after.pools()) {
            if (!taken.contains(pool) && !pool.servers().isEmpty()) {
                appeared.computeIfAbsent(addresses(pool), _ -> new ArrayDeque<>()).add(pool);
            }
        }
        for (Pool pool : vanished) {
            Pool renamed = appeared.getOrDefault(addresses(pool), new ArrayDeque<>()).poll();
            if (renamed != null) {
                partners.put(pool, renamed);
                taken.add(renamed);
            }
        }
        var pairs = new ArrayList<Pair>();
        before.pools().forEach(pool -> pairs.add(new Pair(pool, partners.get(pool))));
        for (Pool pool : after.pools()) {
            if (!taken.contains(pool)) {
                pairs.add(new Pair(null, pool));
            }
        }
        return new PoolPairs(pairs);
    }

    private static List<String> addresses(Pool pool) {
        var addresses = new ArrayList<String>(pool.servers().size());
        for (Server server : pool.servers()) {
            var address = server.address();
            boolean known = !address.host().isEmpty();
            addresses.add(known ? address.host() + " " + address.port() : address.text());
        }
        Collections.sort(addresses);
        return addresses;
    }

    /// In the order of the pools before, then those that are new.
    public List<Pair> pairs() {
        return pairs;
    }

    /// Whether a pool of the first configuration is the same as one of the second.
    public boolean areSame(Pool before, Pool after) {
        Pair pair = ofBefore.get(before);
        return pair != null && pair.equals(ofAfter.get(after));
    }

    /// The pair of a pool of the first configuration.
    public @Nullable Pair before(Pool pool) {
        return ofBefore.get(pool);
    }

    /// The pair of a pool of the second configuration.
    public @Nullable Pair after(Pool pool) {
        return ofAfter.get(pool);
    }
}
