package dev.evenkeel.verify;

import dev.evenkeel.model.LoadBalancer;
import dev.evenkeel.model.Pool;
import dev.evenkeel.model.Server;
import dev.evenkeel.model.Timeouts;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Makes tests of what pools are today: their servers, and how one of them is chosen.
final class PoolTests {
    private final LoadBalancer balancer;

    private PoolTests(LoadBalancer balancer) {
        this.balancer = balancer;
    }

    /// A test of each pool of some names that has something to tell.
    static List<TestCase> of(LoadBalancer balancer, Set<String> names) {
        var made = new PoolTests(balancer);
        var tests = new ArrayList<TestCase>();
        Set<String> told = new HashSet<>();
        for (Pool pool : balancer.pools()) {
            if (names.contains(pool.name()) && told.add(pool.name())) {
                made.test(pool).ifPresent(tests::add);
            }
        }
        return tests;
    }

    private Optional<TestCase> test(Pool pool) {
        String name = pool.name();
        // In a test `*`, `?`, `[` and a backslash stand for other characters.
        boolean named = name.chars().noneMatch(c -> "*?[\\".indexOf(c) >= 0);
        List<PoolClause> clauses = clauses(pool);
        if (!named || !Generation.isText(name) || clauses.isEmpty()) {
            return Optional.empty();
        }
        var expected = new Expectation.OfPool(name, pool.span(), clauses);
        var test = new TestCase("pool `" + name + "`", expected, pool.span());
        // Of several pools of one name the test is of all.
        return PoolVerdict.of(test, expected, balancer).isGood()
                ? Optional.of(test)
                : Optional.empty();
    }

    private static List<PoolClause> clauses(Pool pool) {
        var clauses = new ArrayList<PoolClause>();
        List<Server> servers = pool.servers();
        PoolClause.Method method = PoolVerdict.method(pool.balancing().algorithm());
        if (servers.size() > 1 && method != null) {
            clauses.add(new PoolClause.Uses(method, pool.span()));
        }
        Member.Health all = health(servers);
        if (all != null) {
            clauses.add(new PoolClause.HealthChecked(all, pool.span()));
        }
        clauses.add(waits(pool));
        var members = new ArrayList<Member>();
        Set<String> names = new HashSet<>();
        for (Server server : servers) {
            Member member = member(server, pool, all);
            // Several of one address without names are told apart by nothing, and need not be.
            boolean told = member.name().isEmpty() || names.add(member.name());
            told &= Generation.isText(member.name());
            if (!told || !Generation.isText(member.address())) {
                return clauses;
            }
            members.add(member);
        }
        boolean alone = members.size() == 1 && isPlain(members.getFirst(), pool);
        if (alone) {
            // The pool is just this address: what goes to it says so.
            return List.of(waits(pool));
        }
        if (!members.isEmpty()) {
            clauses.add(new PoolClause.Has(members, pool.span()));
        }
        return clauses;
    }

    private static PoolClause waits(Pool pool) {
        Timeouts timeouts = pool.handling().timeouts();
        return new PoolClause.Waits(
                orForever(timeouts.connect()), orForever(timeouts.server()), pool.span());
    }

    private static Duration orForever(@Nullable Duration given) {
        return given == null ? Duration.ZERO : given;
    }

    private static boolean isPlain(Member member, Pool pool) {
        return member.name().isEmpty() && member.address().equals(pool.name());
    }

    /// How all servers are checked; `null` when that is not the same for all.
    private static Member.@Nullable Health health(List<Server> servers) {
        Member.Health all = null;
        for (Server server : servers) {
            Member.Health one = Member.Health.of(server);
            if (all != null && one != all) {
                return null;
            }
            all = one;
        }
        return all;
    }

    private static Member member(Server server, Pool pool, Member.@Nullable Health all) {
        Member member = Member.of(server);
        boolean bound = !pool.affinities().isEmpty() && Generation.isText(member.identity());
        return new Member(
                member.name(),
                member.address(),
                member.weight(),
                member.role(),
                member.limits(),
                all == null ? member.checked() : null,
                bound ? member.identity() : "");
    }
}
