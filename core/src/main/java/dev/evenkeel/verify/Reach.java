package dev.evenkeel.verify;

import dev.evenkeel.model.LoadBalancer;
import dev.evenkeel.routing.Routing;
import dev.evenkeel.routing.TooMuch;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What the requests of tests reach of a configuration, what they miss, and what no request at all
/// reaches (empty, too, where that is not known).
public record Reach(List<Aim> reached, List<Aim> missed, List<Aim> unreachable) {
    public Reach {
        reached = List.copyOf(reached);
        missed = List.copyOf(missed);
        unreachable = List.copyOf(unreachable);
    }

    static Reach of(List<TestCase> tests, ModelOracle model) {
        LoadBalancer balancer = model.balancer();
        var aims = Aims.of(balancer);
        Set<Aim> hit = new HashSet<>();
        for (TestCase test : tests) {
            if (test.expectation() instanceof Expectation.OfRequest request) {
                model.prediction(request).ifPresent(told -> hit.addAll(aims.reachedBy(told)));
            }
        }
        Set<Aim> reachable = reachable(aims, balancer);
        var reached = new ArrayList<Aim>();
        var missed = new ArrayList<Aim>();
        var unreachable = new ArrayList<Aim>();
        for (Aim aim : aims.all()) {
            boolean known = hit.contains(aim) || reachable.contains(aim);
            (hit.contains(aim) ? reached : known ? missed : unreachable).add(aim);
        }
        return new Reach(reached, missed, unreachable);
    }

    /// All of it where it is too much to find out.
    private static Set<Aim> reachable(Aims aims, LoadBalancer balancer) {
        Optional<Routing> routing = Symbolic.of(balancer, List.of()).routing();
        try {
            return routing.isPresent()
                    ? aims.reachable(balancer, routing.get())
                    : new HashSet<>(aims.all());
        } catch (TooMuch _) {
            return new HashSet<>(aims.all());
        }
    }

    /// Which part of what requests can reach they do, from 0 to 1.
    public double share() {
        int all = reached.size() + missed.size();
        return all == 0 ? 1 : (double) reached.size() / all;
    }
}
