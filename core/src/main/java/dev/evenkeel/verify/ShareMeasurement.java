package dev.evenkeel.verify;

import dev.evenkeel.model.Algorithm;
import dev.evenkeel.model.Listener;
import dev.evenkeel.model.LoadBalancer;
import dev.evenkeel.model.Pool;
import dev.evenkeel.model.Protocol;
import dev.evenkeel.predict.ShareEvidence;
import dev.evenkeel.predict.Shares;
import dev.evenkeel.routing.Assumption;
import dev.evenkeel.routing.Outcome;
import dev.evenkeel.routing.RequestSet;
import dev.evenkeel.routing.Routing;
import dev.evenkeel.text.Glob;
import dev.evenkeel.verify.Result.Reason;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Holds the shares that the model computes against a program that runs, by requests.
///
/// Servers that take turns are counted over whole rounds, in which each must take exactly its part.
/// Where chance decides, requests are sent until they tell on which side of every bound the shares
/// are; of each share and bound that is said wrongly with a probability of at most `ERROR`.
final class ShareMeasurement {
    static final double ERROR = 1e-6;

    /// How many requests are sent for one pool at most.
    private static final int REQUESTS_MAX = 10_000;

    /// Of short rounds so many requests are sent.
    private static final int REQUESTS_MIN = 60;

    /// Where chance decides, it is looked at the counts after every so many requests. What is
    /// looked at often must be wrong more seldom each time.
    private static final int BATCH = 500;

    private static final double ERROR_OF_LOOK = ERROR * BATCH / REQUESTS_MAX;

    private final LoadBalancer balancer;
    private final Symbolic symbolic;
    private final ModelOracle model;
    private final Oracle oracle;
    private final List<Reason> disagreements = new ArrayList<>();
    private final List<Assumption> unmeasured = new ArrayList<>();

    ShareMeasurement(Symbolic symbolic, ModelOracle model, Oracle oracle) {
        this.balancer = model.balancer();
        this.symbolic = symbolic;
        this.model = model;
        this.oracle = oracle;
    }

    /// What the model says of shares of pools, with what requests say of it.
    Result held(Result computed, Expectation.OfPool expected) {
        var glob = new Glob(expected.pool());
        for (Pool pool : balancer.pools()) {
            for (PoolClause clause : expected.clauses()) {
                if (glob.matches(pool.name()) && clause instanceof PoolClause.Share share) {
                    measure(pool, share);
                }
            }
        }
        if (!disagreements.isEmpty()) {
            var reasons = new ArrayList<>(computed.reasons());
            reasons.addAll(disagreements);
            boolean failed = computed.status() == Result.Status.FAILED;
            return Result.bad(
                    computed.test(),
                    failed ? Result.Status.FAILED : Result.Status.DISAGREES,
                    reasons);
        }
        if (computed.status() != Result.Status.PASSED || unmeasured.isEmpty()) {
            return computed;
        }
        var assumed = new ArrayList<>(computed.assumed());
        assumed.addAll(unmeasured);
        return Result.passed(computed.test(), assumed);
    }

    private void measure(Pool pool, PoolClause.Share clause) {
        // What is not fixed is not proven already.
        if (!(Shares.of(pool, balancer.target()) instanceof Shares.Fixed(List<Double> shares))) {
            return;
        }
        Optional<Way> way = way(pool);
        if (way.isEmpty()) {
            leaveOut(pool, clause, "no request is known that its servers share");
        } else if (pool.balancing().algorithm() instanceof Algorithm.RandomDraws) {
            byChance(pool, clause, MachineShare.of(pool, shares), way.get());
        } else {
            inTurn(pool, clause, MachineShare.of(pool, shares), way.get());
        }
    }

    private record Way(Listener listener, RequestSet.Example example) {}

