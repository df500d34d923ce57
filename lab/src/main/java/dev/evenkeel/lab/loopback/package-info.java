/// Real configurations of other people, changed so that they run on the loopback network in front
/// of stand-in servers, and what becomes of requests there next to what is predicted.
@NullMarked
package dev.evenkeel.lab.loopback;

import org.jspecify.annotations.NullMarked;
