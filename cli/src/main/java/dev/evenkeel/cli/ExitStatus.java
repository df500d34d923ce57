package dev.evenkeel.cli;

/// What the executable tells its caller, in the order of precedence: the later one wins.
enum ExitStatus {
    /// Nothing wrong.
    GOOD(0),
    /// Nothing found, but not proven either; only with `--strict`.
    NOT_PROVEN(3),
    /// Something found.
    FOUND(1),
    /// The question could not be answered.
    NO_ANSWER(2);

    private final int code;

    ExitStatus(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    /// The one that matters more.
    ExitStatus or(ExitStatus other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
