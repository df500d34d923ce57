package dev.evenkeel.dialect;

/// How far a line of a configuration is understood.
public sealed interface Support {
    /// How little is understood: the higher, the worse.
    int rank();

    record Understood() implements Support {
        @Override
        public int rank() {
            return 1;
        }
    }

    /// Cannot change where a request goes or what share a server gets.
    record Harmless() implements Support {
        @Override
        public int rank() {
            return 0;
        }
    }

    /// Modelled, but for what the note says.
    record Limited(String note) implements Support {
        @Override
        public int rank() {
            return 2;
        }
    }

    /// Known to exist, not modelled.
    record Unmodelled(String reason) implements Support {
        @Override
        public int rank() {
            return 3;
        }
    }

    record Unknown() implements Support {
        @Override
        public int rank() {
            return 4;
        }
    }

    Support UNDERSTOOD = new Understood();

    Support HARMLESS = new Harmless();

    Support UNKNOWN = new Unknown();

    /// The worse of two: a line is understood as far as its least understood part.
    static Support worse(Support one, Support other) {
        return one.rank() >= other.rank() ? one : other;
    }
}
