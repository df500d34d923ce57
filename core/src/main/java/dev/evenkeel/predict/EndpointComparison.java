package dev.evenkeel.predict;

import dev.evenkeel.model.Endpoint;
import dev.evenkeel.model.Endpoint.Trait;
import dev.evenkeel.model.Listener;
import dev.evenkeel.model.LoadBalancer;
import dev.evenkeel.predict.EndpointChange.Door;
import dev.evenkeel.predict.EndpointChange.Kind;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Compares where clients connect. Listeners are told by their addresses, as their names are those
/// of a dialect.
final class EndpointComparison {
    private static final Set<Trait> TRANSPORT =
            EnumSet.of(Trait.TLS, Trait.PROXY_PROTOCOL, Trait.DATAGRAM);

    private EndpointComparison() {}

    static List<EndpointChange> of(LoadBalancer before, LoadBalancer after) {
        var changes = new ArrayList<EndpointChange>();
        Map<String, Door> were = doors(before);
        Map<String, Door> are = doors(after);
        were.forEach((address, was) -> {
            Door is = are.get(address);
            if (is == null) {
                changes.add(new EndpointChange(Kind.REMOVED, was, null));
                return;
            }
            if (!transport(was.endpoint()).equals(transport(is.endpoint()))) {
                changes.add(new EndpointChange(Kind.TRANSPORT, was, is));
            }
            if (!timeout(was.listener()).equals(timeout(is.listener()))) {
                changes.add(new EndpointChange(Kind.TIMEOUT, was, is));
            }
        });
        are.forEach((address, is) -> {
            if (!were.containsKey(address)) {
                changes.add(new EndpointChange(Kind.ADDED, null, is));
            }
        });
        return changes;
    }

    private static Map<String, Door> doors(LoadBalancer balancer) {
        Map<String, Door> doors = new LinkedHashMap<>();
        for (Listener listener : balancer.listeners()) {
            for (Endpoint endpoint : listener.endpoints()) {
                String ports = endpoint.portFirst() + "-" + endpoint.portLast();
                boolean datagram = endpoint.has(Trait.DATAGRAM);
                String address = endpoint.host() + " " + ports + (datagram ? " datagram" : "");
                doors.putIfAbsent(address, new Door(endpoint, listener));
            }
        }
        return doors;
    }

    private static Set<Trait> transport(Endpoint endpoint) {
        Set<Trait> traits = EnumSet.copyOf(TRANSPORT);
        traits.retainAll(endpoint.traits());
        return traits;
    }

    private static Duration timeout(Listener listener) {
        return forever(listener.handling().timeouts().client());
    }

    /// What was never given is forever, as zero is.
    static Duration forever(@Nullable Duration duration) {
        return duration == null ? Duration.ZERO : duration;
    }
}
