package dev.evenkeel.lab.conformance;

import dev.evenkeel.lab.conformance.Experiment.Result;
import dev.evenkeel.loopback.Verdict;
import dev.evenkeel.model.Algorithm;
import dev.evenkeel.model.Condition;
import dev.evenkeel.model.Pool;
import dev.evenkeel.model.Protocol;
import dev.evenkeel.routing.Outcome;
import dev.evenkeel.routing.Step;
import dev.evenkeel.text.Span;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// How many requests were compared, left open and answered otherwise than predicted: all of them,
/// by the algorithm that chose the server, and by the features of the language that had a part in
/// the decision.
final class Tally {
    static final class Count {
        int compared;
        int open;
        int different;

        private void add(Verdict verdict) {
            switch (verdict) {
                case Verdict.Same _ -> compared++;
                case Verdict.Open _ -> open++;
                case Verdict.Different _ -> {
                    compared++;
                    different++;
                }
            }
        }
    }

    final Count all = new Count();
    final Map<String, Count> algorithms = new TreeMap<>();
    final Map<String, Count> features = new TreeMap<>();
    final Map<String, Integer> reasons = new TreeMap<>();

    void add(Result result) {
        all.add(result.verdict());
        if (result.verdict() instanceof Verdict.Open(String why)) {
            reasons.merge(why, 1, Integer::sum);
        }
        if (result.prediction().decision().outcome() instanceof Outcome.Forward forward
                && forward.pool() != null) {
            count(algorithms, algorithm(forward.pool())).add(result.verdict());
        }
        for (String feature : features(result)) {
            count(features, feature).add(result.verdict());
        }
    }

    private static Count count(Map<String, Count> counts, String name) {
        return counts.computeIfAbsent(name, _ -> new Count());
    }

    private static String algorithm(Pool pool) {
        String written =
                pool.balancing().span() == null ? "standard" : pool.balancing().span().text();
        String[] words = written.split("[ (;]+", -1);
        String name =
                words[0].equals("balance") && words.length > 1
                        ? words[0] + " " + words[1]
                        : words[0];
        if (pool.balancing().algorithm() instanceof Algorithm.Hash hash
                && !name.equals("ip_hash")) {
            Algorithm.Form form = hash.form();
            name += form.placement() == Algorithm.Placement.RING ? ", consistent" : ", map";
        }
        return name + (pool.handling().protocol() == Protocol.TCP ? " (connections)" : "");
    }

    /// The directives whose rules were taken, and the fetches or variables that were looked at.
    private static Set<String> features(Result result) {
        var features = new HashSet<String>();
        // Where conditions are words of their own; elsewhere each directive has its own.
        boolean written = result.prediction().decision().listener().name().indexOf(':') < 0;
        for (Step step : result.prediction().decision().steps()) {
            if (step.held() == Step.Truth.TRUE) {
                features.add(directive(step.rule().span()));
            }
            for (Step.Seen seen : step.seen()) {
                if (seen.condition() instanceof Condition.Match match && written) {
                    features.add("condition " + criterion(match.span().text()));
                }
            }
        }
        return features;
    }

    /// What the line says that a rule stands in.
    private static String directive(Span span) {
        String line = span.source().lineSpan(span.line()).text();
        String[] words = line.strip().split("[\\s;{(]+", 3);
        boolean two =
                words.length > 1
                        && (words[0].equals("http-request")
                                || words[0].equals("redirect")
                                || (words[0].equals("location")
                                        && !words[1].startsWith("/")
                                        && !words[1].startsWith("@")));
        return two ? words[0] + " " + words[1] : words[0];
    }

    private static String criterion(String text) {
        return text.strip()
                .replaceFirst("^!\\s*", "")
                .replaceFirst("^acl\\s+\\S+\\s+", "")
                .split("[\\s(,]+", 2)[0];
    }
}
