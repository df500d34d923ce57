package dev.evenkeel.balance;

import dev.evenkeel.model.Pool;
import dev.evenkeel.model.Target;

import java.util.List;

/// All balancers there are.
public final class Balancers {
    private Balancers() {}

    /// What a pool can be predicted with.
    public sealed interface Found {
        /// As the vendor's program does since its start, if what was `assumed` is so (plain words).
        record Exact(Balancer balancer, List<String> assumed) implements Found {
            public Exact {
                assumed = List.copyOf(assumed);
            }

            public Exact(Balancer balancer) {
                this(balancer, List.of());
            }
        }

        /// Not before run time, and why, in plain words.
        record Unknown(String why) implements Found {}
    }

    public static Found of(Pool pool, Target target) {
        return new Found.Unknown(
                pool.balancing().algorithm() + " of " + target + " is not known here");
    }
}
