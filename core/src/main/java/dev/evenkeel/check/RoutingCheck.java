package dev.evenkeel.check;

import dev.evenkeel.model.LoadBalancer;

import java.util.stream.Stream;

/// A check that asks which requests reach which rules; that is found out once for all of them.
interface RoutingCheck extends Check {
    /// Every place where the balancer has this fault.
    Stream<Finding> findings(Reach reach);

    @Override
    default Stream<Finding> findings(LoadBalancer balancer) {
        return findings(Reach.of(balancer));
    }
}
