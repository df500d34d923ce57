package dev.evenkeel.lab.conformance;

import dev.evenkeel.loopback.StandIns;

/// Makes random configurations of one language that its program accepts, with requests aimed at
/// them.
interface Generator {
    /// The case that belongs to a seed, with so many requests.
    Case of(long seed, int requests, StandIns servers);
}
