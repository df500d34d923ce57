package dev.evenkeel.check;

import dev.evenkeel.model.Action;
import dev.evenkeel.model.Condition;
import dev.evenkeel.model.Field;
import dev.evenkeel.model.Listener;
import dev.evenkeel.model.Request;
import dev.evenkeel.model.Rule;
import dev.evenkeel.routing.Alternatives;
import dev.evenkeel.routing.Decision;
import dev.evenkeel.routing.Reachability;
import dev.evenkeel.routing.RequestSet;
import dev.evenkeel.routing.Step;
import dev.evenkeel.text.Span;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/// Finds out which rules no request reaches, and why. What cannot be said with a reason that a
/// request shows is left out.
final class DeadRules {
    /// Of so many rules it is found out why no request reaches them.
    private static final int EXPLAINED_MAX = 200;

    /// Of so many rules it is looked at whether some of their paths or hosts never count.
    private static final int PARTED_MAX = 5_000;

    /// Among so many rules it is tried whether two alone take everything.
    private static final int PAIRED_MAX = 24;

    private final Reach reach;
    private final Reachability routing;
    private final IdentityHashMap<Reach.Place, RequestSet> taken = new IdentityHashMap<>();
    private final IdentityHashMap<Listener, List<Rule>> rewriting = new IdentityHashMap<>();
    private int untold;

    DeadRules(Reach reach, Reachability routing) {
        this.reach = reach;
        this.routing = routing;
    }

    List<DeadRule> all() {
        var places = new LinkedHashMap<Span, List<Integer>>();
        List<Reach.Place> all = reach.places();
        for (int i = 0; i < all.size(); i++) {
            Reach.Place place = all.get(i);
            if (isTold(place) && reach.isDead(place.rule()) && isAliveAround(place)) {
                places.computeIfAbsent(place.rule().span(), _ -> new ArrayList<>(1)).add(i);
            }
        }
        var dead = new ArrayList<DeadRule>();
        int looked = 0;
        for (List<Integer> of : places.values()) {
            if (looked++ >= EXPLAINED_MAX) {
                untold = places.size() - EXPLAINED_MAX;
                break;
            }
            DeadRule one = explained(of);
            if (one != null) {
                dead.add(one);
            }
        }
        return dead;
    }

    /// Of how many rules that no request reaches it was not looked for the reason.
    int untold() {
        return untold;
    }

    /// The paths and hosts, beside others of a rule that requests reach, whose requests one rule
    /// before it takes all and treats otherwise.
    List<DeadRule.Part> parts() {
        var parts = new ArrayList<DeadRule.Part>();
        Set<Span> told = new HashSet<>();
        int looked = 0;
        for (int at = 0; at < reach.places().size(); at++) {
            Reach.Place place = reach.places().get(at);
            Rule rule = place.rule();
            if (place.pool() != null || !isTold(place) || reach.isDead(rule)) {
                continue;
            }
            List<Condition.Match> alternatives = Alternatives.of(rule.when());
            if (alternatives.isEmpty()
                    || !told.add(rule.span())
                    || looked++ >= PARTED_MAX
                    || isRewritten(place.listener(), Looked.of(rule.when()))) {
                continue;
            }
            for (Condition.Match match : alternatives) {
                DeadRule.Part part = part(at, place, match);
                if (part != null) {
                    parts.add(part);
                    break;
                }
            }
        }
        return parts;
    }

    private boolean isRewritten(Listener listener, Looked looked) {
        if (rewriting.isEmpty()) {
            for (Reach.Place place : reach.places()) {
                List<Rule> rules =
                        rewriting.computeIfAbsent(place.listener(), _ -> new ArrayList<>(1));
                switch (place.rule().action()) {
                    case Action.Rewrite _, Action.Replace _ -> rules.add(place.rule());
                    default -> {}
                }
            }
        }
        return rewriting.getOrDefault(listener, List.of()).stream()
                .anyMatch(rule -> changes(rule, looked));
    }

    private DeadRule.@Nullable Part part(int at, Reach.Place place, Condition.Match match) {
        Listener listener = place.listener();
        RequestSet wanted = wanted(place).and(routing.matching(listener, match));
        if (wanted.isEmpty() || !wanted.and(routing.reaching(listener, place.rule())).isEmpty()) {
            return null;
        }
        for (Reach.Place one : before(at, place)) {
            if (wanted.minus(taken(one)).isEmpty()
                    && !one.rule().action().equals(place.rule().action())
                    && taken(place, List.of(one), wanted)
                            instanceof DeadRule.Cause.Taken(_, Request example)) {
                return new DeadRule.Part(place.rule(), match, one.rule(), example);
            }
        }
        return null;
    }

    /// What another check says, and what was to be on the safe side, is not told.
    static boolean isTold(Reach.Place place) {
        Rule rule = place.rule();
        boolean does =
                switch (rule.action()) {
                    case Action.Forward _,
                            Action.Answer _,
                            Action.Serve _,
                            Action.Close _,
                            Action.ChooseServer _,
                            Action.Enter _ ->
                            true;
                    case Action.Leave _,
                            Action.Restart _,
                            Action.Rewrite _,
                            Action.RewriteOutgoing _,
                            Action.Replace _,
                            Action.RemoveHeaders _,
                            Action.SetVariable _,
                            Action.UnsetVariable _,
                            Action.Aside _,
                            Action.Unmodelled _ ->
                            false;
                };
        return does
                && rule.origin() == Rule.Origin.WRITTEN
                && !place.behind()
                && !(rule.when() instanceof Condition.Always)
                && Truth.of(rule.when(), place.listener()) != Truth.NEVER;
    }

