package dev.evenkeel.check;

import dev.evenkeel.model.Action;
import dev.evenkeel.model.Block;
import dev.evenkeel.model.Condition;
import dev.evenkeel.model.Expression;
import dev.evenkeel.model.Listener;
import dev.evenkeel.model.LoadBalancer;
import dev.evenkeel.model.Matcher;
import dev.evenkeel.model.NamedCondition;
import dev.evenkeel.model.Pool;
import dev.evenkeel.model.Protocol;
import dev.evenkeel.model.Rule;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// Requests that no rule takes, and computed pools that have no value for some requests.
final class DefaultMissing implements Check {
    @Override
    public Stream<Finding> findings(LoadBalancer balancer) {
        var forwards = Forwards.of(balancer);
        Set<String> pools = new HashSet<>();
        for (Pool pool : balancer.pools()) {
            pools.add(Forwards.key(pool.name()));
        }
        var ways = new WaysThrough(forwards, pools);
        var found = new ArrayList<Finding>();
        for (Listener listener : balancer.listeners()) {
            List<Rule> rules = listener.handling().rules().rules();
            if (rules.isEmpty() || rules.getLast().origin() != Rule.Origin.IMPLIED) {
                continue;
            }
            Rule last = rules.getLast();
            if (last.action() instanceof Action.Enter(Block block)) {
                firstOfSeveral(listener, block, last, found);
            } else if (isRefusal(last.action())
                    && sendsSomewhere(listener)
                    && ways.leadThrough(listener)) {
                found.add(unmatched(listener, last));
            }
        }
        new EmptyNames(this, balancer, forwards).addTo(found);
        return found.stream();
    }

    private static boolean isRefusal(Action action) {
        return action instanceof Action.Answer || action instanceof Action.Close;
    }

    /// A listener without any pool has its answers, and nothing else is asked of it.
    private static boolean sendsSomewhere(Listener listener) {
        boolean empty = true;
        for (Block block : Flow.blocks(listener.handling().rules())) {
            for (Rule rule : block.rules()) {
                if (rule.action() instanceof Action.Forward) {
                    return true;
                }
                empty &=
                        rule.origin() == Rule.Origin.IMPLIED
                                || rule.action() instanceof Action.Aside
                                || rule.action() instanceof Action.Enter;
            }
        }
        return empty;
    }

    private Finding unmatched(Listener listener, Rule last) {
        Protocol protocol = listener.handling().protocol();
        boolean nothing = true;
        for (Block block : Flow.blocks(listener.handling().rules())) {
            for (Rule rule : block.rules()) {
                nothing &= !rule.action().isFinal() || rule.origin() == Rule.Origin.IMPLIED;
            }
        }
        String end =
                last.action() instanceof Action.Answer(int status, var _)
                        ? "gets " + status
                        : "is closed";
        return Finding.of(
                this,
                nothing ? Severity.ERROR : Severity.WARNING,
                listener.span(),
                "every "
                        + Words.unit(protocol)
                        + " to "
                        + Words.quoted(listener.name())
                        + (nothing ? " " : " that matches none of its rules ")
                        + end
                        + (nothing
                                ? ": no rule sends anything to a pool"
                                : ": it has no default pool"),
                "Add a default pool, or a last rule that says what the others get.");
    }

    /// Several blocks answer for hosts, and the first of them answers for all other hosts too.
    private void firstOfSeveral(Listener listener, Block standard, Rule last, List<Finding> found) {
        Set<Block> named = Collections.newSetFromMap(new IdentityHashMap<>());
        List<Rule> rules = listener.handling().rules().rules();
        for (Rule rule : rules.subList(0, rules.size() - 1)) {
            if (rule.action() instanceof Action.Enter(Block block) && namesHost(rule.when())) {
                named.add(block);
            }
        }
        // A first block without a host of its own is there to take the others.
        if (named.size() > 1 && named.contains(standard)) {
            found.add(
                    Finding.note(
                            this,
                            last.span(),
                            "requests for any other host come to this block, because it is the"
                                    + " first of "
                                    + named.size()
                                    + " at "
                                    + Words.quoted(listener.name())
                                    + " and none is marked as the default",
                            "Mark the block that is to take unknown hosts as the default, best one"
                                    + " that refuses them."));
        }
    }

