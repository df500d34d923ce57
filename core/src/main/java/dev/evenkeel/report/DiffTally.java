package dev.evenkeel.report;

import dev.evenkeel.model.Target;
import dev.evenkeel.predict.ConfigurationDiff;

import java.util.List;

/// What a change report says of the whole.
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

    /// Which requests were looked at; empty when all were.
    static String scope(ConfigurationDiff diff) {
        List<String> scope = diff.routing().scope();
        return scope.isEmpty()
                ? ""
                : "Looked at: " + DiffWords.shown(String.join("; ", scope)) + ".";
    }

    /// The name of one side, with its program where that is another one.
    static String name(DiffAnswer answer, boolean first) {
        Target before = answer.diff().before().target();
        Target after = answer.diff().after().target();
        String name = first ? answer.before().name() : answer.after().name();
        return before.equals(after) ? name : name + " (" + (first ? before : after) + ")";
    }
}
