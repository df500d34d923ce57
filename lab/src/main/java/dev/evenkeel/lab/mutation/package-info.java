/// Configurations with one small change each, and whether what is said of the change is so.
@NullMarked
package dev.evenkeel.lab.mutation;

import org.jspecify.annotations.NullMarked;
