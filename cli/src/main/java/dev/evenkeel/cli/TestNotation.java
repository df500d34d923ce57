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

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/// Reads the tests of one file.
final class TestNotation {
    /// What a test can be about.
    private static final List<String> SUBJECTS =
            List.of("request", "requests", "pool", "change", "reachable");

    /// What says by itself what is expected.
    private static final List<String> COMPLETE = List.of("change", "reachable");

    private static final List<String> KEYS =
            List.of(
                    "assume",
                    "change",
                    "expect",
                    "files",
                    "name",
                    "pool",
                    "reachable",
                    "request",
                    "requests");

    private final YamlFile file;
    private final Map<String, Node> names = new HashMap<>();
    private final Map<Question, List<Clause>> expected = new HashMap<>();

    TestNotation(YamlFile file) {
        this.file = file;
    }

    /// What is asked, without what is expected.
    private record Question(Asked asked, Given given) {}

    /// The next test; `null` when it is none, which is a fault.
    @Nullable TestCase read(Node node) {
        if (!(node instanceof MappingNode)) {
            file.fault(node, "a test needs keys: name, request, expect");
            return null;
        }
        Map<String, Node> values = file.mapping(node, "test", KEYS);
        String name = name(values.get("name"));
        String subject = subject(node, values);
        Node about = subject == null ? null : values.get(subject);
        if (subject == null || about == null) {
            return null;
        }
        Expectation expectation =
                COMPLETE.contains(subject)
                        ? complete(subject, about)
                        : expectation(values, subject, about, node);
        return expectation == null
                ? null
                : new TestCase(
                        name == null ? title(expectation) : name, expectation, file.span(node));
    }

    /// What a test is about; `null` when that is not clear, which is a fault.
    private @Nullable String subject(Node node, Map<String, Node> values) {
        List<String> subjects = SUBJECTS.stream().filter(values::containsKey).toList();
        if (subjects.size() != 1) {
            file.fault(
                    node,
                    subjects.isEmpty()
                            ? "test: needs " + String.join(" or ", SUBJECTS)
                            : "test: " + String.join(" and ", subjects) + "; leave one");
            return null;
        }
        String subject = subjects.getFirst();
        boolean isComplete = COMPLETE.contains(subject);
        if (isComplete == values.containsKey("expect")) {
            file.fault(
                    node,
                    isComplete
                            ? "test: " + subject + " says what is expected; leave out expect"
                            : "test: needs expect");
            return null;
        }
        for (String key : List.of("assume", "files")) {
            Node said = values.get(key);
            if (said != null && !subject.equals("request")) {
                file.fault(said, key + ": stands with request only");
            }
        }
        return subject;
    }

    private @Nullable Expectation expectation(
            Map<String, Node> values, String subject, Node about, Node test) {
        Node expect = values.getOrDefault("expect", test);
        return switch (subject) {
            case "request" -> {
                var read = new RequestTestNotation(file).read(values, about, expect);
                if (read != null) {
                    compare(expect, read);
                }
                yield read;
            }
            case "requests" -> new RequestsTestNotation(file).read(about, expect);
            case "pool" -> new PoolTestNotation(file).read(about, expect);
            default -> throw new IllegalStateException(subject);
        };
    }

    private @Nullable Expectation complete(String subject, Node about) {
        if (subject.equals("change")) {
            var policy = new PolicyNotation(file, "change").read(about);
            if (policy.isEmpty() && file.isGood()) {
                file.fault(about, "change: nothing is asked, so the test could never fail");
            }
            return new Expectation.OfChange(policy, file.span(about));
        }
        String word = file.word(about, "reachable", List.of("all", "pools", "rules"));
        return word == null
                ? null
                : new Expectation.OfReach(
                        !word.equals("rules"), !word.equals("pools"), file.span(about));
    }

    private @Nullable String name(@Nullable Node node) {
        String name = file.scalar(node, "name");
        if (node != null && name != null) {
            Node before = names.putIfAbsent(name, node);
            if (before != null) {
                int line = file.span(before).line();
                file.fault(node, "name: the test in line " + line + " has it too");
            }
        }
        return name;
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
                    Source.readable(
                            some.bounds().stream()
                                    .map(bound -> bound.kind().word() + " " + bound.pools())
                                    .collect(Collectors.joining(", ")));
            case Expectation.OfPool of -> "pool " + Source.readable(of.pool());
            case Expectation.OfChange _ -> "the change";
            case Expectation.OfReach of ->
                    "requests reach every "
                            + (of.pools() && of.rules()
                                    ? "pool and rule"
                                    : of.pools() ? "pool" : "rule");
        };
    }
}
