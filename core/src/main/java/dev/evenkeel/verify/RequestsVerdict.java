package dev.evenkeel.verify;

import dev.evenkeel.model.Listener;
import dev.evenkeel.predict.Traced;
import dev.evenkeel.routing.Decision;
import dev.evenkeel.routing.Outcome;
import dev.evenkeel.routing.RequestSet;
import dev.evenkeel.routing.Routing;
import dev.evenkeel.routing.RoutingDiff;
import dev.evenkeel.text.Glob;
import dev.evenkeel.verify.Expectation.Bound;
import dev.evenkeel.verify.Result.Reason;
import dev.evenkeel.verify.Result.Status;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/// Decides where requests of a set may go. That none goes where it must not is a proof, because the
/// sets hold too much rather than too little; that one does is seen with that one.
final class RequestsVerdict {
    /// How many ways to end are looked at for one request that shows it.
    private static final int EXAMPLES_MAX = 64;

    private static final int OBSTACLES_MAX = 5;

    private final TestCase test;
    private final Symbolic symbolic;
    private final ModelOracle model;
    private final List<Reason> failures = new ArrayList<>();
    private final LinkedHashSet<Reason> openings = new LinkedHashSet<>();
    private @Nullable Traced story;
    private @Nullable Traced doubt;

    private RequestsVerdict(TestCase test, Symbolic symbolic, ModelOracle model) {
        this.test = test;
        this.symbolic = symbolic;
        this.model = model;
    }

    static Result of(
            TestCase test, Expectation.OfRequests expected, Symbolic symbolic, ModelOracle model) {
        Optional<Routing> routing = symbolic.routing();
        if (routing.isEmpty()) {
            var why = "the configuration is too much to be followed for all requests at once";
            return Result.bad(test, Status.NOT_PROVEN, List.of(new Reason(why, test.span())));
        }
        return new RequestsVerdict(test, symbolic, model).judge(expected, routing.get());
    }

    private Result judge(Expectation.OfRequests expected, Routing routing) {
        int question = symbolic.question(expected.requests());
        for (Bound bound : expected.bounds()) {
            for (Listener listener : symbolic.listeners(expected.requests())) {
                judge(bound, listener, routing.asked(listener, question), routing);
            }
        }
        if (!failures.isEmpty()) {
            return Result.bad(test, Status.FAILED, failures).with(story);
        }
        if (!openings.isEmpty()) {
            for (RoutingDiff.Obstacle obstacle : routing.obstacles()) {
                if (openings.size() <= OBSTACLES_MAX) {
                    openings.add(new Reason(obstacle.why(), obstacle.span()));
                }
            }
        }
        for (String scope : routing.scope()) {
            openings.add(new Reason("looked at were " + scope, test.span()));
        }
        return openings.isEmpty()
                ? Result.passed(test, List.of())
                : Result.bad(test, Status.NOT_PROVEN, List.copyOf(openings)).with(doubt);
    }

    private static boolean isNamed(Bound bound, @Nullable String pool) {
        return pool != null
                && bound.pools().stream().anyMatch(name -> new Glob(name).matches(pool));
    }

    /// Whether it is against a bound that a request goes to a pool, or with `null` to none.
    private static boolean isAgainst(Bound bound, @Nullable String pool) {
        boolean named = isNamed(bound, pool);
        return switch (bound.kind()) {
            case NEVER -> named;
            case ONLY -> pool != null && !named;
            case ALWAYS -> !named;
        };
    }

    private void judge(Bound bound, Listener listener, RequestSet requests, Routing routing) {
        List<Routing.End> wrong =
                routing.ends(
                        listener, requests, (pool, computed) -> computed || isAgainst(bound, pool));
        int looked = 0;
        for (Routing.End end : wrong) {
            Optional<RequestSet.Example> example = end.requests().example();
            if (example.isEmpty() || looked++ >= EXAMPLES_MAX) {
                continue;
            }
            Traced traced = model.story(listener, example.get());
            if (isShown(bound, traced.prediction().decision())) {
                failures.add(new Reason(text(bound, traced), bound.span()));
                story = story == null ? traced : story;
                return;
            }
            doubt = doubt == null ? traced : doubt;
        }
        if (doubt != null && !wrong.isEmpty()) {
            Decision decision = doubt.prediction().decision();
            openings.add(
                    new Reason(
                            bound.kind().word()
                                    + ": nothing shows that it is not so, and it is not"
                                    + " proven",
                            bound.span()));
            openings.add(new Reason("not ruled out by this line", decision.decidedBy()));
        }
    }

    private static boolean isShown(Bound bound, Decision decision) {
        return switch (decision.outcome()) {
            case Outcome.Forward forward ->
                    isAgainst(
                            bound, forward.pool() == null ? forward.name() : forward.pool().name());
            case Outcome.Undetermined _ -> false;
            case Outcome.Answer _, Outcome.Serve _, Outcome.Close _ -> isAgainst(bound, null);
        };
    }

    private static String text(Bound bound, Traced traced) {
        String expected =
                "expected "
                        + bound.kind().word()
                        + " "
                        + String.join(", ", bound.pools())
                        + ", but ";
        return expected + ModelOracle.end(traced.prediction()) + ", as this request shows";
    }
}
