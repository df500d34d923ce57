package dev.evenkeel.dialect;

/// How far a line of a configuration is understood.
public sealed interface Support {
    record Understood() implements Support {}

    /// Cannot change where a request goes or what share a server gets.
    record Harmless() implements Support {}

    /// Modelled, but for what the note says.
    record Limited(String note) implements Support {}

    /// Known to exist, not modelled.
    record Unmodelled(String reason) implements Support {}

    record Unknown() implements Support {}

    Support UNDERSTOOD = new Understood();

    Support HARMLESS = new Harmless();

    Support UNKNOWN = new Unknown();

    /// The worse of two: a line is understood as far as its least understood part.
    static Support worse(Support one, Support other) {
        return rank(one) >= rank(other) ? one : other;
    }

    private static int rank(Support support) {
        return switch (support) {
            case Harmless _ -> 0;
            case Understood _ -> 1;
            case Limited _ -> 2;
            case Unmodelled _ -> 3;
            case Unknown _ -> 4;
        };
    }
}
