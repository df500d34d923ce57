package dev.evenkeel.routing;

import dev.evenkeel.model.Endpoint;
import dev.evenkeel.model.Listener;
import dev.evenkeel.model.LoadBalancer;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Which listener of one configuration takes the place of which in another: the one that listens on
/// the same address and port, else the one of the same name.
final class ListenerPairs {
    /// One of them is `null` when nobody listens there.
    record Pair(@Nullable Listener before, @Nullable Listener after) {
        /// A listener that is there.
        Listener any() {
            Listener one = before == null ? after : before;
            if (one == null) {
                throw new IllegalStateException("a pair without listeners");
            }
            return one;
        }
    }

    private ListenerPairs() {}

    static List<Pair> of(LoadBalancer before, LoadBalancer after) {
        var byEndpoint = new HashMap<String, Listener>();
        var byName = new HashMap<String, Listener>();
        for (Listener listener : after.listeners()) {
            byName.putIfAbsent(listener.name(), listener);
            for (Endpoint endpoint : listener.endpoints()) {
                byEndpoint.putIfAbsent(key(endpoint), listener);
            }
        }
        var pairs = new ArrayList<Pair>();
        Set<Listener> taken = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Listener listener : before.listeners()) {
            Listener other = other(listener, byEndpoint, byName);
            pairs.add(new Pair(listener, other));
            if (other != null) {
                taken.add(other);
            }
        }
        for (Listener listener : after.listeners()) {
            if (!taken.contains(listener)) {
                pairs.add(new Pair(null, listener));
            }
        }
        return pairs;
    }

    private static @Nullable Listener other(
            Listener listener, Map<String, Listener> byEndpoint, Map<String, Listener> byName) {
        for (Endpoint endpoint : listener.endpoints()) {
            Listener same = byEndpoint.get(key(endpoint));
            if (same != null) {
                return same;
            }
        }
        return byName.get(listener.name());
    }

    /// All addresses of the machine are one place, however they are written.
    private static String key(Endpoint endpoint) {
        String host = endpoint.host();
        boolean any = host.equals("*") || host.equals("::") || host.equals("0.0.0.0");
        return (any ? "*" : host) + ":" + endpoint.portFirst();
    }
}
