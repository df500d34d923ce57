package dev.evenkeel.check;

import dev.evenkeel.model.LoadBalancer;

import java.util.stream.Stream;

/// One kind of fault. Its id is the kebab-case of its class name and never changes; its page is the
/// Markdown file of the same name beside it.
public interface Check {
    /// Every place where the balancer has this fault.
    Stream<Finding> findings(LoadBalancer balancer);

    /// The word users write.
    default String id() {
        return Checks.id(getClass().getSimpleName());
    }
}
