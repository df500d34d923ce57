package dev.evenkeel.check;

import dev.evenkeel.model.Ignored;
import dev.evenkeel.model.LoadBalancer;

import java.util.stream.Stream;

/// An algorithm, or a setting of one, that has no effect where it stands.
final class AlgorithmIgnored implements Check {
    @Override
    public Stream<Finding> findings(LoadBalancer balancer) {
        return balancer.ignored().stream()
                .filter(ignored -> ignored.topic() == Ignored.Topic.ALGORITHM_WITHOUT_EFFECT)
                .map(this::finding);
    }

    private Finding finding(Ignored ignored) {
        return Finding.warning(
                        this,
                        ignored.span(),
                        Words.quoted(ignored.what())
                                + " does not change how servers are chosen, because "
                                + ignored.because(),
                        "Remove the line, or choose an algorithm that works here.")
                .relatedTo(ignored.by(), "this is in force instead");
    }
}
