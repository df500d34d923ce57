package dev.evenkeel.lab.conformance;

import dev.evenkeel.loopback.Call;
import dev.evenkeel.loopback.Program;
import dev.evenkeel.loopback.RealProxy;
import dev.evenkeel.loopback.StandIns;
import dev.evenkeel.model.Action;
import dev.evenkeel.model.Block;
import dev.evenkeel.model.Listener;
import dev.evenkeel.model.LoadBalancer;
import dev.evenkeel.model.Request;
import dev.evenkeel.model.Rule;
import dev.evenkeel.routing.Decision;
import dev.evenkeel.routing.Given;
import dev.evenkeel.routing.Outcome;
import dev.evenkeel.routing.RequestSet;
import dev.evenkeel.routing.Router;
import dev.evenkeel.routing.Routing;
import dev.evenkeel.routing.RoutingComparison;
import dev.evenkeel.routing.RoutingDiff;
import dev.evenkeel.routing.Step;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/// Sets of requests against single ones, on generated configurations: which rules a request
/// reaches, and whether two configurations that are said to be equivalent treat every request
/// alike: `lab/run conformance.Consistency [CONFIGURATIONS] [REQUESTS] [SEED] [DIALECT]`.
final class Consistency {
    private static final int REPORTED_MAX = 10;

    private final Program program;
    private final StandIns standIns;
    private final List<String> reports = new ArrayList<>();
    private int memberships;
    private int pairs;
    private int equivalent;
    private int different;
    private int notProven;
    private int outside;
    private int uncertain;
    private int compared;
    private int unfollowed;
    private int seen;
    private int unseen;

    Consistency(Program program, StandIns standIns) {
        this.program = program;
        this.standIns = standIns;
    }

    static void main(String[] arguments) throws IOException {
        int count = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 200;
        int requests = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 500;
        long seed = arguments.length > 2 ? Long.parseLong(arguments[2]) : 1;
        List<String> dialects =
                arguments.length > 3 ? List.of(arguments[3]) : List.of("haproxy", "nginx");
        boolean sound = true;
        try (StandIns standIns = Conformance.openStandIns()) {
            for (String dialect : dialects) {
                Program program = Program.installed(dialect, System.getenv()).orElseThrow();
                var consistency = new Consistency(program, standIns);
                consistency.run(seed, count, requests);
                System.out.println(consistency.summary());
                consistency.reports().forEach(System.out::println);
                sound &= consistency.reports().isEmpty();
            }
        }
        if (!sound) {
            System.exit(1);
        }
    }

    /// What was inconsistent, as texts.
    List<String> reports() {
        return reports;
    }

    /// How many questions whether a request reaches a rule were answered.
    int memberships() {
        return memberships;
    }

    /// How many requests were sent through two configurations that had been compared.
    int compared() {
        return compared;
    }

    String summary() {
        return ("%s: %d questions of membership, %d requests were no possible ones and %d hung on"
                    + " what is not known, %d configurations were too much; %d pairs, of which %d"
                    + " equivalent, %d different and %d not proven, %d requests through both, %d"
                    + " end differently and %d where no difference was found; %d exceptions")
                .formatted(
                        program,
                        memberships,
                        outside,
                        uncertain,
                        unfollowed,
                        pairs,
                        equivalent,
                        different,
                        notProven,
                        compared,
                        seen,
                        unseen,
                        reports.size());
    }

    void run(long seed, int count, int requests) throws IOException {
        Generator generator = Generators.of(program.dialect());
        for (long each = seed; each < seed + count; each++) {
            Case trial = generator.of(each, requests, standIns);
            LoadBalancer balancer = Experiment.read(program, trial);
            membership(trial, balancer);
            Optional<LoadBalancer> changed = changed(trial, new Random(each));
            if (changed.isPresent()) {
                comparison(trial, balancer, changed.orElseThrow());
            }
        }
    }

    private void report(String what) {
        if (reports.size() < REPORTED_MAX) {
            reports.add(what);
        }
    }

