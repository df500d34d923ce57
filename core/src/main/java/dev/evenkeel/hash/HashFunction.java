package dev.evenkeel.hash;

/// Turns bytes into a number of 32 bits, which is unsigned by meaning.
public interface HashFunction {
    /// The hash of a text that holds one char per byte. Only the low 8 bits of a char count.
    int of(String bytes);
}
