package dev.evenkeel.cli;

import dev.evenkeel.model.Request;
import dev.evenkeel.model.Server;
import dev.evenkeel.model.Target;
import dev.evenkeel.predict.Asked;
import dev.evenkeel.predict.Entry;
import dev.evenkeel.predict.Entry.Security;
import dev.evenkeel.report.Secrets;
import dev.evenkeel.routing.Given;
import dev.evenkeel.text.Source;
import dev.evenkeel.text.Span;
import dev.evenkeel.verify.Aim;
import dev.evenkeel.verify.Clause;
import dev.evenkeel.verify.Expectation;
import dev.evenkeel.verify.Generation;
import dev.evenkeel.verify.Member;
import dev.evenkeel.verify.PoolClause;
import dev.evenkeel.verify.TestCase;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Writes generated tests as a file of tests.
final class GeneratedTests {
    private static final Entry ANYWHERE = new Entry("", "", 0, Security.UNSAID);

    private final StringBuilder text = new StringBuilder();
    private final Set<String> names = new HashSet<>();
    private final Secrets secrets;

    /// The line of the configuration that stands above the tests written last.
    private String above = "";

    private GeneratedTests(Secrets secrets) {
        this.secrets = secrets;
    }

    static String of(
            Generation.Generated generated, String config, Target target, Secrets secrets) {
        return new GeneratedTests(secrets).document(generated, config, target);
    }

    private String document(Generation.Generated generated, String config, Target target) {
        text.append("# What ")
                .append(config)
                .append(" (" + target + ") does today, by evenkeel test --generate.\n");
        comments("No request reaches this:", generated.unreachable());
        comments(
                "Not tested, as what becomes of requests there is not known before run time:",
                generated.open());
        text.append("config: ").append(quoted(config)).append('\n');
        text.append(generated.tests().isEmpty() ? "tests: []\n" : "tests:\n");
        generated.tests().forEach(this::test);
        return text.toString();
    }

    private void comments(String heading, List<Aim> aims) {
        if (aims.isEmpty()) {
            return;
        }
        text.append("#\n# ").append(heading).append('\n');
        for (Aim aim : aims) {
            text.append("#   ").append(line(aim.span())).append('\n');
        }
    }

    /// `lb.cfg:12 use_backend a if b`
    private String line(Span span) {
        String all = secrets.readable(span).strip();
        int end = 0;
        while (end < all.length() && all.charAt(end) >= ' ') {
            end++;
        }
        return span + "  " + all.substring(0, end);
    }

    private void test(TestCase test) {
        String line = line(test.span());
        if (!line.equals(above)) {
            text.append("  # ").append(line).append('\n');
            above = line;
        }
        switch (test.expectation()) {
            case Expectation.OfRequest request -> {
                name(name(request, test));
                text.append("    request: ").append(flow(request(request.asked()))).append('\n');
                given(request.given());
                text.append("    expect:\n");
                expected(request.clauses());
            }
            case Expectation.OfPool pool -> {
                name(Source.readable(test.name()).replace("`", ""));
                text.append("    pool: ").append(readable(pool.pool())).append('\n');
                text.append("    expect:\n");
                pool.clauses().forEach(this::expected);
            }
            case Expectation.OfRequests _, Expectation.OfChange _, Expectation.OfReach _ ->
                    throw new IllegalStateException("this is not generated: " + test);
        }
    }

    private void name(String name) {
        String unique = name;
        for (int i = 2; !names.add(unique); i++) {
            unique = name + " (" + i + ")";
        }
        text.append("  - name: ").append(quoted(unique)).append('\n');
    }

