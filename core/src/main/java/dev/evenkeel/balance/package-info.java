/// How the requests of a pool are spread over its servers: one exact class per vendor algorithm.
@NullMarked
package dev.evenkeel.balance;

import org.jspecify.annotations.NullMarked;
