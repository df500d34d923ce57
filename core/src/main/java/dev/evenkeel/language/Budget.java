package dev.evenkeel.language;

/// What a number of states that is allowed means for the rest: memory follows from it.
final class Budget {
    private static final long RANGES_PER_STATE = 48;
    private static final long CONFIGURATIONS_PER_STATE = 32;
    private static final long LEAST = 1 << 16;

    private Budget() {}

    /// How many ranges the rows of an automaton may have together.
    static long ranges(int statesMax) {
        return Math.max(LEAST, RANGES_PER_STATE * statesMax);
    }

    /// How many states of a nondeterministic automaton those of a deterministic one may hold.
    static long configurations(int statesMax) {
        return Math.max(LEAST, CONFIGURATIONS_PER_STATE * statesMax);
    }
}
