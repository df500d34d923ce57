package dev.evenkeel.check;

import dev.evenkeel.model.Action;
import dev.evenkeel.model.Block;
import dev.evenkeel.model.LoadBalancer;
import dev.evenkeel.model.Rule;
import dev.evenkeel.text.Span;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// Rules behind one that ends every request.
final class RuleAfterFinalAction implements Check {
    @Override
    public Stream<Finding> findings(LoadBalancer balancer) {
        var flow = new Flow();
        var found = new ArrayList<Finding>();
        Set<Span> places = new HashSet<>();
        for (Block block : Flow.blocks(balancer)) {
            int end = 0;
            List<Rule> rules = block.rules();
            while (end < rules.size() && !flow.ends(rules.get(end))) {
                end++;
            }
            List<Rule> behind = end < rules.size() ? written(rules, end + 1) : List.of();
            if (!behind.isEmpty() && places.add(behind.getFirst().span())) {
                found.add(finding(rules.get(end), behind));
            }
        }
        return found.stream();
    }

    private Finding finding(Rule last, List<Rule> dead) {
        return Finding.warning(
                        this,
                        dead.getFirst().span(),
                        dead.size() == 1
                                ? "this rule never runs: a rule before it ends every request"
                                : "this rule and "
                                        + (dead.size() - 1)
                                        + " more never run: a rule before them ends every request",
                        "Remove what never runs, or move it in front, or give the rule before it a"
                                + " condition.")
                .relatedTo(last.span(), "this " + word(last.action()) + " every request");
    }

    private static String word(Action action) {
        return switch (action) {
            case Action.Forward _ -> "forwards";
            case Action.Answer _, Action.Serve _ -> "answers";
            case Action.Close _ -> "closes";
            case Action.Leave _, Action.Restart _, Action.Enter _ -> "ends";
            case Action.Rewrite _,
                    Action.RewriteOutgoing _,
                    Action.Replace _,
                    Action.RemoveHeaders _,
                    Action.SetVariable _,
                    Action.UnsetVariable _,
                    Action.ChooseServer _,
                    Action.Aside _,
                    Action.Unmodelled _ ->
                    throw new IllegalStateException("not final: " + action);
        };
    }

    /// The rules from an index on that somebody wrote and that do something, those of inner blocks
    /// in place of the rules that enter them.
    private static List<Rule> written(List<Rule> rules, int from) {
        var found = new ArrayList<Rule>();
        for (int i = from; i < rules.size(); i++) {
            Rule rule = rules.get(i);
            if (rule.action() instanceof Action.Enter(Block inner)) {
                for (Block block : Flow.blocks(inner)) {
                    for (Rule one : block.rules()) {
                        if (counts(one)) {
                            found.add(one);
                        }
                    }
                }
            } else if (counts(rule)) {
                found.add(rule);
            }
        }
        return found;
    }

    private static boolean counts(Rule rule) {
        return rule.origin() == Rule.Origin.WRITTEN
                && switch (rule.action()) {
                    case Action.Forward _,
                            Action.Answer _,
                            Action.Serve _,
                            Action.Close _,
                            Action.Rewrite _,
                            Action.Replace _,
                            Action.RemoveHeaders _,
                            Action.SetVariable _,
                            Action.UnsetVariable _,
                            Action.ChooseServer _,
                            Action.Unmodelled _ ->
                            true;
                    case Action.RewriteOutgoing _,
                            Action.Leave _,
                            Action.Restart _,
                            Action.Enter _,
                            Action.Aside _ ->
                            false;
                };
    }
}
