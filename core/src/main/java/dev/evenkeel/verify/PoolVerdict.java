package dev.evenkeel.verify;

import dev.evenkeel.model.Address;
import dev.evenkeel.model.Algorithm;
import dev.evenkeel.model.LoadBalancer;
import dev.evenkeel.model.Pool;
import dev.evenkeel.model.Server;
import dev.evenkeel.model.Timeouts;
import dev.evenkeel.predict.Shares;
import dev.evenkeel.text.Glob;
import dev.evenkeel.verify.Result.Reason;
import dev.evenkeel.verify.Result.Status;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Decides what is expected of pools.
final class PoolVerdict {
    /// A share that is a sum of others may be this much off.
    private static final double ROUNDING = 1e-9;

    private final LoadBalancer balancer;
    private final List<Reason> failures = new ArrayList<>();
    private final List<Reason> openings = new ArrayList<>();
    private final Set<Reason> places = new HashSet<>();

    private PoolVerdict(LoadBalancer balancer) {
        this.balancer = balancer;
    }

    static Result of(TestCase test, Expectation.OfPool expected, LoadBalancer balancer) {
        var verdict = new PoolVerdict(balancer);
        var glob = new Glob(expected.pool());
        for (Pool pool : balancer.pools()) {
            if (glob.matches(pool.name())) {
                expected.clauses().forEach(clause -> verdict.judge(pool, clause));
            }
        }
        if (!verdict.failures.isEmpty()) {
            verdict.failures.addAll(verdict.openings);
            return Result.bad(test, Status.FAILED, verdict.failures);
        }
        return verdict.openings.isEmpty()
                ? Result.passed(test, List.of())
                : Result.bad(test, Status.NOT_PROVEN, verdict.openings);
    }

    private void judge(Pool pool, PoolClause clause) {
        switch (clause) {
            case PoolClause.Share share -> share(pool, share);
            case PoolClause.Survives survives -> {
                Survival.Answer answer = Survival.of(pool, survives);
                switch (answer.truth()) {
                    case HOLDS -> {}
                    case FAILS -> fail(pool, clause, answer.text());
                    case OPEN -> leaveOpen(pool, clause, answer.text());
                }
            }
            case PoolClause.UsableServers(int min, _) -> {
                int usable = machines(pool, Server.Role.ACTIVE).size();
                if (usable < min) {
                    fail(pool, clause, "expected " + min + " usable servers, but it has " + usable);
                }
            }
            case PoolClause.HealthChecked(Member.Health how, _) -> health(pool, how, clause);
            case PoolClause.Has(List<Member> members, _) -> members(pool, members, clause);
            case PoolClause.Waits waits -> waits(pool, waits);
            case PoolClause.Uses(PoolClause.Method method, _) -> {
                PoolClause.Method used = method(pool.balancing().algorithm());
                if (used != method) {
                    String word = used == null ? "an algorithm that is not known" : used.word();
                    fail(pool, clause, "expected " + method.word() + ", but uses " + word);
                }
            }
        }
    }

    private void waits(Pool pool, PoolClause.Waits clause) {
        Timeouts timeouts = pool.handling().timeouts();
        waits(pool, clause, "a connection", clause.connect(), timeouts.connect());
        waits(pool, clause, "an answer", clause.server(), timeouts.server());
    }

    private void waits(
            Pool pool,
            PoolClause clause,
            String what,
            @Nullable Duration expected,
            @Nullable Duration given) {
        Duration actual = given == null ? Duration.ZERO : given;
        if (expected != null && !expected.equals(actual)) {
            String text = "expected that it waits " + time(expected) + " for " + what;
            fail(pool, clause, text + ", but it waits " + time(actual));
        }
    }

    private static String time(Duration time) {
        return time.isZero()
                ? "for ever"
                : time.toMillis() % 1000 == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
    }

    private void fail(Pool pool, PoolClause clause, String text) {
        failures.add(new Reason("pool `" + pool.name() + "`: " + text, clause.span()));
        var place = new Reason("the pool `" + pool.name() + "` stands here", pool.span());
        if (places.add(place)) {
            failures.add(place);
        }
    }

    private void leaveOpen(Pool pool, PoolClause clause, String text) {
        openings.add(new Reason("pool `" + pool.name() + "`: " + text, clause.span()));
    }

    /// The usable servers of a role by the machine they are on: the same address is the same
    /// machine. What has but a name may be several.
    static Map<String, List<Server>> machines(Pool pool, Server.Role role) {
        Map<String, List<Server>> machines = new LinkedHashMap<>();
        List<Server> servers = pool.servers();
        for (int i = 0; i < servers.size(); i++) {
            Server server = servers.get(i);
            if (server.role() == role && server.isUsable()) {
                machines.computeIfAbsent(machine(server, i), _ -> new ArrayList<>()).add(server);
            }
        }
        return machines;
    }

