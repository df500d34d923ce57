package dev.evenkeel.lab.mutation;

import dev.evenkeel.text.Source;

/// A configuration with one small change, such as people make. `before` and `after` are the text
/// that was changed, which is the main one or one beside it.
public record Mutant(Kind kind, Original original, Source before, Source after) {
    /// What was changed.
    public enum Kind {
        WEIGHT("weight of a server"),
        ALGORITHM("algorithm"),
        SERVER_SETTING("another setting of a server"),
        SERVER_ADDRESS("address of a server"),
        MATCHED_VALUE("value that a rule looks for"),
        RULE_ORDER("order of two neighbouring rules"),
        TARGET("where a redirect, a rewrite or a pass leads"),
        POOL_CHOSEN("pool that a rule chooses"),
        POOL_RENAMED("name of a pool, everywhere"),
        TIMEOUT("timeout"),
        TABLE_KEY("key of a map"),
        TABLE_VALUE("value of a map");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }

    /// The whole configuration after the change.
    public Original changed() {
        return original.with(after);
    }
}
