/// Predictions held against real proxies: generated configurations and requests, stand-in servers
/// that tell what reached them, and what was different made small.
@NullMarked
package dev.evenkeel.lab.conformance;

import org.jspecify.annotations.NullMarked;