    private void membership(Case trial, LoadBalancer balancer) {
        Optional<Routing> followed = Routing.of(balancer);
        if (followed.isEmpty()) {
            unfollowed++;
            return;
        }
        Routing routing = followed.orElseThrow();
        boolean exact = routing.obstacles().isEmpty();
        Router router = Router.of(balancer);
        for (Call call : trial.calls()) {
            Listener listener = listener(balancer, call.port());
            if (listener == null) {
                continue;
            }
            Request request = call.request();
            if (!routing.all(listener).contains(request, Map.of())) {
                outside++;
                continue;
            }
            Decision decision = router.decide(listener, request, Given.nothing(), true);
            if (decision.outcome() instanceof Outcome.Undetermined) {
                uncertain++;
                continue;
            }
            Set<Rule> held = Collections.newSetFromMap(new IdentityHashMap<>());
            for (Step step : decision.steps()) {
                if (step.held() == Step.Truth.TRUE) {
                    held.add(step.rule());
                }
            }
            for (Rule rule : followed(balancer, listener)) {
                RequestSet set = routing.reaching(listener, rule);
                boolean holds = held.contains(rule);
                boolean wrong =
                        holds
                                ? !set.contains(request, Map.of())
                                : exact && set.surelyContains(request);
                memberships++;
                if (wrong) {
                    report(
                            "seed %s: %s%n  %s at %s: the set says %s, the router %s"
                                    .formatted(
                                            trial.plan(),
                                            call,
                                            rule.span().text().lines().findFirst().orElse("")
                                                    + " "
                                                    + rule.action().getClass().getSimpleName(),
                                            rule.span(),
                                            !holds,
                                            holds));
                }
            }
        }
    }

    /// The rules of a listener and of all pools whose action sets are made of.
    private static List<Rule> followed(LoadBalancer balancer, Listener listener) {
        var rules = new ArrayList<Rule>();
        gather(listener.handling().rules(), rules);
        balancer.pools().forEach(pool -> gather(pool.handling().rules(), rules));
        return rules;
    }

    private static void gather(Block block, List<Rule> rules) {
        if (block.name().equals(Block.RECEPTION)) {
            return;
        }
        for (Rule rule : block.rules()) {
            boolean decides =
                    rule.action() instanceof Action.Forward
                            || rule.action() instanceof Action.Answer
                            || rule.action() instanceof Action.Close
                            || rule.action() instanceof Action.Serve;
            if (decides) {
                rules.add(rule);
            }
            if (rule.action() instanceof Action.Enter(Block inner)) {
                gather(inner, rules);
            }
        }
    }

    private static @Nullable Listener listener(LoadBalancer balancer, int port) {
        for (Listener listener : balancer.listeners()) {
            boolean here =
                    listener.endpoints().stream()
                            .anyMatch(endpoint ->
                                    endpoint.portFirst() <= port && port <= endpoint.portLast());
            if (here) {
                return listener;
            }
        }
        return null;
    }

    /// The configuration with a line changed into something that its program would take.
    private Optional<LoadBalancer> changed(Case trial, Random random) throws IOException {
        for (int i = 0; i < 12; i++) {
            String text = Twist.of(trial.text(), random);
            try {
                return Optional.of(Experiment.read(program, trial.withText(text)));
            } catch (RealProxy.Refused _) {
                // Another change may be taken.
            }
        }
        return Optional.empty();
    }

    private void comparison(Case trial, LoadBalancer before, LoadBalancer after) {
        RoutingDiff diff = RoutingComparison.of(before, after);
        pairs++;
        switch (diff.verdict()) {
            case EQUIVALENT -> equivalent++;
            case DIFFERENT -> different++;
            case NOT_PROVEN -> notProven++;
        }
        Router first = Router.of(before);
        Router second = Router.of(after);
        for (Call call : trial.calls()) {
            Listener was = listener(before, call.port());
            Listener is = listener(after, call.port());
            if (was == null || is == null) {
                continue;
            }
            Decision a = first.decide(was, call.request(), Given.nothing(), false);
            Decision b = second.decide(is, call.request(), Given.nothing(), false);
            compared++;
            if (differs(a, b)) {
                if (diff.verdict() == RoutingDiff.Verdict.DIFFERENT) {
                    seen++;
                } else {
                    unseen++;
                }
            }
            if (differs(a, b) && diff.verdict() == RoutingDiff.Verdict.EQUIVALENT) {
                report(
                        "seed %s: said to be equivalent, but %s%n  %s at %s%n  %s at %s"
                                .formatted(
                                        trial.plan(),
                                        call,
                                        a.outcome(),
                                        a.decidedBy(),
                                        b.outcome(),
                                        b.decidedBy()));
            }
        }
    }

    private static boolean differs(Decision a, Decision b) {
        return switch (a.outcome()) {
            case Outcome.Undetermined _ -> false;
            case Outcome.Forward was ->
                    b.outcome() instanceof Outcome.Forward is
                            ? !was.name().equals(is.name())
                                    || !was.servers().equals(is.servers())
                                    || !sent(a.received()).equals(sent(b.received()))
                            : !(b.outcome() instanceof Outcome.Undetermined);
            default ->
                    !(b.outcome() instanceof Outcome.Undetermined)
                            && !a.outcome().equals(b.outcome());
        };
    }

    private static List<String> sent(@Nullable Request request) {
        return request == null
                ? List.of()
                : List.of(request.method(), request.host(), request.target());
    }
}
