package dev.evenkeel.loopback;

/// Whether a prediction came true.
public sealed interface Verdict {
    record Same() implements Verdict {}

    /// The prediction leaves open what happens, for this reason, and what happened is possible.
    record Open(String why) implements Verdict {}

    record Different(Topic topic, String expected, String got) implements Verdict {
        @Override
        public String toString() {
            return topic.name().toLowerCase(java.util.Locale.ROOT)
                    + ": expected "
                    + expected
                    + ", got "
                    + got;
        }
    }

    /// In what a prediction and reality differ.
    enum Topic {
        OUTCOME,
        SERVER,
        STATUS,
        LOCATION,
        METHOD,
        TARGET,
        HOST,
        HEADER
    }
}
