package dev.evenkeel.check;

import dev.evenkeel.model.Ignored;
import dev.evenkeel.model.LoadBalancer;
import dev.evenkeel.model.Pool;
import dev.evenkeel.text.Source;
import dev.evenkeel.text.Span;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// A health check that is set up and that nobody runs.
final class HealthCheckNeverRuns implements Check {
    @Override
    public Stream<Finding> findings(LoadBalancer balancer) {
        var found = new ArrayList<Finding>();
        Map<Source, Set<Integer>> alone = null;
        for (Ignored ignored : balancer.ignored()) {
            if (ignored.topic() == Ignored.Topic.HEALTH_CHECK) {
                if (alone == null) {
                    alone = onlyServers(balancer);
                }
                Span span = ignored.span();
                Set<Integer> lines = alone.getOrDefault(span.source(), Set.of());
                found.add(finding(ignored, lines.contains(span.line())));
            }
        }
        return found.stream();
    }

    /// Where nobody could take over, it changes little that the server is not taken out of work.
    private Finding finding(Ignored ignored, boolean alone) {
        return Finding.of(
                        this,
                        alone ? Severity.NOTE : Severity.WARNING,
                        ignored.span(),
                        Words.quoted(ignored.what())
                                + " never takes a dead server out of work: "
                                + ignored.because(),
                        alone
                                ? "Add a second server, or remove the setting."
                                : "Switch the check on for the servers that are to be checked.")
                .relatedTo(ignored.by(), "not checked");
    }

    /// The lines of servers that have no other beside them.
    private static Map<Source, Set<Integer>> onlyServers(LoadBalancer balancer) {
        Map<Source, Set<Integer>> lines = new HashMap<>();
        for (Pool pool : balancer.pools()) {
            if (pool.servers().size() == 1) {
                Span span = pool.servers().getFirst().span();
                lines.computeIfAbsent(span.source(), _ -> new HashSet<>()).add(span.line());
            }
        }
        return lines;
    }
}
