/// Never shipped: what measures and guards the rest.
@NullMarked
package dev.evenkeel.lab;

import org.jspecify.annotations.NullMarked;
