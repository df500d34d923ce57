/// Texts as they were read: sources, places in them, and what is wrong there.
@NullMarked
package dev.evenkeel.text;

import org.jspecify.annotations.NullMarked;
