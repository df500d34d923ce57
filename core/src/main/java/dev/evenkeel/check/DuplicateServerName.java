package dev.evenkeel.check;

import dev.evenkeel.model.Ignored;
import dev.evenkeel.model.LoadBalancer;
import dev.evenkeel.model.Pool;
import dev.evenkeel.model.Request;
import dev.evenkeel.model.Server;
import dev.evenkeel.text.Source;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// A name that two have: two servers of a pool, or two blocks that answer for the same host.
final class DuplicateServerName implements Check {
    @Override
    public Stream<Finding> findings(LoadBalancer balancer) {
        var found = new ArrayList<Finding>();
        for (Ignored ignored : balancer.ignored()) {
            if (ignored.topic() == Ignored.Topic.HOST_NAME) {
                found.add(host(ignored));
            }
        }
        for (Pool pool : balancer.pools()) {
            if (pool.servers().size() > 1) {
                examine(pool, found);
            }
        }
        return found.stream();
    }

    private Finding host(Ignored ignored) {
        String name = ignored.what();
        boolean plain = !name.isEmpty() && name.indexOf('*') < 0 && name.indexOf('~') < 0;
        return Finding.warning(
                        this,
                        ignored.span(),
                        "requests for "
                                + (name.isEmpty() ? "no host" : Words.quoted(name))
                                + " never come to this block, because "
                                + ignored.because(),
                        "Give the name to one block only.")
                .relatedTo(ignored.by(), "this block answers for the name")
                .shownBy(plain ? Request.get(Source.readable(name), "/") : null);
    }

    /// Servers that are named by their address are left to the check of addresses.
    private void examine(Pool pool, List<Finding> found) {
        Map<String, Server> first = new HashMap<>();
        for (Server server : pool.servers()) {
            if (server.name().equals(server.address().text())) {
                continue;
            }
            Server other = first.putIfAbsent(server.name(), server);
            if (other != null) {
                found.add(
                        Finding.error(
                                        this,
                                        server.span(),
                                        "the balancer does not start: pool "
                                                + Words.quoted(pool.name())
                                                + " has two servers named "
                                                + Words.quoted(server.name()),
                                        "Give each server of the pool a name of its own.")
                                .relatedTo(other.span(), "the first of this name"));
            }
        }
    }
}
