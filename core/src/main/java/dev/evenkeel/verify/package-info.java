/// Tests of a configuration: what a team expects of it, and whether it is so.
@NullMarked
package dev.evenkeel.verify;

import org.jspecify.annotations.NullMarked;
