package dev.evenkeel.predict;

/// How often something happens in independent trials.
final class Binomial {
    /// Coefficients of Lanczos' approximation of the gamma function for g = 7, with an error below
    /// 1e-13. Source: Lanczos, A precision approximation of the gamma function, SIAM Journal on
    /// Numerical Analysis B 1, 1964; the numbers as computed by Godfrey.
    private static final double[] LANCZOS = {
        0.9999999999998099,
        676.5203681218851,
        -1259.1392167224028,
        771.3234287776531,
        -176.6150291621406,
        12.507343278686905,
        -0.13857109526572012,
        9.984369578019572e-6,
        1.5056327351493116e-7
    };

    private static final double G = 7;

    /// Terms that are smaller than this part of the sum do not count.
    private static final double NEGLIGIBLE = 1e-17;

    private Binomial() {}

    /// The probability of at least so many hits.
    static double atLeast(long hits, long trials, double probability) {
        return atMost(trials - hits, trials, 1 - probability);
    }

    /// The probability of at most so many hits.
    static double atMost(long hits, long trials, double probability) {
        if (hits >= trials || probability <= 0) {
            return 1;
        }
        if (hits < 0 || probability >= 1) {
            return 0;
        }
        // The terms fall on the side of the mean that is summed; the other side is its complement.
        if (hits > trials * probability) {
            return 1 - atMost(trials - hits - 1, trials, 1 - probability);
        }
        double sum = 0;
        double odds = probability / (1 - probability);
        double term = StrictMath.exp(logarithm(hits, trials, probability));
        for (long i = hits; i >= 0 && term > sum * NEGLIGIBLE; i--) {
            sum += term;
            term *= i / ((trials - i + 1) * odds);
        }
        return Math.min(1, sum);
    }

    /// The logarithm of the probability of exactly so many hits.
    private static double logarithm(long hits, long trials, double probability) {
        return factorial(trials)
                - factorial(hits)
                - factorial(trials - hits)
                + hits * StrictMath.log(probability)
                + (trials - hits) * StrictMath.log1p(-probability);
    }

    /// The logarithm of n!.
    private static double factorial(long n) {
        double sum = LANCZOS[0];
        for (int i = 1; i < LANCZOS.length; i++) {
            sum += LANCZOS[i] / (n + i);
        }
        double base = n + G + 0.5;
        return 0.5 * StrictMath.log(2 * Math.PI)
                + (n + 0.5) * StrictMath.log(base)
                - base
                + StrictMath.log(sum);
    }
}
