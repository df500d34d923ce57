package dev.evenkeel.report;

import dev.evenkeel.model.Action;
import dev.evenkeel.model.Block;
import dev.evenkeel.model.Coverage;
import dev.evenkeel.model.LoadBalancer;
import dev.evenkeel.model.Pool;
import dev.evenkeel.routing.Decision;
import dev.evenkeel.routing.Outcome;
import dev.evenkeel.routing.Step;
import dev.evenkeel.text.Source;
import dev.evenkeel.text.Span;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Which of the lines that are not fully modelled could change an answer. Left out is only what is
/// a rule that was not tried, and what certainly stands in a part of the text that the request
/// never saw: under the head of another listener, pool or block, and, as all lines between, further
/// in than that head.
final class Relevance {
    /// The heads of parts, by source and line; those that the request saw are `true`.
    private final Map<Source, TreeMap<Integer, Boolean>> heads = new HashMap<>();

    /// The places of rules; those that were tried are `true`.
    private final Map<Place, Boolean> rules = new HashMap<>();

    private record Place(Source source, int line) {
        static Place of(Span span) {
            return new Place(span.source(), span.line());
        }
    }

    private Relevance() {}

    static Coverage of(Coverage coverage, LoadBalancer balancer, Decision decision) {
        if (coverage.isFull() || decision.outcome() instanceof Outcome.Undetermined) {
            return coverage;
        }
        var relevance = new Relevance();
        relevance.addHeads(balancer, decision);
        return new Coverage(
                coverage.understood(),
                coverage.harmless(),
                relevance.of(coverage.limited()),
                relevance.of(coverage.unmodelled()),
                relevance.of(coverage.unknown()));
    }

    private void addHeads(LoadBalancer balancer, Decision decision) {
        Set<Span> entered = new HashSet<>();
        entered.add(decision.listener().span());
        for (Step step : decision.steps()) {
            rules.put(Place.of(step.rule().span()), true);
            if (step.held() != Step.Truth.FALSE
                    && step.rule().action() instanceof Action.Enter(Block block)) {
                entered.add(block.span());
            }
        }
        if (decision.outcome() instanceof Outcome.Forward forward) {
            Pool pool = forward.pool();
            if (pool != null) {
                entered.add(pool.span());
            }
        }
        balancer.listeners().forEach(listener -> add(listener.span(), entered));
        balancer.pools().forEach(pool -> add(pool.span(), entered));
        balancer.blocks().forEach(block -> add(block.span(), entered));
        balancer.rules().forEach(rule -> rules.putIfAbsent(Place.of(rule.span()), false));
    }

    private void add(Span head, Set<Span> entered) {
        heads.computeIfAbsent(head.source(), _ -> new TreeMap<>())
                .merge(head.line(), entered.contains(head), Boolean::logicalOr);
    }

    private List<Coverage.Line> of(List<Coverage.Line> lines) {
        var relevant = new ArrayList<Coverage.Line>();
        for (Coverage.Line line : lines) {
            boolean isReached = rules.getOrDefault(Place.of(line.span()), true);
            if (isReached && !isElsewhere(line.span())) {
                relevant.add(line);
            }
        }
        return relevant;
    }

    /// Goes up from a line to the heads of the parts it stands in.
    private boolean isElsewhere(Span span) {
        TreeMap<Integer, Boolean> known = heads.get(span.source());
        if (known == null) {
            return false;
        }
        int indentation = span.source().indentation(span.line());
        for (int line = span.line(); line > 0 && indentation > 0; line--) {
            int here = span.source().indentation(line);
            if (here >= 0 && here < indentation) {
                indentation = here;
                if (!known.getOrDefault(line, true)) {
                    return true;
                }
            }
        }
        // The line may be the head itself.
        return !known.getOrDefault(span.line(), true);
    }
}
