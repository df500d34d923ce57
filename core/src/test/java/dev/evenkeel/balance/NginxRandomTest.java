package dev.evenkeel.balance;

import static dev.evenkeel.balance.NginxPoolText.balancer;
import static dev.evenkeel.balance.NginxPoolText.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

import java.util.SplittableRandom;

final class NginxRandomTest {
    private static final String FOUR =
            "server 10.0.0.1 weight=5; server 10.0.0.2 weight=3;"
                    + "server 10.0.0.3 weight=2; server 10.0.0.4 weight=1;";

    @Test
    void oneDrawIsByWeight() {
        double[] shares = shares(balancer("random; " + FOUR), 4);
        double[] byWeight = {5 / 11d, 3 / 11d, 2 / 11d, 1 / 11d};
        assertThat(shares).containsExactly(byWeight, within(1e-9));
    }

    @Test
    void theSecondOfTwoDifferentDrawsIsTakenWhenAllAreIdle() {
        double[] shares = shares(balancer("random two; " + FOUR), 4);
        assertThat(shares).containsExactly(new double[] {.3169, .3152, .2379, .1301}, within(5e-5));
    }

    @Test
    void nothingIsLeftToChanceWithOneServer() {
        Balancer balancer = balancer("random; server 10.0.0.1; server 10.0.0.2 down;");
        assertThat(server(balancer.arrive(Arrival.of(1, null)))).isZero();
    }

    @Test
    void drawsInVainAreAllowedFor() {
        double[] shares =
                shares(
                        balancer(
                                "random two; server 10.0.0.1 weight=3; server 10.0.0.2;"
                                        + "server 10.0.0.3 weight=30 down;"
                                        + "server 10.0.0.4 weight=2;"),
                        4);
        double[] drawn = drawn(new int[] {3, 1, 30, 2}, 2);
        assertThat(shares).containsExactly(drawn, within(.004));
    }

    /// Draws as the program does, a million times, with a seed. `off` is never eligible.
    private static double[] drawn(int[] weights, int off) {
        var random = new SplittableRandom(17);
        int total = 0;
        int enabled = 0;
        for (int i = 0; i < weights.length; i++) {
            total += weights[i];
            enabled += i == off ? 0 : weights[i];
        }
        double[] counts = new double[weights.length];
        int rounds = 1_000_000;
        for (int round = 0; round < rounds; round++) {
            int first = -1;
            int misses = 0;
            int chosen = -1;
            while (chosen < 0 && misses <= 20) {
                int i = owner(weights, random.nextInt(total));
                if (i == off || i == first) {
                    misses++;
                } else if (first < 0) {
                    first = i;
                } else {
                    chosen = i;
                }
            }
            if (chosen >= 0) {
                counts[chosen] += 1.0 / rounds;
            } else {
                for (int i = 0; i < weights.length; i++) {
                    counts[i] += i == off ? 0 : (double) weights[i] / enabled / rounds;
                }
            }
        }
        return counts;
    }

    private static int owner(int[] weights, int point) {
        int left = point;
        int i = 0;
        while (left >= weights[i]) {
            left -= weights[i++];
        }
        return i;
    }

    private static double[] shares(Balancer balancer, int servers) {
        double[] shares = new double[servers];
        Choice choice = balancer.arrive(Arrival.of(1, null));
        assertThat(choice).isInstanceOf(Choice.OneOf.class);
        double sum = 0;
        for (Choice.Candidate candidate : ((Choice.OneOf) choice).candidates()) {
            shares[candidate.server()] = candidate.probability();
            sum += candidate.probability();
        }
        assertThat(sum).isCloseTo(1, within(1e-9));
        return shares;
    }
}
