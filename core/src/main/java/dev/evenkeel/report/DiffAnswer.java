package dev.evenkeel.report;

import dev.evenkeel.model.Coverage;
import dev.evenkeel.predict.ConfigurationDiff;
import dev.evenkeel.predict.Ruling;

import java.util.List;

/// What `diff` answers. `evenkeel` is our own version, `rulings` what a policy says of the change.
public record DiffAnswer(
        String evenkeel, ConfigurationDiff diff, Side before, Side after, List<Ruling> rulings) {
    /// One of the two configurations: its name as the user gave it, its main files, how much was
    /// understood, and what must not be shown.
    public record Side(String name, List<String> files, Coverage coverage, Secrets secrets) {
        public Side {
            files = List.copyOf(files);
        }
    }

    public DiffAnswer {
        rulings = List.copyOf(rulings);
    }
}
