package dev.evenkeel.loopback;

import dev.evenkeel.model.Endpoint;
import dev.evenkeel.model.Listener;
import dev.evenkeel.model.LoadBalancer;
import dev.evenkeel.routing.Given;

import org.jspecify.annotations.Nullable;

/// A configuration that a program accepts here: its texts and what stands around it, and the model
/// of it (`null` when we would refuse it).
record Rehearsed(
        Program program,
        Places places,
        Texts texts,
        @Nullable LoadBalancer model,
        Given given,
        boolean asksOthers) {
    /// The listener of the model that stands for one of the configuration as it is written, where
    /// requests for that come in at a port.
    @Nullable Listener listener(Listener written, int port) {
        LoadBalancer balancer = model;
        if (balancer == null) {
            return null;
        }
        for (Listener listener : balancer.listeners()) {
            if (program.dialect().equals("haproxy")) {
                if (listener.name().equals(written.name())) {
                    return listener;
                }
            } else {
                for (Endpoint endpoint : listener.endpoints()) {
                    if (endpoint.portFirst() == port) {
                        return listener;
                    }
                }
            }
        }
        return null;
    }
}
