package dev.evenkeel.check;

import dev.evenkeel.model.Ignored;
import dev.evenkeel.model.LoadBalancer;

import java.util.stream.Stream;

/// A health check that is set up and that nobody runs.
final class HealthCheckNeverRuns implements Check {
    @Override
    public Stream<Finding> findings(LoadBalancer balancer) {
        return balancer.ignored().stream()
                .filter(ignored -> ignored.topic() == Ignored.Topic.HEALTH_CHECK)
                .map(this::finding);
    }

    private Finding finding(Ignored ignored) {
        return Finding.warning(
                        this,
                        ignored.span(),
                        Words.quoted(ignored.what())
                                + " never takes a dead server out of work, because "
                                + ignored.because(),
                        "Switch the check on for the servers that are to be checked.")
                .relatedTo(ignored.by(), "not checked");
    }
}
