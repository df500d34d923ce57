package dev.evenkeel.verify;

import java.util.List;

/// How often the servers of a pool took one and the same request, sent again and again from the
/// start of the program on.
public sealed interface Tally {
    /// How often each server did, in the order of the pool.
    record Counted(List<Integer> hits) implements Tally {
        public Counted {
            hits = List.copyOf(hits);
        }
    }

    /// It was not counted, and why.
    record Uncounted(String why) implements Tally {}

    /// Nobody sends anything: who is asked knows the shares by computing.
    record Computed() implements Tally {}
}
