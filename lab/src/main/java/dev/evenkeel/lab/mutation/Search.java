package dev.evenkeel.lab.mutation;

import dev.evenkeel.lab.conformance.Chance;
import dev.evenkeel.lab.loopback.Aimed;
import dev.evenkeel.lab.loopback.Draft;
import dev.evenkeel.model.Endpoint;
import dev.evenkeel.model.Listener;
import dev.evenkeel.model.LoadBalancer;
import dev.evenkeel.model.Request;
import dev.evenkeel.routing.Decision;
import dev.evenkeel.routing.Given;
import dev.evenkeel.routing.Router;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// Looks for a difference between two configurations by trying: requests aimed at the rules of
/// either are decided in both, and what becomes of them is compared.
final class Search {
    private final LoadBalancer before;
    private final LoadBalancer after;
    private final Chance chance;

    /// A way in that both have, or one of them (the other is `null`).
    private record Door(Endpoint endpoint, Listener listener) {}

    private Search(LoadBalancer before, LoadBalancer after, Chance chance) {
        this.before = before;
        this.after = after;
        this.chance = chance;
    }

    /// A difference in words, with at most so many requests.
    static Optional<String> difference(
            LoadBalancer before, LoadBalancer after, int requests, Chance chance) {
        return new Search(before, after, chance).difference(requests);
    }

    private Optional<String> difference(int requests) {
        Map<String, Door> were = doors(before);
        Map<String, Door> are = doors(after);
        if (!were.keySet().equals(are.keySet())) {
            return Optional.of("clients connect elsewhere");
        }
        var pairs = new ArrayList<String>();
        var seen = new LinkedHashMap<List<String>, String>();
        were.forEach((address, was) -> {
            Door is = Objects.requireNonNull(are.get(address));
            seen.putIfAbsent(List.of(was.listener().name(), is.listener().name()), address);
        });
        pairs.addAll(seen.values());
        for (String address : pairs) {
            Door was = Objects.requireNonNull(were.get(address));
            Door is = Objects.requireNonNull(are.get(address));
            Optional<String> found = behind(was, is, Math.max(20, requests / pairs.size()));
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static Map<String, Door> doors(LoadBalancer balancer) {
        Map<String, Door> doors = new LinkedHashMap<>();
        for (Listener listener : balancer.listeners()) {
            for (Endpoint endpoint : listener.endpoints()) {
                String address =
                        endpoint.host()
                                + " "
                                + endpoint.portFirst()
                                + " "
                                + endpoint.portLast()
                                + " "
                                + endpoint.has(Endpoint.Trait.TLS)
                                + " "
                                + listener.handling().timeouts().client();
                doors.putIfAbsent(address, new Door(endpoint, listener));
            }
        }
        return doors;
    }

    private Optional<String> behind(Door was, Door is, int requests) {
        Router first = Router.of(before);
        Router second = Router.of(after);
        var treatedBefore = new Treatment(before);
        var treatedAfter = new Treatment(after);
        var drafts = new ArrayList<Draft>();
        drafts.addAll(Aimed.at(before, was.listener(), requests / 2, chance));
        drafts.addAll(Aimed.at(after, is.listener(), requests - requests / 2, chance));
        Endpoint endpoint = was.endpoint();
        for (Draft draft : drafts) {
            for (int blurs = chance.between(0, 4); blurs > 2; blurs--) {
                draft.blur(chance);
            }
            Request request =
                    draft.request(endpoint.portFirst(), endpoint.has(Endpoint.Trait.TLS), "1.1");
            String then = treatedBefore.of(decided(first, was, request));
            String now = treatedAfter.of(decided(second, is, request));
            if (!then.equals(now)) {
                return Optional.of(request + "\n    " + then + "\n    " + now);
            }
        }
        return Optional.empty();
    }

    private static Decision decided(Router router, Door door, Request request) {
        return router.decide(door.listener(), request, Given.nothing(), false);
    }
}