    private boolean isAliveAround(Reach.Place place) {
        for (Rule outer : place.entered()) {
            if (reach.isDead(outer)) {
                return false;
            }
        }
        return true;
    }

    /// Why no request reaches a rule that stands at these places.
    private @Nullable DeadRule explained(List<Integer> places) {
        for (int at : places) {
            Reach.Place place = reach.places().get(at);
            RequestSet wanted = wanted(place);
            if (!wanted.isEmpty()) {
                DeadRule.Cause cause = cause(at, place, wanted);
                return cause == null ? null : new DeadRule(place, cause);
            }
        }
        Reach.Place first = reach.places().get(places.getFirst());
        boolean plain = true;
        for (Rule rule : first.way()) {
            plain &= Looked.of(rule.when()).isPlain();
        }
        return plain ? new DeadRule(first, new DeadRule.Cause.Unmatched()) : null;
    }

    private RequestSet wanted(Reach.Place place) {
        RequestSet wanted = reach.matching(routing, place.listener(), place.way());
        return place.pool() == null
                ? wanted
                : wanted.and(routing.reaching(place.listener(), place.pool().name()));
    }

    private DeadRule.@Nullable Cause cause(int at, Reach.Place place, RequestSet wanted) {
        var by = new ArrayList<Reach.Place>();
        RequestSet rest = wanted;
        List<Reach.Place> before = before(at, place);
        for (Reach.Place one : before) {
            RequestSet takes = taken(one);
            if (wanted.minus(takes).isEmpty()) {
                return taken(place, List.of(one), wanted);
            }
            if (!rest.and(takes).isEmpty()) {
                by.add(one);
                rest = rest.minus(takes);
            }
        }
        return rest.isEmpty() ? taken(place, smallest(by, wanted), wanted) : changed(place, rest);
    }

    /// The places before one, in the same rules, at which rules take requests for good.
    private List<Reach.Place> before(int at, Reach.Place place) {
        var before = new ArrayList<Reach.Place>();
        List<Reach.Place> all = reach.places();
        int first = at;
        while (first > 0
                && all.get(first - 1).listener().equals(place.listener())
                && Objects.equals(all.get(first - 1).pool(), place.pool())) {
            first--;
        }
        Rule inside = null;
        for (int i = first; i < at; i++) {
            Reach.Place one = all.get(i);
            if (inside != null && one.entered().contains(inside)) {
                continue;
            }
            inside = null;
            if (!one.behind() && reach.takes(one.rule()) && !place.entered().contains(one.rule())) {
                before.add(one);
                inside = one.rule();
            }
        }
        return before;
    }

    private RequestSet taken(Reach.Place place) {
        return taken.computeIfAbsent(
                place, _ -> reach.surelyMatching(routing, place.listener(), place.way()));
    }

    private RequestSet without(List<Reach.Place> by, int left, RequestSet wanted) {
        RequestSet rest = wanted;
        for (int i = 0; i < by.size(); i++) {
            if (i != left) {
                rest = rest.minus(taken(by.get(i)));
            }
        }
        return rest;
    }

    /// The fewest of some rules that take everything as well.
    private List<Reach.Place> smallest(List<Reach.Place> by, RequestSet wanted) {
        if (by.size() <= PAIRED_MAX) {
            for (int i = 0; i < by.size(); i++) {
                for (int j = i + 1; j < by.size(); j++) {
                    List<Reach.Place> two = List.of(by.get(i), by.get(j));
                    if (without(two, -1, wanted).isEmpty()) {
                        return two;
                    }
                }
            }
        }
        var left = new ArrayList<>(by);
        for (int i = left.size() - 1; i >= 0 && left.size() > 1; i--) {
            if (without(left, i, wanted).isEmpty()) {
                left.remove(i);
            }
        }
        return left;
    }

    /// Shown by one request for each of the rules that take them.
    private DeadRule.@Nullable Cause taken(
            Reach.Place place, List<Reach.Place> by, RequestSet wanted) {
        Request example = null;
        var rules = new ArrayList<Rule>();
        for (Reach.Place taking : by) {
            Rule rule = taking.rule();
            rules.add(rule);
            Request one = wanted.and(taken(taking)).witness().orElseThrow();
            Decision decision = reach.decide(place.listener(), one);
            if (held(decision, place.rule()) || !held(decision, rule)) {
                return null;
            }
            example = example == null ? one : example;
        }
        return example == null ? null : new DeadRule.Cause.Taken(rules, example);
    }

    private static boolean held(Decision decision, Rule rule) {
        for (Step step : decision.steps()) {
            if (step.rule().equals(rule) && step.held() != Step.Truth.FALSE) {
                return true;
            }
        }
        return false;
    }

    /// Shown by a request that matches as it arrives, is changed on the way and then does not.
    private DeadRule.@Nullable Cause changed(Reach.Place place, RequestSet rest) {
        Request example = rest.witness().orElseThrow();
        Decision decision = reach.decide(place.listener(), example);
        Looked looked = Looked.of(place.rule().when());
        Rule by = null;
        for (Step step : decision.steps()) {
            if (step.rule().equals(place.rule())) {
                return step.held() == Step.Truth.FALSE && by != null
                        ? new DeadRule.Cause.Changed(by, example)
                        : null;
            }
            if (step.held() == Step.Truth.TRUE
                    && step.rule().origin() == Rule.Origin.WRITTEN
                    && changes(step.rule(), looked)) {
                by = step.rule();
            }
        }
        return null;
    }

    private static boolean changes(Rule rule, Looked looked) {
        return switch (rule.action()) {
            case Action.Rewrite(Field field, _, _) -> looked.sees(field);
            case Action.Replace(Field field, _, _, _) -> looked.sees(field);
            default -> false;
        };
    }
}
