package dev.evenkeel.cli;

import dev.evenkeel.check.Checks;
import dev.evenkeel.check.Settings;
import dev.evenkeel.check.Settings.Level;
import dev.evenkeel.predict.Policy;
import dev.evenkeel.report.Reports;

import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads `evenkeel.yaml`: what a team wants of every run. Everything wrong with it is reported
/// together, each with file and line.
final class ProjectFile {
    static final String NAME = "evenkeel.yaml";

    private static final List<String> KEYS =
            List.of("as", "checks", "define", "diff", "fail-on", "format", "root", "strict");

    private final YamlFile file;

    private ProjectFile(YamlFile file) {
        this.file = file;
    }

    /// The defaults in a file; `name` is its path as the user knows it.
    static Defaults read(Path working, Path name) throws CannotAnswer {
        YamlFile file = YamlFile.named(working, name);
        Optional<Node> document = file.document();
        Defaults defaults =
                document.isPresent()
                        ? new ProjectFile(file).defaults(document.get(), name)
                        : Defaults.NONE;
        file.refuse();
        return defaults;
    }

    private Defaults defaults(Node document, Path path) {
        Map<String, Node> values = file.mapping(document, "the file");
        file.refuseOthers(values, KEYS, "");
        DialectChoice as = dialect(values.get("as"));
        Path root = root(values.get("root"), path);
        String format = file.word(values.get("format"), "format", Reports.names());
        String failOn = file.word(values.get("fail-on"), "fail-on", Severities.words());
        String strict = file.word(values.get("strict"), "strict", List.of("true", "false"));
        Node diff = values.get("diff");
        return new Defaults(
                as,
                root,
                defines(values.get("define")),
                format,
                failOn == null ? null : Severities.of(failOn),
                strict == null ? null : strict.equals("true"),
                new Defaults.Demands(
                        new Settings(checks(values.get("checks"))),
                        diff == null ? Policy.NONE : new PolicyNotation(file, "diff").read(diff)));
    }

    private @Nullable DialectChoice dialect(@Nullable Node node) {
        String word = file.scalar(node, "as");
        if (node == null || word == null) {
            return null;
        }
        try {
            return DialectChoice.parse(word);
        } catch (CannotAnswer wrong) {
            file.fault(node, "as: " + wrong.getMessage());
            return null;
        }
    }

    /// A relative root lies beside the project file.
    private @Nullable Path root(@Nullable Node node, Path path) {
        String word = file.scalar(node, "root");
        return word == null ? null : path.resolveSibling(word);
    }

    private Map<String, String> defines(@Nullable Node node) {
        var defines = new HashMap<String, String>();
        if (node != null) {
            file.mapping(node, "define")
                    .forEach((key, value) -> {
                        String word = file.scalar(value, "define: " + key);
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
        file.mapping(node, "checks")
                .forEach((id, value) -> {
                    String word = file.scalar(value, id);
                    Level level = word == null ? null : Level.of(word);
                    if (!ids.contains(id)) {
                        file.fault(value, "there is no check " + id + "; see evenkeel explain");
                    } else if (level == null) {
                        file.fault(value, id + ": must be off, note, warning or error");
                    } else {
                        levels.put(id, level);
                    }
                });
        return levels;
    }
}