    /// A request that comes to the pool and is bound to none of its servers.
    private Optional<Way> way(Pool pool) {
        Optional<Routing> routing = symbolic.routing();
        if (routing.isEmpty()) {
            return Optional.empty();
        }
        for (Listener listener : balancer.listeners()) {
            if (listener.handling().protocol() != Protocol.HTTP) {
                continue;
            }
            List<Routing.End> ends =
                    routing.get()
                            .ends(
                                    listener,
                                    routing.get().all(listener),
                                    (name, _) -> pool.name().equals(name));
            for (Routing.End end : ends) {
                Optional<RequestSet.Example> example = end.requests().example();
                if (example.isPresent() && isShared(listener, example.get(), pool)) {
                    return Optional.of(new Way(listener, example.get()));
                }
            }
        }
        return Optional.empty();
    }

    private boolean isShared(Listener listener, RequestSet.Example example, Pool pool) {
        return model.story(listener, example).prediction().decision().outcome()
                        instanceof Outcome.Forward forward
                && pool.equals(forward.pool())
                && forward.servers().isEmpty()
                && forward.held().stream().allMatch(held -> held.values().isEmpty());
    }

    private void inTurn(Pool pool, PoolClause.Share clause, List<MachineShare> parts, Way way) {
        long round = Math.max(1, ShareEvidence.round(pool));
        long requests = round * ((REQUESTS_MIN + round - 1) / round);
        if (requests > REQUESTS_MAX) {
            leaveOut(pool, clause, "a round takes " + round + " requests");
            return;
        }
        List<Integer> hits = counted(pool, clause, way, (int) requests);
        for (MachineShare part : hits.isEmpty() ? List.<MachineShare>of() : parts) {
            if (part.taken(hits) != Math.round(part.share() * requests)) {
                disagree(pool, clause, part.who(), part.taken(hits), requests);
                return;
            }
        }
    }

    private void byChance(Pool pool, PoolClause.Share clause, List<MachineShare> parts, Way way) {
        List<Double> bounds = clause.bounds(1.0 / parts.size());
        var taken = new long[parts.size()];
        for (int requests = BATCH; requests <= REQUESTS_MAX; requests += BATCH) {
            List<Integer> hits = counted(pool, clause, way, BATCH);
            if (hits.isEmpty()) {
                return;
            }
            boolean open = false;
            for (int i = 0; i < taken.length; i++) {
                taken[i] += parts.get(i).taken(hits);
                for (double bound : bounds) {
                    int side = side(taken[i], requests, bound);
                    double expected = parts.get(i).share();
                    if (side != 0 && expected != bound && (side > 0) != (expected > bound)) {
                        disagree(pool, clause, parts.get(i).who(), taken[i], requests);
                        return;
                    }
                    open |= side == 0 && expected != bound;
                }
            }
            if (!open) {
                return;
            }
        }
        leaveOut(pool, clause, REQUESTS_MAX + " requests do not tell");
    }

    /// Above 0: the share is above the bound; below 0: below it; 0: not known.
    private static int side(long hits, long requests, double bound) {
        return switch (ShareEvidence.of(hits, requests, bound, ERROR_OF_LOOK)) {
            case ShareEvidence.Above _ -> 1;
            case ShareEvidence.Below _ -> -1;
            case ShareEvidence.Open _ -> 0;
        };
    }

    /// How often each server took the request; empty when that is not known.
    private List<Integer> counted(Pool pool, PoolClause clause, Way way, int requests) {
        return switch (oracle.tally(way.listener(), way.example(), pool, requests)) {
            case Tally.Counted(List<Integer> hits) -> hits;
            case Tally.Computed _ -> List.of();
            case Tally.Uncounted(String why) -> {
                leaveOut(pool, clause, why);
                yield List.of();
            }
        };
    }

    private void disagree(Pool pool, PoolClause clause, String server, long taken, long requests) {
        disagreements.add(
                new Reason(
                        "the model and the real program disagree: pool `"
                                + pool.name()
                                + "`: of "
                                + requests
                                + " requests "
                                + server
                                + " got "
                                + taken,
                        clause.span()));
    }

    private void leaveOut(Pool pool, PoolClause clause, String why) {
        unmeasured.add(
                new Assumption(
                        "the shares of pool `" + pool.name() + "` were not measured: " + why,
                        clause.span()));
    }
}
