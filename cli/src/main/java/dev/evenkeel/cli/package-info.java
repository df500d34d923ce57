/// The command line: one class per command, and the edge that touches files and terminals.
@NullMarked
package dev.evenkeel.cli;

import org.jspecify.annotations.NullMarked;
