package dev.evenkeel.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.dialect.Dialects;
import dev.evenkeel.dialect.Input;
import dev.evenkeel.model.Listener;
import dev.evenkeel.model.LoadBalancer;
import dev.evenkeel.model.Pool;
import dev.evenkeel.model.Server;
import dev.evenkeel.model.Version;
import dev.evenkeel.predict.Prediction;
import dev.evenkeel.predict.Predictor;
import dev.evenkeel.routing.Given;
import dev.evenkeel.routing.RequestSet;
import dev.evenkeel.text.Source;
import dev.evenkeel.text.Sources;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

final class ShareMeasurementTest {
    private static final long SEED = 11;

    private static LoadBalancer haproxy(String pool) {
        String text =
                """
                defaults
                  mode http
                  timeout client 5s
                  timeout server 5s
                  timeout connect 5s
                listen web
                  bind 127.0.0.1:8080
                %s
                """
                        .formatted(pool.indent(2));
        var input =
                new Input(
                        List.of(Source.of("x.cfg", text)),
                        Sources.none(),
                        Version.of(2, 6),
                        Map.of());
        return Dialects.named("haproxy").orElseThrow().read(input).balancer();
    }

    /// A program that runs with this configuration, whatever others believe: it takes turns as the
    /// program does, and draws by the probabilities that the program draws by.
    private record Running(LoadBalancer balancer, Random random) implements Oracle {
        @Override
        public Answer answer(Expectation.OfRequest request) {
            return new Answer.Unasked("only counts are asked for");
        }

        @Override
        public Tally tally(Listener listener, RequestSet.Example example, Pool pool, int requests) {
            var predictor = Predictor.of(balancer, Given.nothing());
            var hits = new int[pool.servers().size()];
            for (int i = 0; i < requests; i++) {
                Prediction one =
                        predictor.predict(
                                balancer.listeners().getFirst(), example.request(), false);
                String name = drawn(one.served());
                for (int server = 0; server < hits.length; server++) {
                    hits[server] += pool.servers().get(server).name().equals(name) ? 1 : 0;
                }
            }
            var counted = new ArrayList<Integer>();
            for (int hit : hits) {
                counted.add(hit);
            }
            return new Tally.Counted(counted);
        }

        private @Nullable String drawn(Prediction.Served served) {
            return switch (served) {
                case Prediction.Served.By(Server server) -> server.name();
                case Prediction.Served.ByOneOf(List<Prediction.Candidate> candidates) -> {
                    double left = random.nextDouble();
                    String name = null;
                    for (Prediction.Candidate candidate : candidates) {
                        name =
                                name == null && left < candidate.probability()
                                        ? candidate.server().name()
                                        : name;
                        left -= candidate.probability();
                    }
                    yield name;
                }
                default -> null;
            };
        }
    }

    private static Result tested(String written, String running, PoolClause.Share share) {
        LoadBalancer balancer = haproxy(written);
        var expected = new Expectation.OfPool("web", share.span(), List.of(share));
        var test = new TestCase("shares", expected, share.span());
        var oracle = new Running(haproxy(running), new Random(SEED));
        return Verification.of(ModelOracle.of(balancer), oracle, List.of(test), null).result(test);
    }

    private static PoolClause.Share atMost(double max) {
        var line = Source.of("tests.yaml", "share: { max: … }");
        return new PoolClause.Share(null, max, null, line.lineSpan(1));
    }

    private static final String EVEN = "balance roundrobin\nserver a :1\nserver b :2\n";
    private static final String UNEVEN = "balance roundrobin\nserver a :1 weight 3\nserver b :2\n";
    private static final String CHANCE = "balance random(1)\nserver a :1\nserver b :2\n";
    private static final String LOADED =
            "balance random(1)\nserver a :1 weight 40\nserver b :2 weight 10\n";

    @Test
    void countsThatAreAsComputedPass() {
        Result result = tested(EVEN, EVEN, atMost(0.5));
        assertThat(result.status()).isEqualTo(Result.Status.PASSED);
        assertThat(result.assumed()).isEmpty();
    }

    @Test
    void turnsThatComeOtherwiseAreADisagreement() {
        Result result = tested(EVEN, UNEVEN, atMost(0.5));
        assertThat(result.status()).isEqualTo(Result.Status.DISAGREES);
        assertThat(result.reasons().getFirst().text())
                .endsWith("pool `web`: of 60 requests a got 45");
    }

    @Test
    void whatFailsByTheModelStaysFailedAndSaysThatRealityDiffers() {
        Result result = tested(UNEVEN, EVEN, atMost(0.6));
        assertThat(result.status()).isEqualTo(Result.Status.FAILED);
        assertThat(result.reasons()).anyMatch(reason -> reason.text().contains("disagree"));
    }

    @Test
    void chanceIsCountedUntilItIsPlain() {
        Result same = tested(CHANCE, CHANCE, atMost(0.7));
        assertThat(same.status()).isEqualTo(Result.Status.PASSED);
        assertThat(same.assumed()).isEmpty();
        Result other = tested(CHANCE, LOADED, atMost(0.7));
        assertThat(other.status()).isEqualTo(Result.Status.DISAGREES);
    }

    @Test
    void whatIsBoundToAServerIsNotMeasuredAndThatIsSaid() {
        String kept = EVEN + "stick-table type ip size 1k\nstick on src\n";
        Result result = tested(kept, kept, atMost(0.5));
        assertThat(result.status()).isEqualTo(Result.Status.PASSED);
        assertThat(result.assumed())
                .singleElement()
                .extracting(assumption -> assumption.text())
                .asString()
                .contains("not measured: no request is known that its servers share");
    }
}
