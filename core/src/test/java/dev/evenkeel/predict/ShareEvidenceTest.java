package dev.evenkeel.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.evenkeel.dialect.Dialects;
import dev.evenkeel.dialect.Input;
import dev.evenkeel.model.Pool;
import dev.evenkeel.predict.ShareEvidence.Above;
import dev.evenkeel.predict.ShareEvidence.Below;
import dev.evenkeel.predict.ShareEvidence.Open;
import dev.evenkeel.text.Source;
import dev.evenkeel.text.Sources;

import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// Counts decide as much as they prove, and no more.
final class ShareEvidenceTest {
    private static final double ERROR = 0.001;

    @Test
    void addsUpTheBinomialDistribution() {
        int[] trials = {1, 2, 7, 40, 300};
        double[] probabilities = {0.01, 0.3, 0.5, 0.77, 0.999};
        for (int n : trials) {
            for (double p : probabilities) {
                for (int k = -1; k <= n; k += 1 + n / 9) {
                    assertThat(Binomial.atMost(k, n, p))
                            .as("at most %d of %d at %s", k, n, p)
                            .isCloseTo(exactly(k, n, p), within(1e-11));
                }
            }
        }
    }

    @Test
    void smallProbabilitiesAreExactToo() {
        assertThat(Binomial.atLeast(40, 40, 0.1) / 1e-40).isCloseTo(1, within(1e-9));
        assertThat(Binomial.atMost(0, 1000, 0.5) / Math.pow(0.5, 1000)).isCloseTo(1, within(1e-9));
    }

    @Test
    void decidesWhatIsFarFromTheBound() {
        assertThat(ShareEvidence.of(300, 1000, 0.4, ERROR)).isEqualTo(new Below());
        assertThat(ShareEvidence.of(500, 1000, 0.4, ERROR)).isEqualTo(new Above());
        assertThat(ShareEvidence.of(1, 10, 0, ERROR)).isEqualTo(new Above());
    }

    @Test
    void leavesOpenWhatIsNearAndSaysHowManyRequestsDecide() {
        assertThat(ShareEvidence.of(390, 1000, 0.4, ERROR))
                .isInstanceOfSatisfying(
                        Open.class,
                        open -> assertThat(open.requests()).isBetween(100_000L, 200_000L));
        assertThat(ShareEvidence.of(400, 1000, 0.4, ERROR)).isEqualTo(new Open(0));
        assertThat(ShareEvidence.of(0, 0, 0.4, ERROR)).isEqualTo(new Open(0));
    }

    @Test
    void aVerdictIsSeldomWrongAndComesWithEnoughRequests() {
        double error = 0.02;
        double margin = 0.05;
        long requests = ShareEvidence.requests(margin, error);
        var chance = new Random(7);
        int wrong = 0;
        int open = 0;
        int rounds = 400;
        for (int i = 0; i < rounds; i++) {
            boolean below = i % 2 == 0;
            double share = below ? 0.4 - margin : 0.4 + margin;
            long hits = 0;
            for (long j = 0; j < requests; j++) {
                hits += chance.nextDouble() < share ? 1 : 0;
            }
            ShareEvidence told = ShareEvidence.of(hits, requests, 0.4, error);
            open += told instanceof Open ? 1 : 0;
            wrong += told.equals(below ? new Above() : new Below()) ? 1 : 0;
        }
        assertThat(wrong).isLessThanOrEqualTo((int) (rounds * error));
        assertThat(open).isLessThanOrEqualTo((int) (rounds * error));
    }

    @Test
    void isNotAskedForWhatCannotBe() {
        assertThatThrownBy(() -> ShareEvidence.of(2, 1, 0.5, ERROR))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ShareEvidence.requests(0, ERROR))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ShareEvidence.requests(0.1, 0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aRoundIsAsLongAsTheWeightsSay() {
        assertThat(ShareEvidence.round(pool("a weight=4", "b weight=6", "c backup", "d down")))
                .isEqualTo(5);
        assertThat(ShareEvidence.round(pool("a down"))).isZero();
    }

    private static Pool pool(String... servers) {
        String text =
                "http { upstream p { server %s; } server { location / { proxy_pass http://p; } } }"
                        .formatted(String.join("; server ", servers));
        var dialect = Dialects.named("nginx").orElseThrow();
        var input =
                new Input(
                        List.of(Source.of("nginx.conf", text)),
                        Sources.none(),
                        dialect.standardVersion(),
                        Map.of());
        return dialect.read(input).balancer().pools().getFirst();
    }

    /// By fractions of whole numbers.
    private static double exactly(int hits, int trials, double probability) {
        var p = new BigDecimal(probability);
        var sum = BigDecimal.ZERO;
        var ways = BigInteger.ONE;
        for (int i = 0; i <= hits; i++) {
            BigDecimal term =
                    new BigDecimal(ways)
                            .multiply(p.pow(i, MathContext.DECIMAL128))
                            .multiply(
                                    BigDecimal.ONE
                                            .subtract(p)
                                            .pow(trials - i, MathContext.DECIMAL128));
            sum = sum.add(term, MathContext.DECIMAL128);
            ways = ways.multiply(BigInteger.valueOf(trials - i)).divide(BigInteger.valueOf(i + 1));
        }
        return sum.doubleValue();
    }
}
