package dev.evenkeel.cli;

import dev.evenkeel.model.Request;
import dev.evenkeel.predict.Asked;
import dev.evenkeel.routing.Given;
import dev.evenkeel.text.Source;
import dev.evenkeel.verify.Clause;
import dev.evenkeel.verify.Expectation;
import dev.evenkeel.verify.TestCase;

import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/// A file of tests: the configuration it is about, as a path beside it (`null`: not said), and the
/// tests in order.
record TestFile(@Nullable Path config, List<TestCase> tests) {
    private static final List<String> FILE_KEYS = List.of("config", "tests");

    /// What a test can be about.
    private static final List<String> SUBJECTS = List.of("request", "requests");

    private static final List<String> TEST_KEYS =
            List.of("assume", "expect", "files", "name", "request", "requests");

    /// Reads a file by its path as the user knows it.
    static TestFile read(Path working, Path name) throws CannotAnswer {
        YamlFile file = YamlFile.given(working, name);
        Optional<Node> document = file.document();
        file.refuse();
        if (document.isEmpty()) {
            throw new CannotAnswer(name + " is empty; it needs tests:");
        }
        var reader = new Reader(file);
        TestFile read = reader.file(document.get(), name);
        file.refuse();
        return read;
    }

    /// Reads one file.
    private static final class Reader {
        private final YamlFile file;
        private final Map<String, Node> names = new HashMap<>();
        private final Map<Question, List<Clause>> expected = new HashMap<>();

        Reader(YamlFile file) {
            this.file = file;
        }

        /// What is asked, without what is expected.
        private record Question(Asked asked, Given given) {}

        TestFile file(Node document, Path name) {
            Map<String, Node> values = file.mapping(document, "the file");
            file.refuseOthers(values, FILE_KEYS, "");
            String config = file.scalar(values.get("config"), "config");
            var tests = new ArrayList<TestCase>();
            Node list = values.get("tests");
            if (!(list instanceof SequenceNode sequence) || sequence.getValue().isEmpty()) {
                file.fault(list == null ? document : list, "tests: needs a list of tests");
            } else {
                sequence.getValue().forEach(node -> test(node, tests));
            }
            return new TestFile(config == null ? null : name.resolveSibling(config), tests);
        }

        private void test(Node node, List<TestCase> tests) {
            if (!(node instanceof MappingNode)) {
                file.fault(node, "a test needs keys: name, request, expect");
                return;
            }
            Map<String, Node> values = file.mapping(node, "test", TEST_KEYS);
            String name = name(values.get("name"));
            List<String> subjects = SUBJECTS.stream().filter(values::containsKey).toList();
            Node expect = values.get("expect");
            if (subjects.size() != 1 || expect == null) {
                file.fault(
                        node,
                        subjects.size() > 1
                                ? "test: " + String.join(" and ", subjects) + "; leave one"
                                : "test: needs "
                                        + (expect == null ? "expect" : "")
                                        + (expect == null && subjects.isEmpty() ? " and " : "")
                                        + (subjects.isEmpty()
                                                ? String.join(" or ", SUBJECTS)
                                                : ""));
                return;
            }
            Expectation expectation = expectation(values, subjects.getFirst(), expect);
            if (expectation != null) {
                String shown = name == null ? title(expectation) : name;
                tests.add(new TestCase(shown, expectation, file.span(node)));
            }
        }

        private @Nullable Expectation expectation(
                Map<String, Node> values, String subject, Node expect) {
            Node about = values.get(subject);
            if (about == null) {
                throw new IllegalStateException("a test about nothing: " + subject);
            }
            if (subject.equals("request")) {
                var read = new RequestTestNotation(file).read(values, about, expect);
                if (read != null) {
                    compare(expect, read);
                }
                return read;
            }
            for (String key : List.of("assume", "files")) {
                Node node = values.get(key);
                if (node != null) {
                    file.fault(node, key + ": stands with request only");
                }
            }
            return new RequestsTestNotation(file).read(about, expect);
        }

        private @Nullable String name(@Nullable Node node) {
            String name = file.scalar(node, "name");
            if (node != null && name != null) {
                Node before = names.putIfAbsent(name, node);
                if (before != null) {
                    file.fault(node, "name: the test in line " + line(before) + " has it too");
                }
            }
            return name;
        }

        private int line(Node node) {
            return file.span(node).line();
        }

        /// The same question must not have two answers.
        private void compare(Node expect, Expectation.OfRequest test) {
            var question = new Question(test.asked(), test.given());
            List<Clause> before = expected.putIfAbsent(question, test.clauses());
            if (before == null) {
                return;
            }
            for (Clause one : before) {
                for (Clause other : test.clauses()) {
                    if (contradict(one, other)) {
                        file.fault(
                                expect,
                                "expect: contradicts line "
                                        + one.span().line()
                                        + ", which expects something else of the same request");
                        return;
                    }
                }
            }
        }

        private static boolean contradict(Clause one, Clause other) {
            return switch (one) {
                case Clause.EndsIn(var ending, _) ->
                        other instanceof Clause.EndsIn(var different, _) && ending != different;
                case Clause.GoesTo(String pool, _) ->
                        other instanceof Clause.LeadsTo
                                || (other instanceof Clause.GoesTo(String different, _)
                                        && !pool.equals(different));
                case Clause.LeadsTo(String location, _) ->
                        other instanceof Clause.GoesTo
                                || (other instanceof Clause.LeadsTo(String different, _)
                                        && !location.equals(different));
                case Clause.ServedBy(String server, _) ->
                        other instanceof Clause.ServedBy(String different, _)
                                && !server.equals(different);
                case Clause.HasStatus(Integer status, _) ->
                        other instanceof Clause.HasStatus(Integer different, _)
                                && !Objects.equals(status, different);
                case Clause.ServedByAnyOf _,
                        Clause.ArrivesWithMethod _,
                        Clause.ArrivesAt _,
                        Clause.ArrivesForHost _,
                        Clause.ArrivesWithHeader _ ->
                        false;
            };
        }

        private static String title(Expectation expectation) {
            return switch (expectation) {
                case Expectation.OfRequest request -> {
                    Request sent = request.asked().request();
                    String scheme = sent.connection().tls() ? "https://" : "http://";
                    String host = sent.host().isEmpty() ? "" : scheme + sent.host();
                    yield Source.readable(sent.method() + " " + host + sent.target());
                }
                case Expectation.OfRequests some ->
                        some.bounds().stream()
                                .map(bound -> bound.kind().word() + " " + bound.pools())
                                .collect(Collectors.joining(", "));
            };
        }
    }
}