    /// What a server is on.
    static String machine(Server server, int number) {
        Address address = server.address();
        boolean known = address.kind() == Address.Kind.IPV4 || address.kind() == Address.Kind.IPV6;
        return known ? address.host() + " " + address.port() : "number " + number;
    }

    private void share(Pool pool, PoolClause.Share clause) {
        switch (Shares.of(pool, balancer.target())) {
            case Shares.Open(String why) -> leaveOpen(pool, clause, "shares are not fixed: " + why);
            case Shares.Fixed(List<Double> shares) -> share(pool, clause, shares);
        }
    }

    private void share(Pool pool, PoolClause.Share clause, List<Double> shares) {
        List<MachineShare> parts = MachineShare.of(pool, shares);
        if (parts.isEmpty()) {
            fail(pool, clause, "no server takes part");
            return;
        }
        double even = 1.0 / parts.size();
        MachineShare most = Collections.max(parts, Comparator.comparingDouble(MachineShare::share));
        MachineShare least =
                Collections.min(parts, Comparator.comparingDouble(MachineShare::share));
        MachineShare farthest = most.share() - even >= even - least.share() ? most : least;
        Double max = clause.max();
        Double min = clause.min();
        Double within = clause.within();
        if (max != null && most.share() > max + ROUNDING) {
            fail(pool, clause, "expected at most " + percent(max) + gets(most));
        }
        if (min != null && least.share() < min - ROUNDING) {
            fail(pool, clause, "expected at least " + percent(min) + gets(least));
        }
        if (within != null && Math.abs(farthest.share() - even) > within + ROUNDING) {
            String expected = "expected " + percent(even) + " within " + percent(within);
            fail(pool, clause, expected + gets(farthest));
        }
    }

    private static String gets(MachineShare part) {
        return " for each machine, but " + part.who() + " gets " + percent(part.share());
    }

    static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share).replace(".0 %", " %");
    }

    private void health(Pool pool, Member.Health how, PoolClause clause) {
        for (Server server : pool.servers()) {
            if (server.role().isDisabled()) {
                continue;
            }
            Member.Health is = Member.Health.of(server);
            boolean none = how == Member.Health.NONE;
            if (none ? is == how : is.compareTo(how) >= 0) {
                continue;
            }
            String asked = is == Member.Health.PASSIVE ? "asked" : "checked";
            String text =
                    none
                            ? "the health of " + server.name() + " is checked"
                            : "nobody has " + server.name() + " " + asked + " for its health";
            failures.add(new Reason("pool `" + pool.name() + "`: " + text, clause.span()));
            failures.add(new Reason("server " + server.name() + " stands here", server.span()));
        }
    }

    /// The server that a member is about: of several one that is as it says.
    private static @Nullable Server same(Member member, List<Server> servers) {
        Server same = null;
        for (Server server : servers) {
            if (member.isAbout(server)) {
                if (member.differs(Member.of(server)).isEmpty()) {
                    return server;
                }
                same = same == null ? server : same;
            }
        }
        return same;
    }

    private void members(Pool pool, List<Member> expected, PoolClause clause) {
        var left = new ArrayList<>(pool.servers());
        for (Member member : expected) {
            Server same = same(member, left);
            if (same == null) {
                fail(pool, clause, "expected server " + member.called() + ", but it has none");
                continue;
            }
            left.remove(same);
            String differs = member.differs(Member.of(same));
            if (!differs.isEmpty()) {
                String text = "expected of " + member.called() + " " + differs;
                failures.add(new Reason("pool `" + pool.name() + "`: " + text, clause.span()));
                failures.add(new Reason("server " + same.name() + " stands here", same.span()));
            }
        }
        for (Server server : left) {
            fail(pool, clause, "expected no server " + server.name() + ", but it has one");
        }
    }

    static PoolClause.@Nullable Method method(Algorithm algorithm) {
        return switch (algorithm) {
            case Algorithm.RoundRobin _ -> PoolClause.Method.ROUND_ROBIN;
            case Algorithm.LeastConnections _ -> PoolClause.Method.LEAST_CONNECTIONS;
            case Algorithm.LeastTime _ -> PoolClause.Method.LEAST_TIME;
            case Algorithm.First _ -> PoolClause.Method.FIRST;
            case Algorithm.RandomDraws _ -> PoolClause.Method.RANDOM;
            case Algorithm.Hash _ -> PoolClause.Method.HASH;
            case Algorithm.Unmodelled _ -> null;
        };
    }
}
