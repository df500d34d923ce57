package dev.evenkeel.lab.mutation;

import dev.evenkeel.dialect.Reading;
import dev.evenkeel.predict.ConfigurationDiff;
import dev.evenkeel.predict.EndpointChange;
import dev.evenkeel.predict.PoolChange;
import dev.evenkeel.routing.RoutingDiff;
import dev.evenkeel.verify.Generation;
import dev.evenkeel.verify.ModelOracle;
import dev.evenkeel.verify.TestCase;
import dev.evenkeel.verify.Verification;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// The tests that are made of a configuration, as a net for mutants of it.
record Net(List<TestCase> tests, long bad) {
    /// How a mutant fares. `differs` is in what it differs, in words of `diff`.
    record Catch(Mutant mutant, Result result, Set<String> differs) {}

    enum Result {
        CAUGHT,
        /// It differs, and every test passes all the same.
        ESCAPED,
        /// It differs only in how long the balancer waits, which tests do not speak of, and every
        /// test passes.
        TIMEOUT_ESCAPED,
        EQUIVALENT,
        NOT_PROVEN,
        /// The configuration is too much for tests to be made of it.
        NO_TESTS
    }

    static Net of(Original original) {
        Reading reading = original.read();
        List<TestCase> tests =
                Generation.of(reading.balancer())
                        .map(Generation.Generated::tests)
                        .orElse(List.of());
        Verification verification = verification(reading, tests);
        long bad = tests.stream().filter(test -> !verification.result(test).isGood()).count();
        return new Net(tests, bad);
    }

    private static Verification verification(Reading reading, List<TestCase> tests) {
        var model = ModelOracle.of(reading.balancer());
        return Verification.of(model, model, tests, null);
    }

    Catch of(Mutant mutant) {
        Reading before = mutant.original().read();
        Reading after = mutant.changed().read();
        ConfigurationDiff diff =
                ConfigurationDiff.of(
                        new ConfigurationDiff.Side(before.balancer(), before.coverage()),
                        new ConfigurationDiff.Side(after.balancer(), after.coverage()));
        Set<String> differs = differs(diff);
        Result result =
                switch (diff.verdict()) {
                    case EQUIVALENT -> Result.EQUIVALENT;
                    case NOT_PROVEN -> Result.NOT_PROVEN;
                    case DIFFERENT ->
                            tests.isEmpty()
                                    ? Result.NO_TESTS
                                    : isCaughtBy(after)
                                            ? Result.CAUGHT
                                            : differs.equals(Set.of("timeouts"))
                                                    ? Result.TIMEOUT_ESCAPED
                                                    : Result.ESCAPED;
                };
        return new Catch(mutant, result, differs);
    }

    private boolean isCaughtBy(Reading changed) {
        Verification verification = verification(changed, tests);
        return !verification.faults().isEmpty()
                || tests.stream().anyMatch(test -> !verification.result(test).isGood());
    }

    /// In what two configurations differ.
    private static Set<String> differs(ConfigurationDiff diff) {
        var differs = new TreeSet<String>();
        if (diff.routing().verdict() == RoutingDiff.Verdict.DIFFERENT) {
            differs.add("routing");
        }
        for (PoolChange change : diff.pools()) {
            if (change.felt()) {
                differs.add(change.kind().word());
            }
        }
        for (EndpointChange change : diff.endpoints()) {
            boolean timeout = change.kind() == EndpointChange.Kind.TIMEOUT;
            differs.add(timeout ? "timeouts" : "endpoint " + change.kind().word());
        }
        return differs;
    }
}
