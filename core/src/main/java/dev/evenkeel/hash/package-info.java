/// Hash functions of 32 bits, as balancers use them to turn a key into a server.
@NullMarked
package dev.evenkeel.hash;

import org.jspecify.annotations.NullMarked;
