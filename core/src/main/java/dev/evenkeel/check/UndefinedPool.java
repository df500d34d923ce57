package dev.evenkeel.check;

import dev.evenkeel.model.Address;
import dev.evenkeel.model.LoadBalancer;
import dev.evenkeel.model.Pool;
import dev.evenkeel.model.Server;
import dev.evenkeel.text.Span;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// A rule that names a pool which is not there.
final class UndefinedPool implements Check {
    @Override
    public Stream<Finding> findings(LoadBalancer balancer) {
        var forwards = Forwards.of(balancer);
        Map<String, Pool> pools = new HashMap<>();
        for (Pool pool : balancer.pools()) {
            pools.putIfAbsent(Forwards.key(pool.name()), pool);
        }
        var found = new ArrayList<Finding>();
        NearNames near = null;
        Set<Span> places = new HashSet<>();
        for (Forwards.One one : forwards.all()) {
            if (!one.isLiteral()) {
                continue;
            }
            Pool pool = pools.get(Forwards.key(one.literal()));
            if ((pool != null && !isHost(pool)) || !places.add(one.rule().span())) {
                continue;
            }
            if (near == null) {
                near = declared(balancer, forwards);
            }
            Finding finding = finding(one, pool, near, pools);
            if (finding != null) {
                found.add(finding);
            }
        }
        return found.stream();
    }

    private @Nullable Finding finding(
            Forwards.One one, @Nullable Pool host, NearNames near, Map<String, Pool> pools) {
        String other = near.near(withoutPort(one.literal()));
        Pool meant = other == null ? null : pools.get(Forwards.key(other));
        if (host != null) {
            return meant == null ? null : looksUp(one, meant);
        }
        return switch (one.action().unresolved()) {
            case REFUSED -> missing(one, meant);
            case FALLBACK -> elsewhere(one, meant);
            case ADDRESS, LITERAL_ADDRESS -> null;
        };
    }

    private Finding missing(Forwards.One one, @Nullable Pool meant) {
        return Finding.error(
                        this,
                        one.rule().span(),
                        "the balancer does not start: this rule sends "
                                + Words.unit(one.listener().handling().protocol())
                                + "s to pool "
                                + Words.quoted(one.literal())
                                + ", which is not there",
                        advice(meant))
                .relatedTo(meant == null ? null : meant.span(), "a pool of nearly this name");
    }

    private Finding elsewhere(Forwards.One one, @Nullable Pool meant) {
        return Finding.error(
                        this,
                        one.rule().span(),
                        "what this rule sends to pool "
                                + Words.quoted(one.literal())
                                + " goes to the default instead, because there is no such pool",
                        advice(meant))
                .relatedTo(meant == null ? null : meant.span(), "a pool of nearly this name");
    }

    private static String advice(@Nullable Pool meant) {
        return meant == null
                ? "Declare the pool, or name one that is there."
                : "Is " + Words.quoted(meant.name()) + " meant? Otherwise declare the pool.";
    }

    private Finding looksUp(Forwards.One one, Pool meant) {
        return Finding.warning(
                        this,
                        one.rule().span(),
                        Words.unit(one.listener().handling().protocol())
                                + "s go to a host "
                                + Words.quoted(withoutPort(one.literal()))
                                + " that has to be looked up by DNS, not to the pool "
                                + Words.quoted(meant.name())
                                + "; without such a host the balancer does not start",
                        "Is the pool "
                                + Words.quoted(meant.name())
                                + " meant? Then write its name.")
                .relatedTo(meant.span(), "this pool is used nowhere");
    }

    /// Names that a slip may have missed. Where a name that is no pool is taken for a host, only
    /// pools that nothing uses are candidates: `api` and `app` may well both be right.
    private static NearNames declared(LoadBalancer balancer, Forwards forwards) {
        var near = new NearNames();
        boolean hosts = false;
        for (Pool pool : balancer.pools()) {
            hosts |= isHost(pool);
        }
        for (Pool pool : balancer.pools()) {
            if (!isHost(pool) && (!hosts || !forwards.mayUse(pool))) {
                near.add(pool.name());
            }
        }
        return near;
    }

    /// Whether the pool is nothing but a host name of one label without a port, written in a rule.
    private static boolean isHost(Pool pool) {
        List<Server> servers = pool.servers();
        return servers.size() == 1
                && servers.getFirst().span().equals(pool.span())
                && servers.getFirst().address().kind() == Address.Kind.NAME
                && servers.getFirst().address().text().indexOf('.') < 0
                && servers.getFirst().address().text().indexOf(':') < 0;
    }

    private static String withoutPort(String name) {
        int colon = name.indexOf(':');
        return colon < 0 ? name : name.substring(0, colon);
    }
}
