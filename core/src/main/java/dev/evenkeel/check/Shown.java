package dev.evenkeel.check;

import dev.evenkeel.model.Action;
import dev.evenkeel.model.Condition;
import dev.evenkeel.model.Listener;
import dev.evenkeel.model.LoadBalancer;
import dev.evenkeel.model.Request;
import dev.evenkeel.model.Rule;
import dev.evenkeel.routing.Alternatives;
import dev.evenkeel.routing.Decision;
import dev.evenkeel.routing.Given;
import dev.evenkeel.routing.Router;
import dev.evenkeel.routing.Step;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;

/// One request for every rule, where that is all there is to say: each was seen to be reached. In a
/// long list of plain rules that costs far less than following all requests at once.
final class Shown {
    /// Below so many rules all requests are followed in any case.
    private static final int RULES_MIN = 300;

    private final Router router;
    private final IdentityHashMap<Listener, IdentityHashMap<Rule, Request>> requests =
            new IdentityHashMap<>();

    private Shown(Router router) {
        this.router = router;
    }

    /// Empty when anything was not seen to be reached, or there is more to ask than that.
    static Optional<Shown> of(LoadBalancer balancer, Router router, List<Reach.Place> places) {
        if (places.size() < RULES_MIN || !isPlain(balancer, places)) {
            return Optional.empty();
        }
        var shown = new Shown(router);
        for (Reach.Place place : places) {
            if (isAsked(place) && !shown.isReached(place)) {
                return Optional.empty();
            }
        }
        return Optional.of(shown);
    }

    /// Whether nothing but reaching is asked of the rules.
    private static boolean isPlain(LoadBalancer balancer, List<Reach.Place> places) {
        for (Reach.Place place : places) {
            Rule rule = place.rule();
            boolean plain =
                    switch (rule.action()) {
                        case Action.Restart _, Action.Unmodelled _ -> false;
                        case Action.Enter _ -> rule.origin() != Rule.Origin.WRITTEN;
                        default -> true;
                    };
            if (!plain) {
                return false;
            }
        }
        return balancer.pools().stream()
                .allMatch(pool -> pool.handling().rules().rules().isEmpty());
    }

    private static boolean isAsked(Reach.Place place) {
        return DeadRules.isTold(place)
                || place.rule().action() instanceof Action.Forward
                || RedirectLoop.isRedirect(place.rule().action());
    }

    /// Whether a rule is reached, and by each of the paths or hosts that it asks for.
    private boolean isReached(Reach.Place place) {
        var conditions = new ArrayList<Condition>();
        place.way().forEach(rule -> conditions.add(rule.when()));
        List<Condition.Match> alternatives = Alternatives.of(place.rule().when());
        for (Condition.Match alternative : alternatives) {
            var those = new ArrayList<>(conditions);
            those.add(alternative);
            if (!isReached(place, those)) {
                return false;
            }
        }
        return !alternatives.isEmpty() || isReached(place, conditions);
    }

    private boolean isReached(Reach.Place place, List<Condition> conditions) {
        Request request = Suitor.of(place.listener(), conditions);
        Decision decision = router.decide(place.listener(), request, Given.nothing(), false);
        requests.computeIfAbsent(place.listener(), _ -> new IdentityHashMap<>())
                .put(place.rule(), request);
        return holds(place.rule(), decision);
    }

    private static boolean holds(Rule rule, Decision decision) {
        for (Step step : decision.steps()) {
            if (step.rule().equals(rule) && step.held() == Step.Truth.TRUE) {
                return true;
            }
        }
        return false;
    }

    /// A request that reaches a rule; `null` when nobody asked for one.
    @Nullable Request request(Listener listener, Rule rule) {
        IdentityHashMap<Rule, Request> known = requests.get(listener);
        return known == null ? null : known.get(rule);
    }
}
