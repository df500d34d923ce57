/// One concrete request through the rules of a listener.
@NullMarked
package dev.evenkeel.routing;

import org.jspecify.annotations.NullMarked;
