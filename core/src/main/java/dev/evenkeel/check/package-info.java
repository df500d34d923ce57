/// Faults a configuration can have; one class and one page each.
@NullMarked
package dev.evenkeel.check;

import org.jspecify.annotations.NullMarked;
