package dev.evenkeel.predict;

import dev.evenkeel.model.Pool;
import dev.evenkeel.model.Server;

/// What counted requests say about a share that chance decides: whether it lies below or above a
/// bound. A verdict is wrong with at most the probability that is asked for, however large the
/// share is in truth; where the requests do not suffice for that, it stays open.
///
/// The counts are held against the binomial distribution itself, as Clopper and Pearson do (The use
/// of confidence or fiducial limits illustrated in the case of the binomial, Biometrika 26, 1934).
/// How many requests suffice is said by Hoeffding's inequality (Probability inequalities for sums
/// of bounded random variables, Journal of the American Statistical Association 58, 1963).
public sealed interface ShareEvidence {
    /// The share is below the bound.
    record Below() implements ShareEvidence {}

    /// The share is above the bound.
    record Above() implements ShareEvidence {}

    /// Both could be. So many requests in all would decide it, were the share what it was so far; 0
    /// when it was exactly the bound, which no number of requests decides.
    record Open(long requests) implements ShareEvidence {}

    /// What `hits` of so many requests say of a share next to a bound (both from 0 to 1), with a
    /// probability of at most `error` (above 0, at most one half) to be wrong.
    static ShareEvidence of(long hits, long requests, double bound, double error) {
        if (hits < 0 || hits > requests || !(bound >= 0 && bound <= 1)) {
            throw new IllegalArgumentException(hits + " of " + requests + " next to " + bound);
        }
        check(error);
        if (Binomial.atLeast(hits, requests, bound) <= error) {
            return new Above();
        }
        if (Binomial.atMost(hits, requests, bound) <= error) {
            return new Below();
        }
        double distance = requests == 0 ? 0 : Math.abs((double) hits / requests - bound);
        return new Open(distance == 0 ? 0 : requests(distance, error));
    }

    /// How many requests decide whether a share that is at least `margin` away from a bound (above
    /// 0, at most 1) is below or above it: with them a verdict comes out with a probability of at
    /// least `1 - error`, and it is wrong with one of at most `error`. With half the margin for
    /// either, `exp(-2 n (margin / 2)²)` is at most `error`.
    static long requests(double margin, double error) {
        check(error);
        if (!(margin > 0 && margin <= 1)) {
            throw new IllegalArgumentException("margin " + margin);
        }
        return (long) StrictMath.ceil(-2 * StrictMath.log(error) / (margin * margin));
    }

    private static void check(double error) {
        if (!(error > 0 && error <= 0.5)) {
            throw new IllegalArgumentException("probability of an error " + error);
        }
    }

    /// After how many requests a pool whose servers take turns begins anew, so that the counts are
    /// the shares: the sum of the weights of its usable servers, divided by what divides them all.
    /// 0 when no server is usable.
    static long round(Pool pool) {
        long sum = 0;
        long divisor = 0;
        boolean onlyBackups = pool.servers().stream().allMatch(s -> s.role().isBackup());
        for (Server server : pool.servers()) {
            if (server.isUsable() && (onlyBackups || !server.role().isBackup())) {
                sum += server.capacity().weight();
                divisor = divisor(divisor, server.capacity().weight());
            }
        }
        return divisor == 0 ? 0 : sum / divisor;
    }

    private static long divisor(long one, long other) {
        long a = one;
        long b = other;
        while (b != 0) {
            long rest = a % b;
            a = b;
            b = rest;
        }
        return a;
    }
}
