package dev.evenkeel.check;

import dev.evenkeel.model.Ignored;
import dev.evenkeel.model.Listener;
import dev.evenkeel.model.LoadBalancer;
import dev.evenkeel.model.Pool;
import dev.evenkeel.model.Protocol;
import dev.evenkeel.text.Span;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// A pool with servers that no rule sends anything to.
final class UnusedPool implements Check {
    @Override
    public Stream<Finding> findings(LoadBalancer balancer) {
        var forwards = Forwards.of(balancer);
        var found = new ArrayList<Finding>();
        // Where no listener speaks a pool's protocol, something else uses it, such as a filter.
        Set<Protocol> protocols = EnumSet.noneOf(Protocol.class);
        for (Listener listener : balancer.listeners()) {
            protocols.add(listener.handling().protocol());
        }
        Map<Span, Ignored> hidden = new HashMap<>();
        for (Ignored ignored : balancer.ignored()) {
            if (ignored.topic() == Ignored.Topic.SERVERS) {
                hidden.put(ignored.span(), ignored);
            }
        }
        for (Pool pool : balancer.pools()) {
            if (!pool.servers().isEmpty()
                    && !forwards.mayUse(pool)
                    && protocols.contains(pool.handling().protocol())) {
                Ignored ignored = hidden.get(pool.servers().getFirst().span());
                found.add(ignored == null ? unused(pool) : hidden(pool, ignored));
            }
        }
        return found.stream();
    }

    private Finding unused(Pool pool) {
        int servers = pool.servers().size();
        return Finding.note(
                this,
                pool.span(),
                "no request ever reaches pool "
                        + Words.quoted(pool.name())
                        + ": no rule names it, and its "
                        + Words.count(servers, "server").replace("one server", "server")
                        + (servers == 1 ? " gets" : " get")
                        + " nothing",
                "Remove the pool, or add the rule that was to use it.");
    }

    private Finding hidden(Pool pool, Ignored ignored) {
        return Finding.warning(
                        this,
                        ignored.span(),
                        "no request ever reaches "
                                + Words.names(pool.servers())
                                + " of "
                                + Words.quoted(pool.name())
                                + ": "
                                + ignored.because(),
                        "Remove the servers here, or the default that takes their requests away.")
                .relatedTo(ignored.by(), "this takes every request");
    }
}