    /// `_` is what people write who mean no host at all.
    private static boolean namesHost(Condition when) {
        if (when instanceof Condition.Any(List<Condition> parts)) {
            for (Condition part : parts) {
                if (namesHost(part)) {
                    return true;
                }
            }
        }
        if (when instanceof Condition.Match match) {
            for (Matcher.Pattern pattern : match.matcher().patterns()) {
                if (!pattern.text().equals("_")) {
                    return true;
                }
            }
        }
        return false;
    }

    /// Whether some request can run through all rules of a listener without being decided.
    private static final class WaysThrough {
        private final Forwards forwards;
        private final Set<String> pools;
        private final Flow flow = new Flow();
        private final IdentityHashMap<NamedCondition, Integer> names = new IdentityHashMap<>();

        WaysThrough(Forwards forwards, Set<String> pools) {
            this.forwards = forwards;
            this.pools = pools;
        }

        boolean leadThrough(Listener listener) {
            return leadThrough(listener.handling().rules(), listener);
        }

        private boolean leadThrough(Block block, Listener listener) {
            Set<String> decided = new HashSet<>();
            for (Rule rule : block.rules()) {
                if (rule.origin() == Rule.Origin.IMPLIED && rule.action().isFinal()) {
                    continue;
                }
                Truth truth = Truth.of(rule.when(), listener);
                if (truth == Truth.NEVER || !decides(rule, listener)) {
                    continue;
                }
                if (truth == Truth.ALWAYS) {
                    return false;
                }
                decided.add(shape(rule.when()));
                if (decided.contains(shape(new Condition.Not(rule.when())))) {
                    return false;
                }
            }
            return true;
        }

        private boolean decides(Rule rule, Listener listener) {
            Action action = rule.action();
            if (action instanceof Action.Enter(Block inner)) {
                return !flow.isLeft(inner) && !leadThrough(inner, listener);
            }
            if (action instanceof Action.Forward(Expression pool, Action.Unresolved unresolved)) {
                return unresolved != Action.Unresolved.FALLBACK || isTotal(pool);
            }
            return action.isFinal() && !(action instanceof Action.Leave);
        }

        /// Whether a computed name is the name of a pool for every request.
        private boolean isTotal(Expression pool) {
            for (Possibility one : forwards.possibilities().of(pool)) {
                if (one.open() || !pools.contains(Forwards.key(one.head()))) {
                    return false;
                }
            }
            return true;
        }

        /// The same text for the same condition, wherever it stands.
        private String shape(Condition condition) {
            return switch (condition) {
                case Condition.Always _ -> "always";
                case Condition.Never _ -> "never";
                case Condition.Not(Condition.Not(Condition part)) -> shape(part);
                case Condition.Not(Condition part) -> "not " + shape(part);
                case Condition.All(List<Condition> parts) -> shape(parts, " and ");
                case Condition.Any(List<Condition> parts) -> shape(parts, " or ");
                case Condition.Named named ->
                        "condition "
                                + names.computeIfAbsent(named.declaration(), _ -> names.size());
                case Condition.Undefined undefined -> "undefined " + undefined.name();
                case Condition.Match match -> shape(match);
                case Condition.Unknown unknown -> "unknown " + unknown.text();
            };
        }

        private String shape(List<Condition> parts, String word) {
            var text = new StringBuilder();
            for (Condition part : parts) {
                text.append(text.isEmpty() ? "" : word).append(shape(part));
            }
            return text.toString();
        }

        private static String shape(Condition.Match match) {
            Matcher matcher = match.matcher();
            var text = new StringBuilder();
            text.append(match.subject()).append(matcher.method()).append(matcher.ignoreCase());
            for (Matcher.Pattern pattern : matcher.patterns()) {
                text.append('\n').append(pattern.text());
            }
            return text.toString();
        }
    }
}
