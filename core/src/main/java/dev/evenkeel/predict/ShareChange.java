package dev.evenkeel.predict;

import org.jspecify.annotations.Nullable;

/// Which part of its pool's requests a server gets in the long run, before and after: 0 where it
/// does not stand, `null` where the algorithm does not fix it, which `why` says.
public record ShareChange(
        String pool, String server, @Nullable Double before, @Nullable Double after, String why) {

    /// How much of the pool's requests the server gets more than before (less: negative); 0 where
    /// that is not known.
    public double gain() {
        return before == null || after == null ? 0 : after - before;
    }

    public boolean isKnown() {
        return before != null && after != null;
    }
}
