package dev.evenkeel.verify;

/// Says of each test whether it holds for one configuration.
public final class Verification {
    private final ModelOracle model;
    private final Oracle oracle;

    private Verification(ModelOracle model, Oracle oracle) {
        this.model = model;
        this.oracle = oracle;
    }

    /// `oracle` says what becomes of single requests; the model tells why.
    public static Verification of(ModelOracle model, Oracle oracle) {
        return new Verification(model, oracle);
    }

    /// What becomes of a test. May be asked by several threads at once.
    public Result result(TestCase test) {
        return switch (test.expectation()) {
            case Expectation.OfRequest request -> {
                Result result = RequestVerdict.of(test, request, oracle.answer(request));
                yield result.isGood() ? result : result.with(model.story(request));
            }
        };
    }
}
