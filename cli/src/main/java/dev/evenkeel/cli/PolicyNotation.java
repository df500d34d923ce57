package dev.evenkeel.cli;

import dev.evenkeel.predict.Policy;

import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Reads what a change of a configuration may do.
final class PolicyNotation {
    private static final List<String> KEYS =
            List.of("expect", "forbid", "max-moved", "max-share-change");

    private final YamlFile file;
    private final String where;

    /// `where` is the key under which it stands.
    PolicyNotation(YamlFile file, String where) {
        this.file = file;
        this.where = where;
    }

    Policy read(Node node) {
        Map<String, Node> values = file.mapping(node, where, KEYS);
        Set<String> forbidden = new HashSet<>();
        Node forbid = values.get("forbid");
        for (Node word : forbid == null ? List.<Node>of() : YamlFile.elements(forbid)) {
            String known = value(word, "forbid", PolicyOptions::forbidden);
            if (known != null) {
                forbidden.add(known);
            }
        }
        var expected = value(values.get("expect"), "expect", PolicyOptions::expectation);
        return new Policy(
                forbidden,
                value(values.get("max-share-change"), "max-share-change", PolicyOptions::share),
                value(values.get("max-moved"), "max-moved", PolicyOptions::share),
                expected == null ? Policy.Expectation.ANYTHING : expected);
    }

    private <T> @Nullable T value(@Nullable Node node, String key, YamlFile.Meaning<T> meaning) {
        return file.value(node, where + ": " + key, meaning);
    }
}
