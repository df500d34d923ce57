package dev.evenkeel.predict;

import dev.evenkeel.model.Algorithm;
import dev.evenkeel.model.Balancing;
import dev.evenkeel.model.LoadBalancer;
import dev.evenkeel.model.Pool;
import dev.evenkeel.model.Server;
import dev.evenkeel.model.Timeouts;
import dev.evenkeel.predict.PoolChange.Kind;
import dev.evenkeel.routing.PoolPairs.Pair;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Compares the pools of one pair: what they are and do, not who reaches them.
final class PoolComparison {
    private final LoadBalancer before;
    private final LoadBalancer after;
    private final Pair pair;
    private final Pool was;
    private final Pool is;
    private final ServerPairs servers;
    private final Map<Kind, List<ServerChange>> byServer;

    private PoolComparison(LoadBalancer before, LoadBalancer after, Pair pair, Pool was, Pool is) {
        this.before = before;
        this.after = after;
        this.pair = pair;
        this.was = was;
        this.is = is;
        this.servers = ServerPairs.of(was, is);
        this.byServer = new EnumMap<>(Kind.class);
        for (ServerChange change : servers.changes()) {
            byServer.computeIfAbsent(kind(change.kind()), _ -> new ArrayList<>()).add(change);
        }
    }

    /// Of a pair with both pools.
    static @Nullable PoolComparison of(LoadBalancer before, LoadBalancer after, Pair pair) {
        Pool was = pair.before();
        Pool is = pair.after();
        return was == null || is == null ? null : new PoolComparison(before, after, pair, was, is);
    }

    private static Kind kind(ServerChange.Kind kind) {
        return switch (kind) {
            case ADDED, GONE, RENAMED, ADDRESS, ROLE, PLACE -> Kind.SERVERS;
            case WEIGHT -> Kind.WEIGHTS;
            case CAPACITY -> Kind.LIMITS;
            case CHECKS -> Kind.HEALTH;
            case IDENTITY -> Kind.AFFINITY;
        };
    }

    /// What changed, if requests get here at all.
    List<PoolChange> changes() {
        var changes = new ArrayList<PoolChange>();
        if (pair.isRenamed()) {
            changes.add(new PoolChange(Kind.RENAMED, pair, List.of(), false));
        }
        for (Kind kind : Kind.values()) {
            List<ServerChange> told = byServer.getOrDefault(kind, List.of());
            if (!told.isEmpty() || !isSame(kind)) {
                changes.add(new PoolChange(kind, pair, told, isFelt(kind, told)));
            }
        }
        return changes;
    }

    /// Whether a kind is the same, but for what is told server by server.
    private boolean isSame(Kind kind) {
        return switch (kind) {
            case ALGORITHM -> isSameAlgorithm();
            case HEALTH -> !isChecked() || was.health().what().equals(is.health().what());
            case AFFINITY -> Sameness.of(was.affinities(), is.affinities());
            case FAILOVER -> failover(was).equals(failover(is));
            case PROTOCOL -> was.handling().protocol() == is.handling().protocol();
            case TIMEOUTS -> isSame(was.handling().timeouts(), is.handling().timeouts());
            case ADDED, REMOVED, RENAMED, BECAME_REACHABLE, BECAME_UNREACHABLE -> true;
            case SERVERS, WEIGHTS, LIMITS -> true;
        };
    }

    private boolean isSameAlgorithm() {
        Balancing had = was.balancing();
        Balancing has = is.balancing();
        boolean sameState =
                had.state() == has.state()
                        && (had.shared() || before.workers().count() == after.workers().count());
        return sameState && Sameness.of(had.algorithm(), has.algorithm());
    }

    /// To try every server once is the same however many there are.
    private static Balancing.Failover failover(Pool pool) {
        Balancing.Failover failover = pool.balancing().failover();
        long enabled =
                pool.servers().stream().filter(server -> !server.role().isDisabled()).count();
        boolean isEach = failover.redispatch() && failover.retries() == enabled - 1;
        return new Balancing.Failover(
                isEach ? -1 : failover.retries(),
                failover.redispatch(),
                failover.interval(),
                failover.allBackups(),
                failover.after());
    }

