package dev.evenkeel.routing;

import dev.evenkeel.model.Rule;

/// What is seen on a walk of all requests through the rules. Sets of the same thing add up.
interface Sightings {
    Sightings NONE = new Sightings() {};

    /// A rule's action is taken for requests.
    default void action(Rule rule, int requests) {}

    /// Requests come to a pool.
    default void pool(String name, int requests) {}

    /// Requests come to a rule that may do anything to them.
    default void unmodelled(Rule rule) {}
}