    private void expected(PoolClause clause) {
        switch (clause) {
            case PoolClause.Uses(PoolClause.Method method, _) -> key("algorithm", method.word());
            case PoolClause.HealthChecked(Member.Health how, _) -> key("health", how.word());
            case PoolClause.Waits(Duration connect, Duration server, _) -> {
                Map<String, String> waits = new LinkedHashMap<>();
                if (connect != null) {
                    waits.put("connect", PoolTestNotation.timeout(connect));
                }
                if (server != null) {
                    waits.put("server", PoolTestNotation.timeout(server));
                }
                key("timeouts", flow(waits));
            }
            case PoolClause.Has(List<Member> members, _) -> {
                text.append("      members:\n");
                for (Member member : members) {
                    String name = member.name();
                    String key = name.isEmpty() ? "- " : readable(name) + ": ";
                    text.append("        ").append(key).append(member(member)).append('\n');
                }
            }
            case PoolClause.Share _, PoolClause.Survives _, PoolClause.UsableServers _ ->
                    throw new IllegalStateException("this is not generated: " + clause);
        }
    }

    /// What of a server is not as usual, or just its address.
    private String member(Member member) {
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("address", readable(member.address()));
        if (member.weight() != 1) {
            parts.put("weight", Integer.toString(member.weight()));
        }
        if (member.role() != Server.Role.ACTIVE) {
            parts.put("role", Member.word(member.role()));
        }
        Member.Limits limits = member.limits();
        if (limits.connections() > 0) {
            parts.put("connections", Integer.toString(limits.connections()));
        }
        if (limits.queue() > 0) {
            parts.put("queue", Integer.toString(limits.queue()));
        }
        if (limits.failures() > 1) {
            parts.put("failures", Integer.toString(limits.failures()));
        }
        if (!limits.pause().equals(Member.Limits.PAUSE)) {
            parts.put("pause", PoolTestNotation.written(limits.pause()));
        }
        Member.Health checked = member.checked();
        if (checked != null) {
            parts.put("health", checked.word());
        }
        if (!member.identity().isEmpty()) {
            parts.put("identity", readable(member.identity()));
        }
        return parts.size() == 1 ? readable(member.address()) : flow(parts);
    }

    private void given(Given given) {
        if (given.onlyFiles()) {
            List<String> files = given.files().stream().sorted().map(this::readable).toList();
            text.append("    files: [").append(String.join(", ", files)).append("]\n");
        }
        Map<String, String> sorted = new LinkedHashMap<>();
        new TreeMap<>(given.values())
                .forEach((key, value) -> sorted.put(readable(key), readable(value)));
        if (!sorted.isEmpty()) {
            text.append("    assume: ").append(flow(sorted)).append('\n');
        }
    }

    private static String name(Expectation.OfRequest request, TestCase test) {
        Request sent = request.asked().request();
        String host = sent.host().isEmpty() ? "" : Source.readable(sent.host());
        String name = sent.method() + " " + host + Source.readable(sent.target());
        return name + ": " + Source.readable(test.name()).replace("`", "");
    }

    /// The parts of a request by their keys, as YAML.
    private static Map<String, String> request(Asked asked) {
        Request sent = asked.request();
        var connection = sent.connection();
        Map<String, String> parts = new LinkedHashMap<>();
        if (!sent.method().equals("GET")) {
            parts.put("method", quoted(sent.method()));
        }
        String url = url(asked);
        if (url.isEmpty()) {
            if (!sent.host().isEmpty()) {
                parts.put("host", quoted(Source.readable(sent.host())));
            }
            parts.put("target", quoted(Source.readable(sent.target())));
            if (connection.port() > 0) {
                parts.put("port", Integer.toString(connection.port()));
            }
            parts.put("tls", Boolean.toString(connection.tls()));
        } else {
            parts.put("url", quoted(url));
        }
        if (asked.sniSaid()) {
            parts.put("sni", quoted(Source.readable(connection.sni())));
        }
        if (!connection.source().isEmpty()) {
            parts.put("source", quoted(connection.source()));
        }
        String usual = sent.host().isEmpty() ? "1.0" : "1.1";
        if (!connection.version().equals(usual)) {
            parts.put("version", quoted(connection.version()));
        }
        if (!asked.entry().listener().isEmpty()) {
            parts.put("listener", quoted(Source.readable(asked.entry().listener())));
        }
        if (!sent.headers().isEmpty()) {
            Map<String, List<String>> headers = new LinkedHashMap<>();
            for (Request.Header header : sent.headers()) {
                headers.computeIfAbsent(header.name(), _ -> new ArrayList<>())
                        .add(quoted(Source.readable(header.value())));
            }
            Map<String, String> lines = new LinkedHashMap<>();
            headers.forEach((name, values) ->
                    lines.put(
                            quoted(name),
                            values.size() == 1
                                    ? values.getFirst()
                                    : "[" + String.join(", ", values) + "]"));
            parts.put("headers", flow(lines));
        }
        return parts;
    }

