package dev.evenkeel.check;

import dev.evenkeel.model.Action;
import dev.evenkeel.model.Request;
import dev.evenkeel.model.Rule;
import dev.evenkeel.routing.Decision;
import dev.evenkeel.routing.Outcome;
import dev.evenkeel.routing.Reachability;
import dev.evenkeel.routing.Step;
import dev.evenkeel.text.Span;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// Requests that are rewritten again and again until the balancer gives up.
final class RequestWithoutDestination implements RoutingCheck {
    /// How many rewritings are followed.
    private static final int LOOKED_AT_MAX = 2_000;

    @Override
    public Stream<Finding> findings(Reach reach) {
        var found = new ArrayList<Finding>();
        reach.routing().ifPresent(routing -> follow(reach, routing, found));
        return found.stream();
    }

    private void follow(Reach reach, Reachability routing, List<Finding> found) {
        Set<Span> told = new HashSet<>();
        int looked = 0;
        for (Reach.Place place : reach.places()) {
            Rule rule = place.rule();
            if (rule.origin() != Rule.Origin.WRITTEN
                    || !(rule.action() instanceof Action.Rewrite)) {
                continue;
            }
            var requests = routing.reaching(place.listener(), rule);
            if (requests.isEmpty() || looked++ >= LOOKED_AT_MAX) {
                continue;
            }
            Request example = requests.witness().orElseThrow();
            Decision decision = reach.decide(place.listener(), example);
            List<Span> round = round(decision);
            if (round != null && round.stream().noneMatch(told::contains)) {
                told.addAll(round);
                found.add(finding(round, example));
            }
        }
    }

    /// The places of the rewritings that a request meets again and again until it is given up;
    /// `null` when it is not.
    private static @Nullable List<Span> round(Decision decision) {
        List<Step> steps = decision.steps();
        if (!(decision.outcome() instanceof Outcome.Answer(int status, var _))
                || status < 500
                || !decision.assumed().isEmpty()
                || steps.isEmpty()
                || !(steps.getLast().rule().action() instanceof Action.Restart)) {
            return null;
        }
        var often = new ArrayList<Span>();
        Set<Span> once = new HashSet<>();
        for (Step step : steps) {
            Rule rule = step.rule();
            if (rule.origin() == Rule.Origin.WRITTEN
                    && rule.action() instanceof Action.Rewrite
                    && step.held() == Step.Truth.TRUE
                    && !once.add(rule.span())
                    && !often.contains(rule.span())) {
                often.add(rule.span());
            }
        }
        return often.isEmpty() ? null : often;
    }

    private Finding finding(List<Span> round, Request example) {
        return Finding.error(
                        this,
                        round.getFirst(),
                        "a request for "
                                + Words.quoted(example.target())
                                + " goes nowhere: it is rewritten again and again until the"
                                + " balancer gives up with 500",
                        "Rewrite it to what is not rewritten again, or end the rewriting here.")
                .relatedTo(round.subList(1, round.size()), "and again here")
                .shownBy(example);
    }
}
