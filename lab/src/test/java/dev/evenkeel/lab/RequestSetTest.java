package dev.evenkeel.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.dialect.Dialects;
import dev.evenkeel.dialect.Input;
import dev.evenkeel.dialect.Reading;
import dev.evenkeel.lab.Satisfiability.Condition;
import dev.evenkeel.language.Pattern;
import dev.evenkeel.language.RegularParser;
import dev.evenkeel.model.Action;
import dev.evenkeel.model.Block;
import dev.evenkeel.model.Listener;
import dev.evenkeel.model.LoadBalancer;
import dev.evenkeel.model.Rule;
import dev.evenkeel.model.Version;
import dev.evenkeel.routing.RequestSet;
import dev.evenkeel.routing.Routing;
import dev.evenkeel.text.Source;
import dev.evenkeel.text.Sources;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

/// A rule on conditions of several fields is reached by some request just when a solver finds one.
final class RequestSetTest {
    private static final int ROUNDS = 500;
    private static final List<String> METHODS = List.of("str", "beg", "end", "sub");
    private static final List<Pattern.Place> PLACES =
            List.of(
                    Pattern.Place.WHOLE,
                    Pattern.Place.START,
                    Pattern.Place.END,
                    Pattern.Place.ANYWHERE);
    private static final List<String> WORDS =
            List.of("/", "/a", "/a/b", "a", "b", "ab", ".example", "GET", "A", "/A", "ET");
    private static final List<String> EXPRESSIONS =
            List.of(
                    "a.*b",
                    "^(a|b)+$",
                    "^/[^/]*/",
                    "a{2,3}$",
                    "[A-Z]",
                    "[.]",
                    "^[^a-z]",
                    "/a(/.*)?");

    /// What every request is like that is looked at.
    private static final List<Condition> PROPER =
            List.of(
                    new Condition.OfText("path", search("^/[^\\x00-\\x20\\x7f?#]*$", false), false),
                    new Condition.OfText("method", search("^[A-Z_-]+$", false), false),
                    new Condition.OfText("method", whole("TRACE"), true),
                    new Condition.OfText("method", whole("CONNECT"), true),
                    new Condition.OfNumber("port", 1, 65_535, false));

    /// A condition, and how HAProxy writes it.
    private record Written(Condition condition, String text) {}

    @Test
    void aRuleIsReachedWhereZ3FindsARequest() {
        var random = new Random(9);
        int[] answers = new int[3];
        try (var solver = new Satisfiability()) {
            for (int round = 0; round < ROUNDS; round++) {
                var conditions = new ArrayList<>(PROPER);
                var text = new StringBuilder();
                for (int i = 1 + random.nextInt(6); i > 0; i--) {
                    Written written = written(random);
                    conditions.add(written.condition());
                    text.append(' ').append(written.text());
                }
                Boolean expected = solver.isSatisfiable(conditions);
                if (expected == null) {
                    answers[2]++;
                    continue;
                }
                assertThat(isReached(text.toString())).as("%s", text).isEqualTo(expected);
                answers[expected ? 1 : 0]++;
            }
        }
        assertThat(answers[0]).isGreaterThan(ROUNDS / 10);
        assertThat(answers[1]).isGreaterThan(ROUNDS / 10);
        assertThat(answers[2]).isLessThan(ROUNDS / 10);
    }

    private static Written written(Random random) {
        boolean negated = random.nextInt(3) == 0;
        String not = negated ? "!" : "";
        if (random.nextInt(6) == 0) {
            int first = random.nextInt(100);
            int last = first + random.nextInt(50);
            return new Written(
                    new Condition.OfNumber("port", first, last, negated),
                    not + "{ dst_port " + first + ":" + last + " }");
        }
        boolean ignoreCase = random.nextInt(4) == 0;
        String flag = ignoreCase ? " -i" : "";
        String pattern;
        Pattern language;
        if (random.nextInt(3) > 0) {
            int place = random.nextInt(PLACES.size());
            String word = WORDS.get(random.nextInt(WORDS.size()));
            language = new Pattern.Literal(PLACES.get(place), word, ignoreCase);
            pattern = " -m " + METHODS.get(place) + flag + " '" + word + "' }";
        } else {
            String expression = EXPRESSIONS.get(random.nextInt(EXPRESSIONS.size()));
            language = search(expression, ignoreCase);
            pattern = " -m reg" + flag + " '" + expression + "' }";
        }
        return switch (random.nextInt(4)) {
            case 0 ->
                    new Written(
                            new Condition.OfSomeValue("header", language, negated),
                            not + "{ hdr(x-a)" + pattern);
            case 1 ->
                    new Written(
                            new Condition.OfText("method", language, negated),
                            not + "{ method" + pattern);
            default ->
                    new Written(
                            new Condition.OfText("path", language, negated),
                            not + "{ path" + pattern);
        };
    }

    private static Pattern whole(String text) {
        return new Pattern.Literal(Pattern.Place.WHOLE, text, false);
    }

    /// There are no line feeds, before which `$` matches as well.
    private static Pattern search(String expression, boolean ignoreCase) {
        String whole = expression.replace("$", "\\z");
        return new Pattern.Search(Objects.requireNonNull(RegularParser.parse(whole, ignoreCase)));
    }

    private static boolean isReached(String conditions) {
        String text =
                """
                defaults
                    mode http
                frontend f
                    bind 127.0.0.1:1-65535
                    http-request deny status 418 if%s
                    default_backend b
                backend b
                    server s 127.0.0.1:1
                """
                        .formatted(conditions);
        var input =
                new Input(
                        List.of(Source.of("haproxy.cfg", text)),
                        Sources.none(),
                        Version.of(3, 2),
                        Map.of());
        Reading reading = Dialects.named("haproxy").orElseThrow().read(input);
        assertThat(reading.isRefused()).as("%s: %s", conditions, reading.problems()).isFalse();
        LoadBalancer balancer = reading.balancer();
        Listener listener = balancer.listeners().getFirst();
        Routing routing = Routing.of(balancer).orElseThrow();
        assertThat(routing.obstacles()).isEmpty();
        RequestSet reached =
                routing.reaching(
                        listener, Objects.requireNonNull(denial(listener.handling().rules())));
        assertThat(reached.witness().isPresent()).isEqualTo(!reached.isEmpty());
        return !reached.isEmpty();
    }

    /// The rule that answers 418, in a block or in one of those it enters; `null` where there is
    /// none.
    private static @Nullable Rule denial(Block block) {
        for (Rule rule : block.rules()) {
            if (rule.action() instanceof Action.Answer(int status, _) && status == 418) {
                return rule;
            }
            Rule inner =
                    rule.action() instanceof Action.Enter(Block entered) ? denial(entered) : null;
            if (inner != null) {
                return inner;
            }
        }
        return null;
    }
}
