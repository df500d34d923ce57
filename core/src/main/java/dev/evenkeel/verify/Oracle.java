package dev.evenkeel.verify;

import dev.evenkeel.model.Listener;
import dev.evenkeel.model.Pool;
import dev.evenkeel.routing.RequestSet;

/// Knows what becomes of single requests. The model is one; whatever runs the real program and
/// watches is another.
public interface Oracle {
    /// What becomes of the request as the first since the start. May be asked by several threads at
    /// once.
    Answer answer(Expectation.OfRequest request);

    /// Which servers of a pool take a request of a listener that is sent so often.
    Tally tally(Listener listener, RequestSet.Example example, Pool pool, int requests);
}
