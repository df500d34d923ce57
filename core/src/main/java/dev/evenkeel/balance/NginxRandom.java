package dev.evenkeel.balance;

import dev.evenkeel.model.Algorithm;
import dev.evenkeel.model.Pool;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// nginx's `random` and `random two`: draws by weight, again as long as a draw hits a server that
/// cannot be chosen; after 21 of these the servers take turns. Which server is drawn is not known,
/// how likely each is is exact; of the turns only the long run is.
public final class NginxRandom extends NginxBalancer {
    private static final int DRAWS_IN_VAIN_MAX = 21;

    private final boolean two;
    private final boolean counting;

    /// `counting` as for `NginxHash`.
    public NginxRandom(Pool pool, boolean counting) {
        super(pool);
        this.two =
                pool.balancing().algorithm() instanceof Algorithm.RandomDraws(int draws, _)
                        && draws == 2;
        this.counting = counting;
    }

    /// Only where nothing is left to chance.
    @Override
    @Nullable NginxPeer pick(NginxRequest request, long second) {
        int wanted = wanted(request, second);
        if (wanted >= 0 && hasChoice(request, counting)) {
            return take(request, wanted, second);
        }
        return takeTurn(request, second);
    }

    @Override
    Choice attempt(long id, NginxRequest request, long second) {
        if (!hasChoice(request, counting) || wanted(request, second) >= 0) {
            return super.attempt(id, request, second);
        }
        NginxPeer[] peers = request.peers.list;
        int[] eligible = new int[peers.length];
        int count = 0;
        for (int i = 0; i < peers.length; i++) {
            if (isEligible(request, i, second)) {
                eligible[count++] = i;
            }
        }
        if (count < 2) {
            return super.attempt(id, request, second);
        }
        int[] some = Arrays.copyOf(eligible, count);
        double[] shares = two ? pairs(request.peers, some) : singles(request.peers, some);
        var candidates = new ArrayList<Choice.Candidate>(count);
        for (int i = 0; i < count; i++) {
            candidates.add(new Choice.Candidate(peers[some[i]].server, shares[i]));
        }
        return new Choice.OneOf(candidates);
    }

    /// One draw: by weight among those who can be chosen, however often it is repeated.
    private static double[] singles(NginxPeers peers, int[] eligible) {
        double[] shares = new double[eligible.length];
        double total = 0;
        for (int i = 0; i < eligible.length; i++) {
            shares[i] = peers.list[eligible[i]].weight;
            total += shares[i];
        }
        for (int i = 0; i < shares.length; i++) {
            shares[i] /= total;
        }
        return shares;
    }

    /// Two different ones are drawn; the second is taken unless it has more connections for its
    /// weight than the first.
    private static double[] pairs(NginxPeers peers, int[] eligible) {
        double[] chances = singlesOfAll(peers, eligible);
        double vain = 1;
        for (double chance : chances) {
            vain -= chance;
        }
        double[] firsts = new double[eligible.length];
        for (int i = 0; i < firsts.length; i++) {
            firsts[i] = chances[i] * enough(Math.max(0, vain), Math.max(0, vain) + chances[i]);
        }
        double[] shares = new double[eligible.length];
        double drawn = 0;
        List<Integer> byLoad = byLoad(peers, eligible);
        double[] behind = {sum(firsts), sum(chances)};
        for (int from = 0; from < byLoad.size(); ) {
            int to = from + 1;
            while (to < byLoad.size()
                    && load(peers, eligible[byLoad.get(from)], eligible[byLoad.get(to)]) == 0) {
                to++;
            }
            double chancesHere = 0;
            double firstsHere = 0;
            for (int i : byLoad.subList(from, to)) {
                chancesHere += chances[i];
                firstsHere += firsts[i];
            }
            for (int i : byLoad.subList(from, to)) {
                double asSecond = chances[i] * (behind[0] - firsts[i]);
                double asFirst = firsts[i] * (behind[1] - chancesHere);
                shares[i] = asSecond + asFirst;
                drawn += shares[i];
            }
            behind[0] -= firstsHere;
            behind[1] -= chancesHere;
            from = to;
        }
        double[] turns = singles(peers, eligible);
        for (int i = 0; i < shares.length; i++) {
            shares[i] += Math.max(0, 1 - drawn) * turns[i];
        }
        return shares;
    }

    /// The chance of each in one draw among all.
    private static double[] singlesOfAll(NginxPeers peers, int[] eligible) {
        double[] chances = new double[eligible.length];
        for (int i = 0; i < chances.length; i++) {
            chances[i] = (double) peers.list[eligible[i]].weight / peers.weightTotal;
        }
        return chances;
    }

    /// The sum over all numbers of draws in vain, before the first and between the first and the
    /// second server, that together are few enough.
    private static double enough(double vainBefore, double vainBetween) {
        double sum = 0;
        double before = 1;
        for (int i = 0; i < DRAWS_IN_VAIN_MAX; i++) {
            double both = before;
            for (int j = 0; i + j < DRAWS_IN_VAIN_MAX; j++) {
                sum += both;
                both *= vainBetween;
            }
            before *= vainBefore;
        }
        return sum;
    }

    private static double sum(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum;
    }

    /// The positions of the servers, least loaded first.
    private static List<Integer> byLoad(NginxPeers peers, int[] eligible) {
        var positions = new ArrayList<Integer>(eligible.length);
        for (int i = 0; i < eligible.length; i++) {
            positions.add(i);
        }
        positions.sort((one, other) -> load(peers, eligible[one], eligible[other]));
        return positions;
    }

    private static int load(NginxPeers peers, int one, int other) {
        NginxPeer first = peers.list[one];
        NginxPeer second = peers.list[other];
        return Long.compare(
                (long) first.connections * second.weight, (long) second.connections * first.weight);
    }
}
