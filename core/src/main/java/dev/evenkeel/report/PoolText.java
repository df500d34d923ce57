package dev.evenkeel.report;

import dev.evenkeel.model.Affinity;
import dev.evenkeel.model.Algorithm;
import dev.evenkeel.model.Balancing;
import dev.evenkeel.model.Failure;
import dev.evenkeel.model.Pool;
import dev.evenkeel.model.Protocol;
import dev.evenkeel.model.Server;
import dev.evenkeel.model.Timeouts;
import dev.evenkeel.predict.PoolChange;
import dev.evenkeel.predict.ServerChange;
import dev.evenkeel.routing.PoolPairs.Pair;
import dev.evenkeel.text.Span;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/// What changed of a pool, in words, and where it stands.
final class PoolText {
    private final Secrets secrets;

    PoolText(Secrets secrets) {
        this.secrets = secrets;
    }

    /// What it was; empty when there is nothing to say.
    String before(PoolChange change) {
        Pool pool = change.pools().before();
        return pool == null ? "" : secrets.masked(words(change, pool, true));
    }

    /// What it is.
    String after(PoolChange change) {
        Pool pool = change.pools().after();
        return pool == null ? "" : secrets.masked(words(change, pool, false));
    }

    /// What changed, both sides together: `round robin → random`, `app1 1 → 50, app4 added`.
    String sides(PoolChange change) {
        String servers = ServerText.both(change);
        return switch (change.kind()) {
            case SERVERS, WEIGHTS, LIMITS -> secrets.masked(servers);
            case HEALTH, AFFINITY -> {
                var alone = new PoolChange(change.kind(), change.pools(), List.of(), change.felt());
                boolean isSame = before(alone).equals(after(alone));
                if (isSame && !servers.isEmpty()) {
                    yield secrets.masked(servers);
                }
                yield join(sides(before(alone), after(alone)), secrets.masked(servers));
            }
            case ADDED,
                    REMOVED,
                    RENAMED,
                    BECAME_REACHABLE,
                    BECAME_UNREACHABLE,
                    ALGORITHM,
                    FAILOVER,
                    PROTOCOL,
                    TIMEOUTS ->
                    sides(before(change), after(change));
        };
    }

    private static String sides(String before, String after) {
        return before.equals(after)
                ? (before.isEmpty() ? "another" : before + ", in another way")
                : before + " → " + after;
    }

    private static String words(PoolChange change, Pool pool, boolean first) {
        return switch (change.kind()) {
            case ADDED, REMOVED -> Tally.count(pool.servers().size(), "server");
            case RENAMED -> name(pool);
            case BECAME_REACHABLE -> first ? "no request reaches it" : "requests reach it";
            case BECAME_UNREACHABLE -> first ? "requests reach it" : "no request reaches it";
            case ALGORITHM -> algorithm(change.pools(), pool);
            case SERVERS, WEIGHTS, LIMITS -> ServerText.side(change.servers(), first);
            case HEALTH ->
                    join(health(change.pools(), pool), ServerText.side(change.servers(), first));
            case AFFINITY -> join(affinity(pool), ServerText.side(change.servers(), first));
            case FAILOVER -> failover(change.pools(), pool);
            case PROTOCOL -> pool.handling().protocol() == Protocol.TCP ? "TCP" : "HTTP";
            case TIMEOUTS -> timeouts(change.pools(), pool);
        };
    }

    private static String join(String some, String more) {
        return some.isEmpty() || more.isEmpty() ? some + more : some + "; " + more;
    }

    static String name(Pool pool) {
        return Columns.visible(Wording.readable(pool.name()));
    }

    static String name(Pair pools) {
        return Columns.visible(Wording.readable(pools.name()));
    }

    private static String algorithm(Pair pools, Pool pool) {
        Balancing balancing = pool.balancing();
        String words = algorithm(balancing.algorithm());
        if (!isStateAlone(pools)) {
            return words;
        }
        return words
                + switch (balancing.state()) {
                    case SHARED -> ", together for all workers";
                    case APART -> ", each worker by itself";
                    case UNSAID -> ", each worker by itself if there are several";
                };
    }

    /// Whether nothing but the place changed where the state is kept.
    private static boolean isStateAlone(Pair pools) {
        Pool was = pools.before();
        Pool is = pools.after();
        return was != null
                && is != null
                && algorithm(was.balancing().algorithm())
                        .equals(algorithm(is.balancing().algorithm()));
    }

    private static String algorithm(Algorithm algorithm) {
        return switch (algorithm) {
            case Algorithm.RoundRobin(boolean fixed) ->
                    fixed ? "round robin with fixed weights" : "round robin";
            case Algorithm.LeastConnections _ -> "least connections";
            case Algorithm.LeastTime(String measure) -> "least time by " + measure;
            case Algorithm.First _ -> "the first server with room";
            case Algorithm.RandomDraws(int draws, _) ->
                    draws == 1 ? "random" : "random, the best of " + draws + " draws";
            case Algorithm.Hash(var key, var form) ->
                    "hash of the " + Wording.expression(key) + form(form);
            case Algorithm.Unmodelled(String text) -> Wording.readable(text);
        };
    }

    private static String form(Algorithm.Form form) {
        var words = new ArrayList<String>();
        words.add(form.placement() == Algorithm.Placement.RING ? "on a ring" : "in a table");
        words.add(form.function() + (form.avalanche() ? " avalanche" : ""));
        if (form.factorPercent() > 0) {
            words.add("at most " + form.factorPercent() + " % of the average load");
        }
        return " (" + String.join(", ", words) + ")";
    }

