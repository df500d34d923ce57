package dev.evenkeel.check;

import dev.evenkeel.model.Action;
import dev.evenkeel.model.Block;
import dev.evenkeel.model.Expression;
import dev.evenkeel.model.Listener;
import dev.evenkeel.model.LoadBalancer;
import dev.evenkeel.model.Pool;
import dev.evenkeel.model.Request;
import dev.evenkeel.model.Rule;
import dev.evenkeel.routing.Decision;
import dev.evenkeel.routing.Given;
import dev.evenkeel.routing.Reachability;
import dev.evenkeel.routing.RequestSet;
import dev.evenkeel.routing.Router;
import dev.evenkeel.text.Problem;
import dev.evenkeel.text.Span;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Which requests reach which rules and pools, found out once for all checks that ask. What no
/// request reaches is sure; that a request does is shown by the router.
final class Reach {
    /// How many steps it may take to follow all requests.
    private static final long STEPS_MAX = 6_000_000;

    /// How many rules are looked at, those that several listeners share once for each.
    private static final int RULES_MAX = 200_000;

    /// A rule on the way of a listener's requests, behind the rules that enter its block, outermost
    /// first. `pool` is where it stands, if not in the listener itself; `behind` says that a rule
    /// before it in its block ends every request.
    record Place(
            Listener listener, @Nullable Pool pool, List<Rule> entered, Rule rule, boolean behind) {
        /// The rules that must match for a request to get past this one.
        List<Rule> way() {
            var way = new ArrayList<>(entered);
            way.add(rule);
            return way;
        }
    }

    private final LoadBalancer balancer;
    private final Router router;

    /// Where every rule was seen to be reached, nothing more was found out.
    private final @Nullable Shown shown;

    private final @Nullable Reachability routing;
    private final List<Place> places = new ArrayList<>();
    private final Set<Span> reached = new HashSet<>();
    private final Set<Block> entered = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Flow flow = new Flow();
    private @Nullable List<DeadRule> dead;
    private int untold;
    private boolean leftOff;

    private Reach(LoadBalancer balancer) {
        this.balancer = balancer;
        this.router = Router.of(balancer);
        boolean few = balancer.rules().limit(RULES_MAX).count() < RULES_MAX;
        if (few) {
            for (Listener listener : balancer.listeners()) {
                collect(listener, null, listener.handling().rules(), List.of());
            }
        }
        this.shown = few ? Shown.of(balancer, router, places).orElse(null) : null;
        boolean asks = few && shown == null;
        this.routing = asks ? Reachability.of(balancer, router, STEPS_MAX).orElse(null) : null;
        if (routing == null) {
            return;
        }
        for (Pool pool : balancer.pools()) {
            for (Listener listener : balancer.listeners()) {
                if (!pool.handling().rules().rules().isEmpty()
                        && !routing.reaching(listener, pool.name()).isEmpty()) {
                    collect(listener, pool, pool.handling().rules(), List.of());
                }
            }
        }
        mark(routing);
    }

    static Reach of(LoadBalancer balancer) {
        return new Reach(balancer);
    }

    private void collect(Listener listener, @Nullable Pool pool, Block block, List<Rule> entering) {
        if (block.name().equals(Block.RECEPTION)) {
            return;
        }
        boolean behind = false;
        for (Rule rule : block.rules()) {
            places.add(new Place(listener, pool, entering, rule, behind));
            if (rule.action() instanceof Action.Enter(Block inner)) {
                var way = new ArrayList<>(entering);
                way.add(rule);
                collect(listener, pool, inner, way);
            }
            behind |= flow.ends(rule);
        }
    }

