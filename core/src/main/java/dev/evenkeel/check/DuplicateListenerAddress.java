package dev.evenkeel.check;

import dev.evenkeel.model.Endpoint;
import dev.evenkeel.model.Endpoint.Trait;
import dev.evenkeel.model.Listener;
import dev.evenkeel.model.LoadBalancer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Two listeners that wait for clients at the same address and port.
final class DuplicateListenerAddress implements Check {
    /// An address of a listener, which has a number; `order` is the address's place in the text.
    private record Bound(Listener listener, int number, Endpoint endpoint, int order) {}

    @Override
    public Stream<Finding> findings(LoadBalancer balancer) {
        Map<String, List<Bound>> byHost = new LinkedHashMap<>();
        int order = 0;
        int number = 0;
        for (Listener listener : balancer.listeners()) {
            number++;
            for (Endpoint endpoint : listener.endpoints()) {
                if (!endpoint.has(Trait.UNKNOWN)
                        && (endpoint.has(Trait.UNIX) || endpoint.portFirst() > 0)) {
                    String key = endpoint.host() + (endpoint.has(Trait.DATAGRAM) ? " udp" : "");
                    byHost.computeIfAbsent(key, _ -> new ArrayList<>(1))
                            .add(new Bound(listener, number, endpoint, order++));
                }
            }
        }
        var found = new ArrayList<Finding>();
        for (List<Bound> bound : byHost.values()) {
            overlaps(bound, found);
        }
        return found.stream();
    }

    private void overlaps(List<Bound> bound, List<Finding> found) {
        bound.sort((one, other) -> {
            int byPort = Integer.compare(one.endpoint().portFirst(), other.endpoint().portFirst());
            return byPort != 0 ? byPort : Integer.compare(one.order(), other.order());
        });
        Bound widest = bound.getFirst();
        for (Bound one : bound.subList(1, bound.size())) {
            if (widest.endpoint().portLast() >= one.endpoint().portFirst()
                    && widest.number() != one.number()) {
                boolean later = one.order() > widest.order();
                found.add(finding(later ? one : widest, later ? widest : one));
            }
            if (one.endpoint().portLast() > widest.endpoint().portLast()) {
                widest = one;
            }
        }
    }

    private Finding finding(Bound one, Bound first) {
        String place = place(one.endpoint());
        String message =
                one.endpoint().has(Trait.SHARED_PORT) && first.endpoint().has(Trait.SHARED_PORT)
                        ? "about half of the connections to "
                                + place
                                + " meet the rules of "
                                + Words.quoted(one.listener().name())
                                + ", the others those of "
                                + Words.quoted(first.listener().name())
                                + ": both wait at the same address"
                        : "only one of "
                                + Words.quoted(first.listener().name())
                                + " and "
                                + Words.quoted(one.listener().name())
                                + " can wait for clients at "
                                + place;
        return Finding.error(
                        this,
                        one.endpoint().span(),
                        message,
                        "Give each listener an address of its own, or join the two.")
                .relatedTo(first.endpoint().span(), "the same address");
    }

    private static String place(Endpoint endpoint) {
        return endpoint.has(Trait.UNIX)
                ? Words.quoted(endpoint.host())
                : Words.quoted(endpoint.host() + ":" + endpoint.portFirst());
    }
}
