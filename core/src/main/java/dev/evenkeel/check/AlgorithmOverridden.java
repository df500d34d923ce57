package dev.evenkeel.check;

import dev.evenkeel.model.Ignored;
import dev.evenkeel.model.LoadBalancer;

import java.util.stream.Stream;

/// An algorithm that a later line replaces.
final class AlgorithmOverridden implements Check {
    @Override
    public Stream<Finding> findings(LoadBalancer balancer) {
        return balancer.ignored().stream()
                .filter(ignored -> ignored.topic() == Ignored.Topic.ALGORITHM_OVERRIDDEN)
                .map(this::finding);
    }

    private Finding finding(Ignored ignored) {
        return Finding.warning(
                        this,
                        ignored.span(),
                        "servers are not chosen by "
                                + Words.quoted(ignored.what())
                                + ", because "
                                + ignored.because(),
                        "Keep only the algorithm that is meant.")
                .relatedTo(ignored.by(), "this one is in force");
    }
}
