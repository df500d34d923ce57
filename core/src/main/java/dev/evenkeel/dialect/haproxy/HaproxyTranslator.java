package dev.evenkeel.dialect.haproxy;

import dev.evenkeel.dialect.LineCoverage;
import dev.evenkeel.model.LoadBalancer;
import dev.evenkeel.model.Target;
import dev.evenkeel.model.Workers;
import dev.evenkeel.text.Problem;

import java.util.List;

/// Makes the neutral model of a configuration: HAProxy's phases become blocks of one routing form.
final class HaproxyTranslator {
    private HaproxyTranslator() {}

    /// The model. What HAProxy would refuse, and what is missing, is added to `problems`; lines
    /// that are understood worse than their keyword says are marked in `coverage`.
    static LoadBalancer translate(
            HaproxyConfig config, LineCoverage coverage, List<Problem> problems) {
        var context = new HaproxyContext(config, coverage);
        problems.addAll(context.problems);
        return new LoadBalancer(
                new Target("haproxy", config.version()),
                Workers.one(),
                List.of(),
                List.of(),
                context.conditions,
                context.tables.all(),
                context.ignored);
    }
}
