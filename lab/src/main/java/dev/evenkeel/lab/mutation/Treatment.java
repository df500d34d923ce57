package dev.evenkeel.lab.mutation;

import dev.evenkeel.model.Algorithm;
import dev.evenkeel.model.Balancing;
import dev.evenkeel.model.LoadBalancer;
import dev.evenkeel.model.Pool;
import dev.evenkeel.model.Request;
import dev.evenkeel.model.Server;
import dev.evenkeel.routing.Decision;
import dev.evenkeel.routing.Outcome;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// What one configuration does with a request, as a text in which neither the names of pools nor
/// places in the text matter. Nothing of it is shared with what compares configurations.
final class Treatment {
    private static final Pattern PLACE =
            Pattern.compile("\\b\\w*[sS]pan=(?:null|[^,\\[\\]{}]*:\\d+)");

    private final LoadBalancer balancer;
    private final IdentityHashMap<Pool, String> pools = new IdentityHashMap<>();

    Treatment(LoadBalancer balancer) {
        this.balancer = balancer;
    }

    /// What becomes of a request. What is not known before run time may lead to several outcomes.
    String of(Decision decision) {
        String received = received(decision.received());
        return decision.outcome() instanceof Outcome.Undetermined(var alternatives)
                ? String.valueOf(
                        new TreeSet<>(
                                alternatives.stream()
                                        .map(each -> outcome(each.outcome()))
                                        .toList()))
                : outcome(decision.outcome()) + received;
    }

    private static String received(@Nullable Request request) {
        return request == null
                ? ""
                : " as " + request.method() + " " + request.host() + " " + request.target();
    }

    private String outcome(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Forward(var name, var pool, var key, var servers, var held, int status) ->
                    (pool == null ? "address " + name : pool(pool))
                            + " key "
                            + (pool != null && pool.servers().size() > 1 ? key : "")
                            + " to "
                            + servers
                            + " held "
                            + held.stream().map(Outcome.Held::values).toList()
                            + " status "
                            + status;
            case Outcome.Answer _, Outcome.Serve _, Outcome.Close _, Outcome.Undetermined _ ->
                    outcome.toString();
        };
    }

    /// What a pool does, without its name.
    String pool(Pool pool) {
        return pools.computeIfAbsent(pool, this::described);
    }

    private String described(Pool pool) {
        var balancing = pool.balancing();
        var timeouts = pool.handling().timeouts();
        boolean chosen = pool.servers().size() > 1;
        boolean weighed = chosen && !(balancing.algorithm() instanceof Algorithm.First);
        var parts = new ArrayList<String>();
        for (Server server : pool.servers()) {
            parts.add(described(server, weighed, !pool.affinities().isEmpty()));
        }
        if (!isByPlace(pool)) {
            parts.sort(null);
        }
        if (chosen) {
            parts.add(String.valueOf(balancing.algorithm()));
            parts.add(balancing.shared() ? "" : balancing.state() + " " + balancing.state());
        }
        parts.add(described(balancing.failover()));
        parts.add(String.valueOf(pool.affinities()));
        parts.add(pool.handling().protocol() + " " + checks(pool));
        parts.add(forever(timeouts.connect()) + " " + forever(timeouts.server()));
        parts.add(String.valueOf(balancer.workers().count()));
        return withoutPlaces(parts);
    }

    /// Whether it matters which server stands before which: not for whom turns are taken in the
    /// end, but for who is the first of all, and for which backup server is the one that is used.
    private static boolean isByPlace(Pool pool) {
        long backups = pool.servers().stream().filter(one -> one.role().isBackup()).count();
        boolean first = backups > 1 && !pool.balancing().failover().allBackups();
        return first
                || switch (pool.balancing().algorithm()) {
                    case Algorithm.Hash _, Algorithm.First _, Algorithm.Unmodelled _ -> true;
                    case Algorithm.RoundRobin _,
                            Algorithm.LeastConnections _,
                            Algorithm.LeastTime _,
                            Algorithm.RandomDraws _ ->
                            false;
                };
    }

    private static String described(Server server, boolean weighed, boolean held) {
        var capacity = server.capacity();
        return String.join(
                " ",
                server.address().host().isEmpty()
                        ? server.address().text()
                        : server.address().host() + ":" + server.address().port(),
                weighed ? "weight " + capacity.weight() : String.valueOf(server.isUsable()),
                server.role().name(),
                server.checked().name(),
                capacity.connectionsMax() + " " + capacity.queueMax() + " " + capacity.slowStart(),
                capacity.failures().toString(),
                held ? server.identity().affinity() : "");
    }

    private static String described(Balancing.Failover failover) {
        return String.join(
                " ",
                String.valueOf(failover.retries()),
                String.valueOf(failover.redispatch()),
                String.valueOf(failover.interval()),
                String.valueOf(failover.allBackups()),
                new TreeSet<>(failover.after().kinds()).toString(),
                new TreeSet<>(failover.after().statuses()).toString(),
                String.valueOf(failover.after().unrepeatable()));
    }

    private static String checks(Pool pool) {
        boolean checked =
                pool.servers().stream().anyMatch(one -> one.checked() == Server.Checked.ACTIVELY);
        return checked ? pool.health().what() : "unchecked";
    }

    private static Duration forever(@Nullable Duration duration) {
        return duration == null ? Duration.ZERO : duration;
    }

    static String withoutPlaces(Collection<String> parts) {
        return PLACE.matcher(String.valueOf(List.copyOf(parts))).replaceAll("");
    }
}
