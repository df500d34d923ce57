package dev.evenkeel.cli;

import dev.evenkeel.verify.TestCase;

import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A file of tests: the configuration it is about, as a path beside it (`null`: not said), and the
/// tests in order.
record TestFile(@Nullable Path config, List<TestCase> tests) {
    private static final List<String> KEYS = List.of("config", "tests");

    TestFile {
        tests = List.copyOf(tests);
    }

    /// Reads a file by its path as the user knows it.
    static TestFile read(Path working, Path name) throws CannotAnswer {
        YamlFile file = YamlFile.given(working, name);
        Optional<Node> document = file.document();
        file.refuse();
        if (document.isEmpty()) {
            throw new CannotAnswer(name + " is empty; it needs tests:");
        }
        Map<String, Node> values = file.mapping(document.get(), "the file");
        file.refuseOthers(values, KEYS, "");
        String config = file.scalar(values.get("config"), "config");
        var tests = new ArrayList<TestCase>();
        Node list = values.get("tests");
        if (!(list instanceof SequenceNode sequence) || sequence.getValue().isEmpty()) {
            file.fault(list == null ? document.get() : list, "tests: needs a list of tests");
        } else {
            var notation = new TestNotation(file);
            for (Node node : sequence.getValue()) {
                TestCase test = notation.read(node);
                if (test != null) {
                    tests.add(test);
                }
            }
        }
        file.refuse();
        return new TestFile(config == null ? null : name.resolveSibling(config), tests);
    }
}
