package dev.evenkeel.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.evenkeel.check.Checks;
import dev.evenkeel.check.Settings;
import dev.evenkeel.check.Settings.Level;
import dev.evenkeel.predict.Policy;
import dev.evenkeel.report.Reports;
import dev.evenkeel.text.Sources.Found;

import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads `evenkeel.yaml`: what a team wants of every run. Everything wrong with it is reported
/// together, each with file and line.
final class ProjectFile {
    static final String NAME = "evenkeel.yaml";

    private static final List<String> KEYS =
            List.of("as", "checks", "define", "diff", "fail-on", "format", "root", "strict");

    private static final List<String> POLICY_KEYS =
            List.of("expect", "forbid", "max-moved", "max-share-change");

    private final String name;
    private final List<String> faults = new ArrayList<>();

    private ProjectFile(String name) {
        this.name = name;
    }

    /// The defaults in a file; `name` is its path as the user knows it.
    static Defaults read(Path working, Path name) throws CannotAnswer {
        return switch (BoundedFile.named(working.resolve(name), name.toString())) {
            case Found found -> {
                String text = found.source().text();
                byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
                yield parse(name, new String(bytes, UTF_8));
            }
            case dev.evenkeel.text.Sources.Missing _ ->
                    throw new CannotAnswer(name + " does not exist");
            case dev.evenkeel.text.Sources.Unreadable unreadable ->
                    throw new CannotAnswer(name + " " + unreadable.why());
        };
    }

    private static Defaults parse(Path path, String text) throws CannotAnswer {
        var file = new ProjectFile(path.toString());
        Defaults defaults = Defaults.NONE;
        try {
            var settings = LoadSettings.builder().setLabel(file.name).build();
            Optional<Node> document = new Compose(settings).composeString(text);
            if (document.isPresent()) {
                defaults = file.defaults(document.get(), path);
            }
        } catch (MarkedYamlEngineException broken) {
            String problem = broken.getProblem();
            file.fault(broken.getProblemMark(), "is not YAML: " + problem);
        } catch (YamlEngineException broken) {
            file.fault(Optional.empty(), "is not YAML: " + broken.getMessage());
        }
        if (!file.faults.isEmpty()) {
            throw new CannotAnswer(file.faults);
        }
        return defaults;
    }

    private Defaults defaults(Node document, Path path) {
        Map<String, Node> values = mapping(document, "the file");
        refuseOthers(values, KEYS, "");
        DialectChoice as = dialect(values.get("as"));
        Path root = root(values.get("root"), path);
        String format = word(values.get("format"), "format", Reports.names());
        String failOn = word(values.get("fail-on"), "fail-on", Severities.words());
        String strict = word(values.get("strict"), "strict", List.of("true", "false"));
        return new Defaults(
                as,
                root,
                defines(values.get("define")),
                format,
                failOn == null ? null : Severities.of(failOn),
                strict == null ? null : strict.equals("true"),
                new Defaults.Demands(
                        new Settings(checks(values.get("checks"))), policy(values.get("diff"))));
    }

    private void refuseOthers(Map<String, Node> values, List<String> known, String where) {
        values.forEach((key, value) -> {
            if (!known.contains(key)) {
                String all = String.join(", ", known);
                fault(value, where + "unknown key " + key + "; known are " + all);
            }
        });
    }

    /// What may become of a configuration.
    private Policy policy(@Nullable Node node) {
        if (node == null) {
            return Policy.NONE;
        }
        Map<String, Node> values = mapping(node, "diff");
        refuseOthers(values, POLICY_KEYS, "diff: ");
        Set<String> forbidden = new HashSet<>();
        Node forbid = values.get("forbid");
        List<Node> words =
                forbid == null
                        ? List.of()
                        : forbid instanceof SequenceNode list ? list.getValue() : List.of(forbid);
        for (Node word : words) {
            String forbiddenWord = policyValue(word, "forbid", PolicyOptions::forbidden);
            if (forbiddenWord != null) {
                forbidden.add(forbiddenWord);
            }
        }
        var expected = policyValue(values.get("expect"), "expect", PolicyOptions::expectation);
        return new Policy(
                forbidden,
                policyValue(
                        values.get("max-share-change"), "max-share-change", PolicyOptions::share),
                policyValue(values.get("max-moved"), "max-moved", PolicyOptions::share),
                expected == null ? Policy.Expectation.ANYTHING : expected);
    }

