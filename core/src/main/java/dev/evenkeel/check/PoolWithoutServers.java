package dev.evenkeel.check;

import dev.evenkeel.model.Action;
import dev.evenkeel.model.Block;
import dev.evenkeel.model.Listener;
import dev.evenkeel.model.LoadBalancer;
import dev.evenkeel.model.Pool;
import dev.evenkeel.model.Rule;
import dev.evenkeel.text.Span;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;

/// A pool that requests are sent to and that has no server to take them.
final class PoolWithoutServers implements Check {
    @Override
    public Stream<Finding> findings(LoadBalancer balancer) {
        if (balancer.target().dialect().equals("nginx")) {
            // It refuses such a pool when it reads the text.
            return Stream.empty();
        }
        var forwards = Forwards.of(balancer);
        var flow = new Flow();
        var found = new ArrayList<Finding>();
        Set<Span> answering = answering(balancer);
        for (Pool pool : balancer.pools()) {
            if (pool.servers().isEmpty()
                    && forwards.mayUse(pool)
                    && flow.reachesServers(pool)
                    && !answersSomething(pool.handling().rules())
                    && !answering.contains(pool.span())) {
                found.add(finding(balancer, pool, forwards));
            }
        }
        return found.stream();
    }

    private Finding finding(LoadBalancer balancer, Pool pool, Forwards forwards) {
        return Finding.of(
                this,
                severity(pool, forwards),
                pool.span(),
                Words.every(pool)
                        + " "
                        + Words.fails(pool.handling().protocol(), balancer.target())
                        + ", because the pool has no server",
                "Add a server; if refusing is what the pool is for, say so with a rule that answers"
                        + " every request.");
    }

    /// Only where the pool is set up to balance is it sure that servers were meant to be there: an
    /// otherwise empty pool may stand for “no answer” on purpose, the more so when it gets what
    /// other pools do not take.
    private static Severity severity(Pool pool, Forwards forwards) {
        if (isInside(pool, pool.balancing().span()) || !pool.affinities().isEmpty()) {
            return forwards.surelyUses(pool) ? Severity.ERROR : Severity.WARNING;
        }
        return forwards.isLastResort(pool) ? Severity.NOTE : Severity.WARNING;
    }

    private static boolean isInside(Pool pool, @Nullable Span span) {
        return span != null
                && span.source() == pool.span().source()
                && span.start() > pool.span().start();
    }

    /// Where a listener is declared that answers something by itself: when the same lines declare a
    /// pool, nothing is wrong with its having no servers.
    private static Set<Span> answering(LoadBalancer balancer) {
        Set<Span> answering = new HashSet<>();
        for (Listener listener : balancer.listeners()) {
            if (answersSomething(listener.handling().rules())) {
                answering.add(listener.span());
            }
        }
        return answering;
    }

    /// What shows statistics, serves files or redirects does its work without servers.
    private static boolean answersSomething(Block outermost) {
        for (Block block : Flow.blocks(outermost)) {
            for (Rule rule : block.rules()) {
                if (rule.action() instanceof Action.Serve
                        || rule.action() instanceof Action.Unmodelled
                        || (rule.action() instanceof Action.Answer(int status, var _)
                                && status < 400)) {
                    return true;
                }
            }
        }
        return false;
    }
}
