package dev.evenkeel.verify;

import dev.evenkeel.predict.Asked;
import dev.evenkeel.routing.Given;

import java.util.List;

/// What a test expects of a configuration.
public sealed interface Expectation {
    /// That one request, the first since the start, is treated so; `given` is what is said of
    /// things that are not known before run time.
    record OfRequest(Asked asked, Given given, List<Clause> clauses) implements Expectation {
        public OfRequest {
            clauses = List.copyOf(clauses);
        }
    }
}