    private void mark(Reachability known) {
        Set<Listener> open = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Listener listener : balancer.listeners()) {
            if (known.unmodelled(listener).isPresent() || isUsedAsPool(known, listener)) {
                open.add(listener);
            }
        }
        for (Place place : places) {
            Rule rule = place.rule();
            if (!known.isFollowed(rule)
                    || open.contains(place.listener())
                    || !known.reaching(place.listener(), rule).isEmpty()) {
                if (rule.origin() != Rule.Origin.IMPLIED) {
                    reached.add(rule.span());
                }
                if (rule.action() instanceof Action.Enter(Block inner)) {
                    entered.add(inner);
                }
            }
        }
    }

    /// Rules of a listener may count for requests that others send to the pool of its name.
    private boolean isUsedAsPool(Reachability known, Listener listener) {
        for (Listener other : balancer.listeners()) {
            if (!other.equals(listener) && !known.reaching(other, listener.name()).isEmpty()) {
                return true;
            }
        }
        return false;
    }

    /// Nothing is known when it was too much to be followed.
    boolean isKnown() {
        return routing != null || shown != null;
    }

    /// A check found the rest to be too much.
    void leaveOff() {
        leftOff = true;
    }

    /// What could not be judged, and where that begins.
    List<Problem> remarks() {
        boolean all = !isKnown();
        if ((all || leftOff) && !balancer.listeners().isEmpty()) {
            Span somewhere = balancer.listeners().getFirst().span();
            return List.of(
                    Problem.remark(
                            somewhere,
                            "too much to follow every request: whether "
                                    + (all ? "" : "more ")
                                    + "rules and pools are unreachable was not judged"));
        }
        var remarks = new ArrayList<Problem>();
        if (routing == null) {
            return remarks;
        }
        if (untold > 0) {
            remarks.add(
                    Problem.remark(
                            places.getFirst().listener().span(),
                            untold + " more rules that no request reaches are not told"));
        }
        for (Listener listener : balancer.listeners()) {
            routing.unmodelled(listener)
                    .ifPresent(rule ->
                            remarks.add(
                                    Problem.remark(
                                            rule.span(),
                                            "this may do anything to requests: whether"
                                                    + " rules at "
                                                    + Words.quoted(listener.name())
                                                    + " are unreachable was not judged")));
        }
        return remarks;
    }

    LoadBalancer balancer() {
        return balancer;
    }

    /// All requests at once. Empty when it was too much to follow them, or nothing is to be found
    /// out by them, as every rule was seen to be reached.
    Optional<Reachability> routing() {
        return Optional.ofNullable(routing);
    }

    /// Every rule of every listener and of the pools that its requests come to, in the order in
    /// which requests meet them.
    List<Place> places() {
        return places;
    }

    /// Whether no request gets as far as the action of a rule that somebody wrote, or into the
    /// block that a rule enters, from no listener.
    boolean isDead(Rule rule) {
        return shown == null
                && !reached.contains(rule.span())
                && !(rule.action() instanceof Action.Enter(Block inner) && entered.contains(inner));
    }

    /// The written rules that no request reaches, with why, as far as that was found out.
    List<DeadRule> dead() {
        List<DeadRule> known = dead;
        if (known == null) {
            if (routing == null) {
                known = List.of();
            } else {
                var rules = new DeadRules(this, routing);
                known = rules.all();
                untold = rules.untold();
            }
            dead = known;
        }
        return known;
    }

    /// The paths and hosts, beside others of a rule, whose requests a rule before it takes.
    List<DeadRule.Part> deadParts() {
        return routing == null ? List.of() : new DeadRules(this, routing).parts();
    }

    /// Whether nothing goes on behind a rule whose condition holds.
    boolean takes(Rule rule) {
        return switch (rule.action()) {
            case Action.Forward(Expression pool, Action.Unresolved unresolved) ->
                    pool instanceof Expression.Text || unresolved != Action.Unresolved.FALLBACK;
            case Action.Answer _, Action.Serve _, Action.Close _ -> true;
            case Action.Enter(Block inner) ->
                    rule.origin() == Rule.Origin.WRITTEN && flow.keeps(inner);
            case Action.Leave _,
                    Action.Restart _,
                    Action.Rewrite _,
                    Action.RewriteOutgoing _,
                    Action.Replace _,
                    Action.RemoveHeaders _,
                    Action.SetVariable _,
                    Action.UnsetVariable _,
                    Action.ChooseServer _,
                    Action.Aside _,
                    Action.Unmodelled _ ->
                    false;
        };
    }

    /// Whether some request may come to a pool.
    boolean mayReach(Pool pool) {
        if (routing == null) {
            return true;
        }
        for (Listener listener : balancer.listeners()) {
            if (routing.unmodelled(listener).isPresent()
                    || !routing.reaching(listener, pool.name()).isEmpty()
                    || !routing.reaching(listener, "").isEmpty()) {
                return true;
            }
        }
        return false;
    }

    /// A request of a listener that comes as far as the action of a rule, if any does.
    Optional<Request> example(Reach.Place place) {
        if (shown != null) {
            return Optional.ofNullable(shown.request(place.listener(), place.rule()));
        }
        return routing == null
                ? Optional.empty()
                : routing.reaching(place.listener(), place.rule()).witness();
    }

    Decision decide(Listener listener, Request request) {
        return router.decide(listener, request, Given.nothing(), true);
    }

    /// The requests of a listener that may match all these conditions as they arrive.
    RequestSet matching(Reachability known, Listener listener, List<Rule> rules) {
        RequestSet all = known.all(listener);
        for (Rule rule : rules) {
            all = all.and(known.matching(listener, rule));
        }
        return all;
    }

    /// The requests of a listener that match all these conditions as they arrive, whatever is not
    /// known.
    RequestSet surelyMatching(Reachability known, Listener listener, List<Rule> rules) {
        RequestSet all = known.all(listener);
        for (Rule rule : rules) {
            all = all.and(known.surelyMatching(listener, rule));
        }
        return all;
    }
}
