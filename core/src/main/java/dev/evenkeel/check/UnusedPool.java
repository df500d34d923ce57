package dev.evenkeel.check;

import dev.evenkeel.model.Ignored;
import dev.evenkeel.model.LoadBalancer;
import dev.evenkeel.model.Pool;
import dev.evenkeel.text.Span;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;

/// A pool with servers that no rule sends anything to.
final class UnusedPool implements Check {
    @Override
    public Stream<Finding> findings(LoadBalancer balancer) {
        var forwards = Forwards.of(balancer);
        var found = new ArrayList<Finding>();
        Set<String> hidden = new HashSet<>();
        Set<Span> places = new HashSet<>();
        for (Ignored ignored : balancer.ignored()) {
            if (ignored.topic() == Ignored.Topic.SERVERS && places.add(ignored.span())) {
                found.add(hidden(ignored));
                hidden.add(ignored.what());
            }
        }
        for (Pool pool : balancer.pools()) {
            if (!pool.servers().isEmpty()
                    && !forwards.mayUse(pool)
                    && !hidden.contains(pool.name())) {
                found.add(unused(pool));
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

    private Finding hidden(Ignored ignored) {
        return Finding.warning(
                        this,
                        ignored.span(),
                        Words.quoted(ignored.what())
                                + " never gets a request, because "
                                + ignored.because(),
                        "Remove the servers here, or the default that takes their requests away.")
                .relatedTo(ignored.by(), "this takes every request");
    }
}
