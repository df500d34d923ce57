package dev.evenkeel.routing;

/// An answer about all requests takes more work or memory than is allowed. Operations on sets of a
/// [Routing] or a [Reachability] may throw it, however small the question: what was found out
/// before stays true, and the rest is not known.
public class TooMuch extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooMuch(String what) {
        super(what, null, false, false);
    }
}
