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
        var pairs = new ArrayList<Pair>();
        Set<Listener> taken = Collections.newSetFromMap(new IdentityHashMap<>());
        var there = new Doors(after);
        for (Listener listener : before.listeners()) {
            Listener other = there.of(listener);
            pairs.add(new Pair(listener, other));
            if (other != null) {
                taken.add(other);
            }
        }
        var here = new Doors(before);
        for (Listener listener : after.listeners()) {
            if (!taken.contains(listener)) {
                pairs.add(new Pair(here.of(listener), listener));
            }
        }
        return pairs;
    }

    /// The listeners of a configuration, by what they are told by.
    private static final class Doors {
        private final Map<String, Listener> byAddress = new HashMap<>();
        private final Map<String, Listener> byPlace = new HashMap<>();
        private final Map<String, Listener> byName = new HashMap<>();

        Doors(LoadBalancer balancer) {
            for (Listener listener : balancer.listeners()) {
                byName.putIfAbsent(listener.name(), listener);
                for (Endpoint endpoint : listener.endpoints()) {
                    byAddress.putIfAbsent(address(endpoint), listener);
                    byPlace.putIfAbsent(place(endpoint), listener);
                }
            }
        }

        /// The listener that takes the place of one of another configuration.
        @Nullable Listener of(Listener listener) {
            for (Endpoint endpoint : listener.endpoints()) {
                Listener same = byAddress.get(address(endpoint));
                if (same != null) {
                    return same;
                }
            }
            for (Endpoint endpoint : listener.endpoints()) {
                Listener same = byPlace.get(place(endpoint));
                if (same != null) {
                    return same;
                }
            }
            return byName.get(listener.name());
        }
    }

    private static String address(Endpoint endpoint) {
        return endpoint.host() + ":" + endpoint.portFirst();
    }

    /// All addresses of the machine are one place, however they are written.
    private static String place(Endpoint endpoint) {
        String host = endpoint.host();
        boolean any = host.equals("*") || host.equals("::") || host.equals("0.0.0.0");
        return (any ? "*" : host) + ":" + endpoint.portFirst();
    }
}
