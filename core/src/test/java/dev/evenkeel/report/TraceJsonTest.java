package dev.evenkeel.report;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.evenkeel.routing.Given;

import org.junit.jupiter.api.Test;

import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

final class TraceJsonTest {
    private static final Given CALM =
            new Given(Map.of("sc_http_req_rate(0)", "3"), Set.of(), false);

    private static TraceAnswer answer(String target, Given given) {
        var request = Traces.request("a4.example", target, true, "");
        return Traces.of("haproxy", Traces.HAPROXY, request, given);
    }

    private static String document(TraceAnswer answer, boolean everyStep) {
        return new TraceJson(answer.secrets(), everyStep).document(answer);
    }

    private static String line(TraceAnswer answer) {
        var out = new JsonBytes();
        var json = new TraceJson(answer.secrets(), false);
        json.line(answer.traced(), out);
        String first = new String(out.array(), 0, out.length(), UTF_8);
        out.clear();
        json.line(answer.traced(), out);
        assertThat(new String(out.array(), 0, out.length(), UTF_8)).isEqualTo(first);
        return first;
    }

    /// The names of the outermost object, in order.
    private static List<String> names(String text) {
        var names = new ArrayList<String>();
        try (var json = new JsonFactory().createParser(ObjectReadContext.empty(), text)) {
            int depth = 0;
            for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
                if (token == JsonToken.PROPERTY_NAME && depth == 1) {
                    names.add(json.currentName());
                }
            }
        }
        return names;
    }

    @Test
    void theDocumentHasEveryFieldInOrder() {
        String json = document(answer("/old/käse", CALM), true);
        Golden.assertMatches("trace.json", json);
        assertThat(names(json))
                .containsExactly(
                        "schema",
                        "evenkeel",
                        "inputs",
                        "id",
                        "outcome",
                        "listener",
                        "pool",
                        "server",
                        "candidates",
                        "status",
                        "location",
                        "rewritten",
                        "decided_by",
                        "steps",
                        "assumed",
                        "coverage");
    }

    @Test
    void aLineHasNoMoreThanItsAnswer() {
        String json = line(answer("/old/\"x\\", CALM));
        Golden.assertMatches("trace-line.json", json);
        assertThat(names(json))
                .containsExactly(
                        "id",
                        "outcome",
                        "listener",
                        "pool",
                        "server",
                        "candidates",
                        "status",
                        "location",
                        "rewritten",
                        "decided_by",
                        "steps",
                        "assumed");
        assertThat(json).endsWith("}\n").containsOnlyOnce("\n");
    }

    @Test
    void whatIsNotDeterminedHasAlternativesAndAssumptions() {
        String json = document(answer("/admin", Given.nothing()), false);
        Golden.assertMatches("trace-open.json", json);
        assertThat(json).contains("\"outcome\":\"undetermined\"").doesNotContain("\"assumed\":[]");
    }

    @Test
    void anAnswerOfTheBalancerHasAStatus() {
        var request = Traces.request("a4.example", "/x", false, "");
        String json = line(Traces.of("haproxy", Traces.HAPROXY, request));
        assertThat(json)
                .contains(
                        "\"outcome\":\"redirect\"",
                        "\"pool\":null",
                        "\"status\":301",
                        "\"location\":\"https://a4.example/x\"",
                        "\"rewritten\":null");
    }

    @Test
    void neverShowsASecretOrACookie() {
        for (boolean everyStep : new boolean[] {true, false}) {
            assertThat(document(answer("/old/x", CALM), everyStep)).doesNotContain("hunter");
        }
        String byCookie =
                Traces.HAPROXY.replace(
                        "use_backend admin if { path_beg /admin } inside",
                        "use_backend admin if { req.cook(session) -m beg x }");
        var request = Traces.request("a4.example", "/admin", true, "");
        var answer = Traces.of("haproxy", byCookie, request, CALM);
        assertThat(document(answer, true))
                .contains("\"because\":\"cookie session is " + Secrets.MASK)
                .doesNotContain("hunter3");
    }
}
