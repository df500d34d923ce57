/// What any load balancer does, in no vendor's words.
@NullMarked
package dev.evenkeel.model;

import org.jspecify.annotations.NullMarked;
