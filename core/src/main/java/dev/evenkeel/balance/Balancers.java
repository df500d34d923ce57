package dev.evenkeel.balance;

import dev.evenkeel.model.Address;
import dev.evenkeel.model.Algorithm;
import dev.evenkeel.model.Pool;
import dev.evenkeel.model.Server;
import dev.evenkeel.model.Target;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/// All balancers there are.
public final class Balancers {
    private Balancers() {}

    /// What a pool can be predicted with.
    public sealed interface Found {
        /// As the vendor's program does since its start, if what was `assumed` is so (plain words).
        record Exact(Balancer balancer, List<String> assumed) implements Found {
            public Exact {
                assumed = List.copyOf(assumed);
            }

            public Exact(Balancer balancer) {
                this(balancer, List.of());
            }
        }

        /// Not before run time, and why, in plain words.
        record Unknown(String why) implements Found {}
    }

    /// `target` says whose program it is and of which version. The pool shares its affinity tables
    /// with no other.
    public static Found of(Pool pool, Target target) {
        return of(pool, new AffinityTables(), target);
    }

    /// All pools of a process share `tables`.
    public static Found of(Pool pool, AffinityTables tables, Target target) {
        return switch (target.dialect()) {
            case "haproxy" -> HaproxyBalancers.of(pool, tables, target.version());
            case "nginx" -> nginx(pool, target);
            default ->
                    new Found.Unknown(
                            pool.balancing().algorithm() + " of " + target + " is not known here");
        };
    }

    private static Found nginx(Pool pool, Target target) {
        boolean counting = target.version().atLeast(1, 27);
        return switch (pool.balancing().algorithm()) {
            case Algorithm.RoundRobin _ -> nginxInTurn(pool, new NginxRoundRobin(pool));
            case Algorithm.LeastConnections _ -> nginxInTurn(pool, new NginxLeastConnections(pool));
            case Algorithm.Hash(_, Algorithm.Form form) ->
                    switch (form.function()) {
                        case "ketama" -> nginxRing(pool);
                        case "ip_hash" -> nginxExact(pool, new NginxAddressHash(pool, counting));
                        default -> nginxExact(pool, new NginxHash(pool, counting));
                    };
            case Algorithm.RandomDraws(_, String comparison) ->
                    comparison.startsWith("least_time")
                            ? new Found.Unknown("it depends on how fast servers answer")
                            : nginxExact(pool, new NginxRandom(pool, counting));
            case Algorithm.LeastTime _ ->
                    new Found.Unknown("it depends on how fast servers answer");
            case Algorithm.First _ -> new Found.Unknown("nginx has no such algorithm");
            case Algorithm.Unmodelled(String text) ->
                    new Found.Unknown("how “" + text + "” chooses a server is not modelled");
        };
    }

    /// Turns are not known where every worker takes its own, unless there is only one server or
    /// what a request carries binds it to one.
    private static Found nginxInTurn(Pool pool, Balancer balancer) {
        int active = 0;
        for (Server server : pool.servers()) {
            active += server.role() == Server.Role.ACTIVE ? 1 : 0;
        }
        return pool.balancing().shared() || active == 1 || !pool.affinities().isEmpty()
                ? nginxExact(pool, balancer)
                : new Found.Unknown(NginxBalancer.UNSHARED);
    }

    private static Found nginxRing(Pool pool) {
        return NginxRingHash.isTooLarge(pool)
                ? new Found.Unknown("its weights make a ring of too many points")
                : nginxExact(pool, new NginxRingHash(pool));
    }

    /// A name is several servers when it stands for several addresses, which is known at run time.
    private static Found nginxExact(Pool pool, Balancer balancer) {
        var names = new LinkedHashSet<String>();
        for (Server server : pool.servers()) {
            if (server.address().kind() == Address.Kind.NAME) {
                names.add(server.name());
            }
        }
        List<String> assumed = new ArrayList<>();
        for (String name : names) {
            assumed.add(name + " stands for one address");
        }
        return new Found.Exact(balancer, assumed);
    }
}
