package dev.evenkeel.verify;

import dev.evenkeel.model.Action;
import dev.evenkeel.model.Block;
import dev.evenkeel.model.Listener;
import dev.evenkeel.model.LoadBalancer;
import dev.evenkeel.model.Pool;
import dev.evenkeel.model.Rule;
import dev.evenkeel.text.Span;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/// Something written that requests should reach: a pool, or a line that decides. `rules` are the
/// rules that the line became (none for a pool).
public record Aim(String name, Span span, List<Rule> rules) {
    public Aim {
        rules = List.copyOf(rules);
    }

    public boolean isPool() {
        return rules.isEmpty();
    }

    /// The pools of a configuration, in order.
    public static List<Aim> pools(LoadBalancer balancer) {
        Map<String, Aim> pools = new LinkedHashMap<>();
        for (Pool pool : balancer.pools()) {
            pools.putIfAbsent(pool.name(), new Aim(pool.name(), pool.span(), List.of()));
        }
        return List.copyOf(pools.values());
    }

    /// The lines that decide: they send requests somewhere, answer them, or begin what does. Lines
    /// that nobody wrote do not count, nor what deals with what is wrong about a request.
    public static List<Aim> rules(LoadBalancer balancer) {
        return lines(balancer, Aim::decides);
    }

    /// The lines that change requests on their way.
    static List<Aim> changes(LoadBalancer balancer) {
        return lines(balancer, Aim::changes);
    }

    private static List<Aim> lines(LoadBalancer balancer, Predicate<Rule> wanted) {
        Map<Span, List<Rule>> lines = new TreeMap<>();
        for (Listener listener : balancer.listeners()) {
            gather(listener.handling().rules(), wanted, lines);
        }
        for (Pool pool : balancer.pools()) {
            gather(pool.handling().rules(), wanted, lines);
        }
        var aims = new ArrayList<Aim>();
        lines.forEach((span, rules) -> {
            String text = span.text().strip();
            int end = text.indexOf('\n');
            aims.add(new Aim(end < 0 ? text : text.substring(0, end).strip(), span, rules));
        });
        return aims;
    }

    private static void gather(Block block, Predicate<Rule> wanted, Map<Span, List<Rule>> lines) {
        if (block.name().equals(Block.RECEPTION)) {
            return;
        }
        for (Rule rule : block.rules()) {
            if (rule.origin() != Rule.Origin.IMPLIED && wanted.test(rule)) {
                lines.computeIfAbsent(rule.span(), _ -> new ArrayList<>()).add(rule);
            }
            if (rule.action() instanceof Action.Enter(Block inner)) {
                gather(inner, wanted, lines);
            }
        }
    }

    static boolean decides(Rule rule) {
        return switch (rule.action()) {
            case Action.Forward _, Action.Answer _, Action.Serve _, Action.Close _ -> true;
            case Action.Enter(Block inner) -> !inner.name().equals(Block.RECEPTION);
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

    private static boolean changes(Rule rule) {
        return switch (rule.action()) {
            case Action.Rewrite _,
                    Action.RewriteOutgoing _,
                    Action.Replace _,
                    Action.RemoveHeaders _,
                    Action.ChooseServer _ ->
                    true;
            case Action.Forward _,
                    Action.Answer _,
                    Action.Serve _,
                    Action.Close _,
                    Action.Enter _,
                    Action.Leave _,
                    Action.Restart _,
                    Action.SetVariable _,
                    Action.UnsetVariable _,
                    Action.Aside _,
                    Action.Unmodelled _ ->
                    false;
        };
    }
}
