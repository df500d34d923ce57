package dev.evenkeel.report;

import dev.evenkeel.predict.ConfigurationDiff;
import dev.evenkeel.predict.PoolChange;

/// What was found, counted.
final class DiffTally {
    private DiffTally() {}

    /// What the verdict rests on, where no fact says it; empty when facts do.
    static String sentence(ConfigurationDiff diff) {
        return switch (diff.verdict()) {
            case EQUIVALENT ->
                    "Proven: every request ends as before, and the pools treat it as before.";
            case NOT_PROVEN -> "No difference was found, and it is not proven that there is none.";
            case DIFFERENT ->
                    switch (diff.routing().verdict()) {
                        case EQUIVALENT -> "Every request goes to the same pool as before.";
                        case NOT_PROVEN ->
                                "That every request goes to the same pool as before is not proven.";
                        case DIFFERENT -> "";
                    };
        };
    }

    /// `2 classes of requests, 1 pool`
    static String counts(ConfigurationDiff diff) {
        int classes = diff.routing().differences().size() + diff.routing().untold();
        long pools =
                diff.pools().stream()
                        .filter(PoolChange::felt)
                        .map(change -> change.pools().name())
                        .distinct()
                        .count();
        String requests = Tally.number(classes) + (classes == 1 ? " class" : " classes");
        return requests + " of requests, " + Tally.count((int) pools, "pool");
    }
}
