package dev.evenkeel.lab.mutation;

import dev.evenkeel.text.Source;

import java.util.ArrayList;
import java.util.List;

/// A configuration with one small change, such as people make. `before` and `after` are the text
/// that was changed, which is the main one or one beside it.
public record Mutant(Kind kind, Original original, Source before, Source after) {
    private static final int LINES_MAX = 12;

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

    /// The lines that are not the same.
    String lines() {
        List<String> were = before.text().lines().toList();
        List<String> are = after.text().lines().toList();
        var lines = new ArrayList<String>();
        for (int i = 0; i < Math.max(were.size(), are.size()); i++) {
            String was = i < were.size() ? were.get(i) : "";
            String is = i < are.size() ? are.get(i) : "";
            if (!was.equals(is) && lines.size() < LINES_MAX) {
                lines.add("−" + (i + 1) + " " + was.strip());
                lines.add("+" + (i + 1) + " " + is.strip());
            }
        }
        return String.join("\n", lines);
    }

    /// The whole configuration after the change.
    public Original changed() {
        return original.with(after);
    }
}
