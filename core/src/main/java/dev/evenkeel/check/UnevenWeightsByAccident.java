package dev.evenkeel.check;

import dev.evenkeel.model.LoadBalancer;
import dev.evenkeel.model.Pool;
import dev.evenkeel.model.Server;
import dev.evenkeel.text.Span;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Servers with one written weight beside servers without any, which count 1.
final class UnevenWeightsByAccident implements Check {
    /// A weight of this size is hardly meant as “so many times a server without weight”.
    private static final int RATIO_STRANGE = 10;

    @Override
    public Stream<Finding> findings(LoadBalancer balancer) {
        var found = new ArrayList<Finding>();
        for (Pool pool : balancer.pools()) {
            if (pool.servers().size() > 1) {
                examine(pool, Server.Role.ACTIVE, found);
                examine(pool, Server.Role.BACKUP, found);
            }
        }
        return found.stream();
    }

    private void examine(Pool pool, Server.Role role, List<Finding> found) {
        var weighted = new ArrayList<Server>();
        var plain = new ArrayList<Server>();
        for (Server server : pool.servers()) {
            if (server.role() == role && server.isUsable()) {
                (server.capacity().weightSpan() == null ? plain : weighted).add(server);
            }
        }
        if (plain.isEmpty() || weighted.isEmpty()) {
            return;
        }
        int weight = weighted.getFirst().capacity().weight();
        for (Server server : weighted) {
            if (server.capacity().weight() != weight) {
                return;
            }
        }
        if (weight > plain.getFirst().capacity().weight()) {
            found.add(finding(pool, weighted, plain));
        }
    }

    private Finding finding(Pool pool, List<Server> weighted, List<Server> plain) {
        int weight = weighted.getFirst().capacity().weight();
        boolean plainAreFew = plain.size() <= weighted.size();
        Server guilty = plainAreFew ? plain.getFirst() : weighted.getFirst();
        Span written = weighted.getFirst().capacity().weightSpan();
        Span place = plainAreFew || written == null ? guilty.span() : written;
        return Finding.of(
                        this,
                        weight >= RATIO_STRANGE ? Severity.WARNING : Severity.NOTE,
                        place,
                        "in pool "
                                + Words.quoted(pool.name())
                                + " "
                                + Words.names(weighted)
                                + (weighted.size() == 1 ? " gets " : " each get ")
                                + weight
                                + " times as much as "
                                + Words.names(plain)
                                + ", "
                                + (plain.size() == 1
                                        ? "which has no weight and so counts 1"
                                        : "which have no weight and so count 1"),
                        "Write the weight of every server of the pool, or of none.")
                .relatedTo(
                        plainAreFew ? weighted.getFirst().span() : plain.getFirst().span(),
                        plainAreFew ? "weight " + weight : "no weight");
    }
}