    /// Understands a value; `said` is how the user said it.
    private interface Meaning<T> {
        T of(String said, String value) throws CannotAnswer;
    }

    private <T> @Nullable T policyValue(@Nullable Node node, String key, Meaning<T> meaning) {
        String word = scalar(node, "diff: " + key);
        if (node == null || word == null) {
            return null;
        }
        try {
            return meaning.of("diff: " + key + ": " + word, word);
        } catch (CannotAnswer wrong) {
            fault(node, String.valueOf(wrong.getMessage()));
            return null;
        }
    }

    private @Nullable DialectChoice dialect(@Nullable Node node) {
        String word = scalar(node, "as");
        if (node == null || word == null) {
            return null;
        }
        try {
            return DialectChoice.parse(word);
        } catch (CannotAnswer wrong) {
            fault(node, "as: " + wrong.getMessage());
            return null;
        }
    }

    /// A relative root lies beside the project file.
    private @Nullable Path root(@Nullable Node node, Path path) {
        String word = scalar(node, "root");
        return word == null ? null : path.resolveSibling(word);
    }

    private Map<String, String> defines(@Nullable Node node) {
        var defines = new HashMap<String, String>();
        if (node != null) {
            mapping(node, "define")
                    .forEach((key, value) -> {
                        String word = scalar(value, "define: " + key);
                        if (word != null) {
                            defines.put(key, word);
                        }
                    });
        }
        return defines;
    }

    private Map<String, Level> checks(@Nullable Node node) {
        var levels = new HashMap<String, Level>();
        if (node == null) {
            return levels;
        }
        List<String> ids = Checks.ids();
        mapping(node, "checks")
                .forEach((id, value) -> {
                    String word = scalar(value, id);
                    Level level = word == null ? null : Level.of(word);
                    if (!ids.contains(id)) {
                        fault(value, "there is no check " + id + "; see evenkeel explain");
                    } else if (level == null) {
                        fault(value, id + ": must be off, note, warning or error");
                    } else {
                        levels.put(id, level);
                    }
                });
        return levels;
    }

    private @Nullable String word(@Nullable Node node, String key, List<String> words) {
        String word = scalar(node, key);
        if (node != null && word != null && !words.contains(word)) {
            fault(node, key + ": must be one of " + String.join(", ", words));
            return null;
        }
        return word;
    }

    private @Nullable String scalar(@Nullable Node node, String key) {
        if (node == null) {
            return null;
        }
        if (node instanceof ScalarNode scalar && !scalar.getValue().isEmpty()) {
            return scalar.getValue();
        }
        fault(node, key + ": needs one value");
        return null;
    }

    private Map<String, Node> mapping(Node node, String what) {
        var values = new LinkedHashMap<String, Node>();
        if (!(node instanceof MappingNode mapping)) {
            fault(node, what + ": needs keys and values");
            return values;
        }
        for (NodeTuple tuple : mapping.getValue()) {
            String key = scalar(tuple.getKeyNode(), "a key of " + what);
            if (key != null && values.put(key, tuple.getValueNode()) != null) {
                fault(tuple.getKeyNode(), key + ": stands here twice");
            }
        }
        return values;
    }

    private void fault(Node node, String message) {
        fault(node.getStartMark(), message);
    }

    private void fault(Optional<Mark> mark, String message) {
        String line = mark.map(at -> ":" + (at.getLine() + 1)).orElse("");
        faults.add(name + line + ": " + message);
    }
}