    private boolean isChecked() {
        return was.servers().stream().anyMatch(PoolComparison::isChecked)
                && is.servers().stream().anyMatch(PoolComparison::isChecked);
    }

    private static boolean isChecked(Server server) {
        return server.checked() == Server.Checked.ACTIVELY;
    }

    private static boolean isSame(Timeouts had, Timeouts has) {
        return EndpointComparison.forever(had.connect())
                        .equals(EndpointComparison.forever(has.connect()))
                && EndpointComparison.forever(had.server())
                        .equals(EndpointComparison.forever(has.server()));
    }

    /// A choice among one server is none.
    private boolean isFelt(Kind kind, List<ServerChange> told) {
        boolean isChoice = was.servers().size() > 1 || is.servers().size() > 1;
        return switch (kind) {
            case ALGORITHM -> isChoice;
            case WEIGHTS -> (isChoice && isWeighed()) || told.stream().anyMatch(this::isOnOff);
            case SERVERS -> told.stream().anyMatch(one -> isFelt(one, isChoice));
            default -> true;
        };
    }

    private boolean isWeighed() {
        return !(was.balancing().algorithm() instanceof Algorithm.First)
                || !(is.balancing().algorithm() instanceof Algorithm.First);
    }

    private boolean isOnOff(ServerChange change) {
        return change.before() != null
                && change.after() != null
                && change.before().isUsable() != change.after().isUsable();
    }

    private static boolean isFelt(ServerChange change, boolean isChoice) {
        return switch (change.kind()) {
            case RENAMED -> false;
            case PLACE -> isChoice;
            case ADDED, GONE, ADDRESS, ROLE -> true;
            case WEIGHT, CAPACITY, CHECKS, IDENTITY -> true;
        };
    }

    /// The shares of all servers, if any of them may have changed; those from before first.
    List<ShareChange> shares() {
        Shares had = Shares.of(was, before.target());
        Shares has = Shares.of(is, after.target());
        boolean same =
                byServer.getOrDefault(Kind.SERVERS, List.of()).isEmpty()
                        && byServer.getOrDefault(Kind.WEIGHTS, List.of()).isEmpty()
                        && (had.equals(has) || isSameAlgorithm());
        if (same) {
            return List.of();
        }
        Map<String, double[]> sums = new LinkedHashMap<>();
        for (int i = 0; i < was.servers().size(); i++) {
            int partner = servers.partner(i);
            Server named = (partner < 0 ? was.servers().get(i) : is.servers().get(partner));
            sums.computeIfAbsent(named.name(), _ -> new double[2])[0] += share(had, i);
        }
        for (int i = 0; i < is.servers().size(); i++) {
            String name = is.servers().get(i).name();
            sums.computeIfAbsent(name, _ -> new double[2])[1] += share(has, i);
        }
        if (had instanceof Shares.Fixed
                && has instanceof Shares.Fixed
                && sums.values().stream().allMatch(sum -> sum[0] == sum[1])) {
            return List.of();
        }
        var changes = new ArrayList<ShareChange>();
        sums.forEach((name, sum) ->
                changes.add(
                        new ShareChange(
                                pair.name(),
                                name,
                                known(had, sum[0]),
                                known(has, sum[1]),
                                why(had, has))));
        return changes;
    }

    private static double share(Shares shares, int server) {
        return shares instanceof Shares.Fixed(var fixed) ? fixed.get(server) : 0;
    }

    private static @Nullable Double known(Shares shares, double sum) {
        return shares instanceof Shares.Fixed ? sum : null;
    }

    private static String why(Shares had, Shares has) {
        String then = had instanceof Shares.Open(String why) ? why : "";
        String now = has instanceof Shares.Open(String why) ? why : "";
        if (then.isEmpty() || now.isEmpty() || then.equals(now)) {
            return then.isEmpty() ? now : then;
        }
        return "before, " + then + "; after, " + now;
    }
}
