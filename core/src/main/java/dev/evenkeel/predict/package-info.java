/// A sequence of requests: where each goes, with balancing state carried along.
@NullMarked
package dev.evenkeel.predict;

import org.jspecify.annotations.NullMarked;
