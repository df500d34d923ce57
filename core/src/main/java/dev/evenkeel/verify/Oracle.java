package dev.evenkeel.verify;

/// Knows what becomes of single requests. The model is one; whatever runs the real program and
/// watches is another.
public interface Oracle {
    /// What becomes of the request as the first since the start. May be asked by several threads at
    /// once.
    Answer answer(Expectation.OfRequest request);
}
