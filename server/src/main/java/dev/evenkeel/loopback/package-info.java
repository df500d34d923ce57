/// A real program in front of stand-in servers, all on the loopback network of this machine: its
/// configuration changed so that it runs here, requests sent through it, and what became of them
/// next to what is predicted.
@NullMarked
package dev.evenkeel.loopback;

import org.jspecify.annotations.NullMarked;
