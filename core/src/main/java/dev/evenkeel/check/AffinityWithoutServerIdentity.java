package dev.evenkeel.check;

import dev.evenkeel.model.Affinity;
import dev.evenkeel.model.LoadBalancer;
import dev.evenkeel.model.Pool;
import dev.evenkeel.model.Server;
import dev.evenkeel.text.Span;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Affinity by the server's identity in a pool where servers have none.
final class AffinityWithoutServerIdentity implements Check {
    @Override
    public Stream<Finding> findings(LoadBalancer balancer) {
        var found = new ArrayList<Finding>();
        for (Pool pool : balancer.pools()) {
            for (Affinity affinity : pool.affinities()) {
                if (affinity.byServerIdentity()) {
                    examine(pool, affinity, found);
                }
            }
        }
        return found.stream();
    }

    private void examine(Pool pool, Affinity affinity, List<Finding> found) {
        var without = new ArrayList<Server>();
        int active = 0;
        for (Server server : pool.servers()) {
            if (server.role() == Server.Role.ACTIVE && server.isUsable()) {
                active++;
                if (server.identity().affinity().isEmpty()) {
                    without.add(server);
                }
            }
        }
        if (active < 2 || without.isEmpty()) {
            return;
        }
        String name = affinity.name().isEmpty() ? "" : " " + Words.quoted(affinity.name());
        String what = word(affinity) + name;
        boolean all = without.size() == active;
        Span place = all ? placeOf(pool, affinity) : without.getFirst().span();
        String message =
                all
                        ? "no client of pool "
                                + Words.quoted(pool.name())
                                + " stays at its server: none of the "
                                + active
                                + " servers has a value for the "
                                + what
                        : "clients that "
                                + Words.names(without)
                                + (without.size() == 1 ? " serves" : " serve")
                                + " first do not stay there: "
                                + (without.size() == 1 ? "it has" : "they have")
                                + " no value for the "
                                + what;
        found.add(
                Finding.warning(
                                this,
                                place,
                                message,
                                "Give each server of the pool a value of its own for the "
                                        + word(affinity)
                                        + ".")
                        .relatedTo(
                                place.equals(affinity.span()) ? null : affinity.span(),
                                "the affinity"));
    }

    /// The affinity itself when the pool has it, else (it comes from defaults) the pool.
    private static Span placeOf(Pool pool, Affinity affinity) {
        Span span = affinity.span();
        boolean inside =
                span.source() == pool.span().source() && span.start() > pool.span().start();
        return inside ? span : pool.span();
    }

    private static String word(Affinity affinity) {
        return switch (affinity.kind()) {
            case COOKIE -> "cookie";
            case TABLE -> "table";
            case ROUTE -> "route";
        };
    }
}
