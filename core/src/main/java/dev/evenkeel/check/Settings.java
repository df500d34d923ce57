package dev.evenkeel.check;

import org.jspecify.annotations.Nullable;

import java.util.Map;

/// What a team wants of each check, by id; a check that is not named keeps its own severities.
public record Settings(Map<String, Level> levels) {
    /// How a check's findings are reported.
    public enum Level {
        /// Not at all.
        OFF,
        NOTE,
        WARNING,
        ERROR;

        /// The level of the word that users write; `null` when it is no level.
        public static @Nullable Level of(String word) {
            return switch (word) {
                case "off" -> OFF;
                case "note" -> NOTE;
                case "warning" -> WARNING;
                case "error" -> ERROR;
                default -> null;
            };
        }
    }

    public Settings {
        levels = Map.copyOf(levels);
    }

    /// Every check as it is.
    public static Settings standard() {
        return new Settings(Map.of());
    }
}
