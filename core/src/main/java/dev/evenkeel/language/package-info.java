/// Exact sets of byte strings: regular languages as automata.
@NullMarked
package dev.evenkeel.language;

import org.jspecify.annotations.NullMarked;