    /// The URL that says all of host, target, port and TLS; empty when there is none.
    private static String url(Asked asked) {
        Request sent = asked.request();
        String scheme = sent.connection().tls() ? "https://" : "http://";
        String url = scheme + Source.readable(sent.host()) + Source.readable(sent.target());
        try {
            Asked read = UrlRequest.of(sent.method(), url, List.of(), ANYWHERE, "");
            Request same = read.request();
            int port = sent.connection().tls() ? 443 : 80;
            boolean portFits =
                    sent.connection().port()
                            == (same.connection().port() == 0 ? port : same.connection().port());
            boolean fits =
                    same.host().equals(sent.host())
                            && same.target().equals(sent.target())
                            && portFits;
            return fits && !sent.host().isEmpty() ? url : "";
        } catch (CannotAnswer _) {
            return "";
        }
    }

    private void expected(List<Clause> clauses) {
        Map<String, String> rewritten = new LinkedHashMap<>();
        Map<String, String> headers = new LinkedHashMap<>();
        for (Clause clause : clauses) {
            switch (clause) {
                case Clause.EndsIn(var ending, _) -> key("outcome", ending.word());
                case Clause.GoesTo(String pool, _) -> key("pool", readable(pool));
                case Clause.ServedBy(String server, _) -> key("server", readable(server));
                case Clause.ServedByAnyOf(Set<String> servers, _) -> {
                    List<String> sorted = servers.stream().sorted().map(this::readable).toList();
                    key("candidates", "[" + String.join(", ", sorted) + "]");
                }
                case Clause.HasStatus(Integer status, _) -> key("status", "" + status);
                case Clause.LeadsTo(String location, _) -> {
                    if (secrets.masked(location).equals(location)) {
                        key("redirect", readable(location));
                    }
                }
                case Clause.ArrivesWithMethod(String method, _) ->
                        rewritten.put("method", readable(method));
                case Clause.ArrivesAt(String target, boolean withQuery, _) -> {
                    if (secrets.masked(target).equals(target)) {
                        rewritten.put(withQuery ? "target" : "path", readable(target));
                    }
                }
                case Clause.ArrivesForHost(String host, _) -> rewritten.put("host", readable(host));
                case Clause.ArrivesWithHeader(String name, String value, _) -> {
                    if (value != null && secrets.masked(value).equals(value)) {
                        headers.put(readable(name), readable(value));
                    }
                }
            }
        }
        if (!rewritten.isEmpty()) {
            key("rewritten", flow(rewritten));
        }
        if (!headers.isEmpty()) {
            key("headers", flow(headers));
        }
    }

    private void key(String key, String value) {
        text.append("      ").append(key).append(": ").append(value).append('\n');
    }

    private static String flow(Map<String, String> values) {
        var parts = new ArrayList<String>();
        values.forEach((key, value) -> parts.add(key + ": " + value));
        return "{ " + String.join(", ", parts) + " }";
    }

    private String readable(String bytes) {
        return quoted(Source.readable(bytes));
    }

    /// As YAML, plain where that is surely the text itself. Source: YAML 1.2.2, 7.3.
    private static String quoted(String value) {
        boolean plain = !value.isEmpty() && Character.isLetter(value.charAt(0));
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            boolean word =
                    (c >= 'a' && c <= 'z')
                            || (c >= 'A' && c <= 'Z')
                            || (c >= '0' && c <= '9')
                            || c == '-'
                            || c == '_'
                            || c == '.'
                            || c == '/';
            plain &= word;
        }
        boolean isWord = List.of("null", "true", "false", "Null", "True", "False").contains(value);
        if (plain && !isWord) {
            return value;
        }
        var quoted = new StringBuilder("\"");
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                quoted.append('\\');
            }
            quoted.append(c);
        }
        return quoted.append('"').toString();
    }
}