    private static String health(Pair pools, Pool pool) {
        Pool was = pools.before();
        Pool is = pools.after();
        boolean same = was != null && is != null && was.health().what().equals(is.health().what());
        return same ? "" : Wording.readable(pool.health().what());
    }

    private static String affinity(Pool pool) {
        var words = new ArrayList<String>();
        for (Affinity affinity : pool.affinities()) {
            String kind = affinity.kind().name().toLowerCase(Locale.ROOT);
            words.add(kind + " " + Wording.readable(affinity.name()));
        }
        return words.isEmpty() ? "none" : String.join(", ", words);
    }

    /// Only what is not the same on both sides.
    private static String failover(Pair pools, Pool pool) {
        Balancing.Failover failover = pool.balancing().failover();
        Balancing.Failover other = other(pools, pool).balancing().failover();
        var words = new ArrayList<String>();
        if (failover.retries() != other.retries()) {
            boolean one = failover.retries() == 1;
            words.add(Tally.number(failover.retries()) + (one ? " retry" : " retries"));
        }
        if (failover.redispatch() != other.redispatch()
                || failover.interval() != other.interval()) {
            words.add(
                    failover.redispatch()
                            ? "another server" + interval(failover.interval())
                            : "the same server");
        }
        if (failover.allBackups() != other.allBackups()) {
            words.add(failover.allBackups() ? "all backups at once" : "one backup after the other");
        }
        if (!failover.after().equals(other.after())) {
            words.add("after " + after(failover.after()));
        }
        return String.join(", ", words);
    }

    private static String interval(int interval) {
        return interval == -1 ? " at last" : " every " + interval + " attempts";
    }

    private static String after(Balancing.After after) {
        var words = new ArrayList<String>();
        for (Failure.Kind kind : new TreeSet<>(after.kinds())) {
            words.add(kind.name().toLowerCase(Locale.ROOT).replace('_', ' '));
        }
        for (int status : new TreeSet<>(after.statuses())) {
            words.add(Integer.toString(status));
        }
        return (words.isEmpty() ? "nothing" : String.join(", ", words))
                + (after.unrepeatable() ? ", even if it is sent twice" : "");
    }

    /// Only those that are not the same on both sides.
    private static String timeouts(Pair pools, Pool pool) {
        Timeouts timeouts = pool.handling().timeouts();
        Timeouts other = other(pools, pool).handling().timeouts();
        var words = new ArrayList<String>();
        if (!time(timeouts.connect()).equals(time(other.connect()))) {
            words.add("connect " + time(timeouts.connect()));
        }
        if (!time(timeouts.server()).equals(time(other.server()))) {
            words.add("server " + time(timeouts.server()));
        }
        return String.join(", ", words);
    }

    /// The other pool of a pair.
    private static Pool other(Pair pools, Pool pool) {
        Pool was = pools.before();
        Pool is = pools.after();
        if (was == null || is == null) {
            return pool;
        }
        return pool.equals(was) ? is : was;
    }

    static String time(@Nullable Duration time) {
        if (time == null || time.isZero()) {
            return "forever";
        }
        return time.toMillis() % 1000 == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
    }

    /// Where what changed is written now; `null` when there is nothing any more.
    static @Nullable Span afterPlace(PoolChange change) {
        Pool pool = change.pools().after();
        return pool == null ? null : place(change, pool, false);
    }

    /// Where what changed was written.
    static @Nullable Span beforePlace(PoolChange change) {
        Pool pool = change.pools().before();
        return pool == null ? null : place(change, pool, true);
    }

    private static Span place(PoolChange change, Pool pool, boolean first) {
        Span written =
                switch (change.kind()) {
                    case ALGORITHM -> pool.balancing().span();
                    case HEALTH -> change.servers().isEmpty() ? pool.health().span() : null;
                    case AFFINITY ->
                            pool.affinities().isEmpty()
                                    ? null
                                    : pool.affinities().getFirst().span();
                    case ADDED,
                            REMOVED,
                            RENAMED,
                            BECAME_REACHABLE,
                            BECAME_UNREACHABLE,
                            SERVERS,
                            WEIGHTS,
                            FAILOVER,
                            PROTOCOL,
                            TIMEOUTS,
                            LIMITS ->
                            null;
                };
        if (written != null) {
            return written;
        }
        for (ServerChange one : change.servers()) {
            Server server = first ? one.before() : one.after();
            if (server != null) {
                return server.span();
            }
        }
        return pool.span();
    }

    /// Whether nobody wrote the change: the text of the pool is the same on both sides, and what it
    /// means is not.
    static boolean isUnwritten(PoolChange change) {
        Pool was = change.pools().before();
        Pool is = change.pools().after();
        return was != null
                && is != null
                && change.kind() != PoolChange.Kind.BECAME_REACHABLE
                && change.kind() != PoolChange.Kind.BECAME_UNREACHABLE
                && was.span().source().text().equals(is.span().source().text());
    }

    /// What is the same of many pools is said once.
    static List<List<PoolChange>> grouped(List<PoolChange> changes, PoolText text) {
        record Same(PoolChange.Kind kind, String before, String after, boolean felt) {}
        var groups = new LinkedHashMap<Same, List<PoolChange>>();
        for (PoolChange change : changes) {
            var same =
                    new Same(change.kind(), text.before(change), text.after(change), change.felt());
            groups.computeIfAbsent(same, _ -> new ArrayList<>()).add(change);
        }
        return List.copyOf(groups.values());
    }
}
