package dev.evenkeel.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.evenkeel.text.Source;
import dev.evenkeel.text.Sources.Found;
import dev.evenkeel.text.Sources.Missing;
import dev.evenkeel.text.Sources.Unreadable;
import dev.evenkeel.text.Span;

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

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A file of YAML that somebody wrote for us. Everything wrong with it is gathered, each with file
/// and line, and reported together.
final class YamlFile {
    /// How many known keys are listed where an unknown one resembles none.
    private static final int KEYS_SHOWN_MAX = 12;

    private final Source source;
    private final List<String> faults = new ArrayList<>();

    private YamlFile(Source source) {
        this.source = source;
    }

    /// A file by its path as the user knows it.
    static YamlFile named(Path working, Path name) throws CannotAnswer {
        return of(BoundedFile.named(working.resolve(name), name.toString()), name);
    }

    /// The same for a file on the command line, which may be a pipe.
    static YamlFile given(Path working, Path name) throws CannotAnswer {
        return of(BoundedFile.given(working.resolve(name), name.toString()), name);
    }

    private static YamlFile of(dev.evenkeel.text.Sources.Lookup lookup, Path name)
            throws CannotAnswer {
        return switch (lookup) {
            case Found found -> new YamlFile(found.source());
            case Missing _ -> throw new CannotAnswer(name + " does not exist");
            case Unreadable unreadable -> throw new CannotAnswer(name + " " + unreadable.why());
        };
    }

    /// Its content; empty when there is none, or it is no YAML.
    Optional<Node> document() {
        try {
            var settings =
                    LoadSettings.builder()
                            .setLabel(source.name())
                            .setCodePointLimit(BoundedFile.BYTES_MAX)
                            .build();
            String text = new String(source.text().getBytes(ISO_8859_1), UTF_8);
            return new Compose(settings).composeString(text);
        } catch (MarkedYamlEngineException broken) {
            fault(broken.getProblemMark(), "is not YAML: " + broken.getProblem());
        } catch (YamlEngineException broken) {
            fault(Optional.empty(), "is not YAML: " + broken.getMessage());
        }
        return Optional.empty();
    }

    /// Ends the reading: what is wrong is said now.
    void refuse() throws CannotAnswer {
        if (!faults.isEmpty()) {
            throw new CannotAnswer(faults);
        }
    }

    boolean isGood() {
        return faults.isEmpty();
    }

    /// The values of a mapping by their keys; of what is none, nothing.
    Map<String, Node> mapping(Node node, String what) {
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

    /// The same with keys that are known; what is not is a fault.
    Map<String, Node> mapping(Node node, String what, List<String> known) {
        Map<String, Node> values = mapping(node, what);
        refuseOthers(values, known, what + ": ");
        return values;
    }

    void refuseOthers(Map<String, Node> values, List<String> known, String where) {
        values.forEach((key, value) -> {
            if (!known.contains(key)) {
                List<String> meant = Spelling.meant(key, known);
                String advice =
                        meant.isEmpty() || known.size() <= KEYS_SHOWN_MAX
                                ? "; known are " + String.join(", ", known)
                                : "";
                String guess = meant.isEmpty() ? "" : "; did you mean " + meant.getFirst() + "?";
                fault(value, where + "unknown key " + key + advice + guess);
            }
        });
    }

    /// The elements of a list; a single value is a list of one.
    static List<Node> elements(Node node) {
        return node instanceof SequenceNode list ? list.getValue() : List.of(node);
    }

    /// A text that is not empty; `null` when it is none, which is a fault, or is not there.
    @Nullable String scalar(@Nullable Node node, String key) {
        if (node == null) {
            return null;
        }
        if (node instanceof ScalarNode scalar && !scalar.getValue().isEmpty()) {
            return scalar.getValue();
        }
        fault(node, key + ": needs one value");
        return null;
    }

    /// Whether a value is there that says `null`, or says nothing at all.
    static boolean isNull(Node node) {
        return node instanceof ScalarNode scalar
                && scalar.isPlain()
                && List.of("null", "~", "").contains(scalar.getValue());
    }

    /// One of some words; `null` when it is none, which is a fault, or is not there.
    @Nullable String word(@Nullable Node node, String key, List<String> words) {
        String word = scalar(node, key);
        if (node != null && word != null && !words.contains(word)) {
            fault(node, key + ": must be one of " + String.join(", ", words));
            return null;
        }
        return word;
    }

    /// Understands a value; `said` is how the user said it.
    interface Meaning<T> {
        T of(String said, String value) throws CannotAnswer;
    }

    /// What a value means; `null` when it cannot be understood, which is a fault, or is not there.
    <T> @Nullable T value(@Nullable Node node, String key, Meaning<T> meaning) {
        String word = scalar(node, key);
        if (node == null || word == null) {
            return null;
        }
        try {
            return meaning.of(key + ": " + word, word);
        } catch (CannotAnswer wrong) {
            fault(node, String.valueOf(wrong.getMessage()));
            return null;
        }
    }

    /// The line on which a value begins.
    Span span(Node node) {
        int line = node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
        Span whole = source.lineSpan(Math.min(line, Math.max(1, source.lines())));
        int blanks = whole.text().length() - whole.text().stripLeading().length();
        return new Span(source, whole.start() + blanks, whole.end());
    }

    void fault(Node node, String message) {
        fault(node.getStartMark(), message);
    }

    private void fault(Optional<Mark> mark, String message) {
        String line = mark.map(at -> ":" + (at.getLine() + 1)).orElse("");
        faults.add(source.name() + line + ": " + message);
    }
}
