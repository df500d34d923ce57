package dev.evenkeel.verify;

import dev.evenkeel.model.LoadBalancer;
import dev.evenkeel.model.Pool;
import dev.evenkeel.predict.ConfigurationDiff;
import dev.evenkeel.routing.RequestSet;
import dev.evenkeel.routing.TooMuch;
import dev.evenkeel.text.Glob;
import dev.evenkeel.text.Source;
import dev.evenkeel.text.Span;
import dev.evenkeel.verify.Result.Reason;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// Says of each test of a file whether it holds for one configuration.
public final class Verification {
    private final ModelOracle model;
    private final Oracle oracle;
    private final List<TestCase> tests;
    private final @Nullable ConfigurationDiff change;
    private @Nullable Symbolic symbolic;

    private Verification(
            ModelOracle model,
            Oracle oracle,
            List<TestCase> tests,
            @Nullable ConfigurationDiff change) {
        this.model = model;
        this.oracle = oracle;
        this.tests = List.copyOf(tests);
        this.change = change;
    }

    /// `oracle` says what becomes of single requests; the model tells why, and of all others.
    /// `change` is how the configuration differs from what it was, `null` where that is not asked.
    public static Verification of(
            ModelOracle model,
            Oracle oracle,
            List<TestCase> tests,
            @Nullable ConfigurationDiff change) {
        return new Verification(model, oracle, tests, change);
    }

    /// What is wrong with tests for just this configuration: they could never fail, or never pass.
    public List<Reason> faults() {
        var faults = new ArrayList<Reason>();
        for (TestCase test : tests) {
            switch (test.expectation()) {
                case Expectation.OfRequest _ -> {}
                case Expectation.OfRequests some -> faults(some, faults);
                case Expectation.OfPool of -> pool(of.pool(), of.span(), faults);
                case Expectation.OfChange _, Expectation.OfReach _ -> {}
            }
        }
        return faults;
    }

    private void faults(Expectation.OfRequests some, List<Reason> faults) {
        RequestPattern requests = some.requests();
        for (Expectation.Bound bound : some.bounds()) {
            bound.pools().forEach(pool -> pool(pool, bound.span(), faults));
        }
        if (symbolic().listeners(requests).isEmpty()) {
            faults.add(new Reason("requests: nothing listens there", requests.span()));
        } else if (isEmpty(requests)) {
            faults.add(new Reason("requests: there are no such requests", requests.span()));
        }
    }

    private boolean isEmpty(RequestPattern requests) {
        var routing = symbolic().routing();
        if (routing.isEmpty()) {
            return false;
        }
        int question = symbolic().question(requests);
        return symbolic().listeners(requests).stream()
                .map(listener -> routing.get().asked(listener, question))
                .allMatch(RequestSet::isEmpty);
    }

    private void pool(String name, Span span, List<Reason> faults) {
        LoadBalancer balancer = model.balancer();
        var glob = new Glob(name);
        if (balancer.pools().stream().map(Pool::name).noneMatch(glob::matches)) {
            faults.add(new Reason("there is no pool " + Source.readable(name), span));
        }
    }

    public List<TestCase> tests() {
        return tests;
    }

    /// What the requests of the tests reach.
    public Reach reach() {
        return Reach.of(tests, model);
    }

    private Symbolic symbolic() {
        Symbolic known = symbolic;
        if (known == null) {
            known = Symbolic.of(model.balancer(), tests);
            symbolic = known;
        }
        return known;
    }

    /// What becomes of a test. May be asked by several threads at once.
    public Result result(TestCase test) {
        return switch (test.expectation()) {
            case Expectation.OfRequest request -> {
                Result result = RequestVerdict.of(test, request, oracle.answer(request));
                yield result.isGood() ? result : result.with(model.story(request));
            }
            case Expectation.OfRequests some -> {
                yield ofAll(test, () -> RequestsVerdict.of(test, some, symbolic(), model));
            }
            case Expectation.OfPool of -> {
                Result computed = PoolVerdict.of(test, of, model.balancer());
                // The model has nothing to be held against.
                yield oracle == model ? computed : ofAll(test, () -> measured(computed, of));
            }
            case Expectation.OfChange of ->
                    change == null
                            ? Result.bad(
                                    test,
                                    Result.Status.SKIPPED,
                                    List.of(new Reason("needs --baseline", test.span())))
                            : ChangeVerdict.of(test, of, change, model);
            case Expectation.OfReach of -> {
                yield ofAll(test, () -> ReachVerdict.of(test, of, symbolic(), model));
            }
        };
    }

    private Result measured(Result computed, Expectation.OfPool of) {
        return new ShareMeasurement(symbolic(), model, oracle).held(computed, of);
    }

    /// A verdict on all requests at once, of which one is made after the other.
    private synchronized Result ofAll(TestCase test, Supplier<Result> verdict) {
        try {
            return verdict.get();
        } catch (TooMuch _) {
            var why = "it is too much to follow all requests at once";
            return Result.bad(
                    test, Result.Status.NOT_PROVEN, List.of(new Reason(why, test.span())));
        }
    }
}
