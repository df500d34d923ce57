package dev.evenkeel.routing;

import dev.evenkeel.model.Action;
import dev.evenkeel.model.Block;
import dev.evenkeel.model.Condition;
import dev.evenkeel.model.Expression;
import dev.evenkeel.model.Field;
import dev.evenkeel.model.Listener;
import dev.evenkeel.model.Matcher;
import dev.evenkeel.model.Pool;
import dev.evenkeel.model.Protocol;
import dev.evenkeel.model.Rule;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/// All requests at once through the rules of a listener: sets of them, each with what has become of
/// its requests, move from rule to rule, divided by conditions and joined where they have become
/// the same.
final class SymbolicWalk {
    /// In how many states requests may be at one rule.
    private static final int STATES_MAX = 2_000;

    /// What it costs to try a rule on requests as they arrived, in steps, and on changed ones.
    private static final int TRY_STEPS = 4;

    private static final int CHANGED_STEPS = 60;

    private final Guards guards;
    private final Diagrams diagrams;
    private final Pools pools;
    private final Influence influence;
    private final Endings endings;
    private final UnaryOperator<String> poolNames;
    private final boolean byLine;
    private final Sightings sightings;
    private final Space space;
    private final IdentityHashMap<Action.Replace, Matcher> matchers = new IdentityHashMap<>();
    private int ends = Diagrams.FALSE;
    private Protocol protocol = Protocol.HTTP;

    /// `poolNames` gives the names by which pools are compared, `sightings` is told what is seen.
    /// With `byLine` endings are told apart by the rule that decided.
    SymbolicWalk(
            Guards guards,
            Influence influence,
            Endings endings,
            UnaryOperator<String> poolNames,
            boolean byLine,
            Sightings sightings) {
        this.guards = guards;
        this.space = guards.space();
        this.diagrams = space.diagrams();
        this.pools = guards.pools();
        this.influence = influence;
        this.endings = endings;
        this.poolNames = poolNames;
        this.byLine = byLine;
        this.sightings = sightings;
    }

    /// Requests that left blocks, by where they go on.
    private static final class Exits {
        private final Map<String, List<Flow>> leaving = new LinkedHashMap<>();
        private final Map<String, List<Flow>> restarting = new LinkedHashMap<>();
    }

    /// How the requests of a set end at a listener: a diagram whose numbers are those of the
    /// endings; 0 for requests that are not in the set.
    int follow(Listener listener, int requests) {
        ends = Diagrams.FALSE;
        protocol = listener.handling().protocol();
        var exits = new Exits();
        List<Flow> left =
                run(
                        listener.handling().rules(),
                        List.of(new Flow(SymbolicState.ARRIVED, requests)),
                        exits);
        Ending none = Ending.close("no rule says where it goes");
        for (Flow flow : left) {
            end(flow.requests(), none, listener.span().toString());
        }
        exits.leaving
                .values()
                .forEach(flows ->
                        flows.forEach(
                                flow -> end(flow.requests(), none, listener.span().toString())));
        return ends;
    }

    private List<Flow> run(Block block, List<Flow> into, Exits outer) {
        var out = new ArrayList<Flow>();
        List<Flow> next = into;
        var repeats = new Repeats(diagrams, block.span());
        while (!next.isEmpty()) {
            var exits = new Exits();
            out.addAll(once(block, next, exits));
            List<Flow> left = exits.leaving.remove(block.name());
            if (left != null) {
                out.addAll(left);
            }
            List<Flow> again = exits.restarting.remove(block.name());
            next = again == null ? List.of() : Flow.merged(again, diagrams);
            if (guards.demands().isWide()) {
                next = repeats.unlike(next);
            }
            exits.leaving.forEach((name, flows) -> add(outer.leaving, name, flows));
            exits.restarting.forEach((name, flows) -> add(outer.restarting, name, flows));
        }
        return Flow.merged(out, diagrams);
    }

    private static void add(Map<String, List<Flow>> exits, String name, List<Flow> flows) {
        exits.computeIfAbsent(name, _ -> new ArrayList<>()).addAll(flows);
    }

    private List<Flow> once(Block block, List<Flow> into, Exits exits) {
        List<Flow> at = into;
        for (Rule rule : block.rules()) {
            if (at.isEmpty()) {
                break;
            }
            if (!influence.matters(rule)) {
                continue;
            }
            at = apply(rule, at, exits);
        }
        return at;
    }

    private List<Flow> apply(Rule rule, List<Flow> at, Exits exits) {
        var passed = new ArrayList<Flow>(at.size());
        var changed = new ArrayList<Flow>(2);
        List<Expression.Converted> once = influence.computedOnce(rule);
        boolean idle = guards.demands().isWide() && influence.isIdle(rule);
        for (Flow one : at) {
            diagrams.spend(one.state().equals(SymbolicState.ARRIVED) ? TRY_STEPS : CHANGED_STEPS);
            Flow flow = once.isEmpty() ? one : remembering(once, one);
            boolean skipped =
                    flow.state().progress().onlyFallback() && rule.origin() == Rule.Origin.WRITTEN;
            int holds =
                    skipped
                            ? Diagrams.FALSE
                            : diagrams.and(
                                    flow.requests(), guards.of(rule.when(), flow.state(), false));
            if (holds == Diagrams.FALSE) {
                passed.add(flow);
                continue;
            }
            sightings.action(rule, holds);
            if (idle) {
                passed.add(flow);
                continue;
            }
            int surely = guards.of(rule.when(), flow.state(), true);
            int rest = diagrams.minus(flow.requests(), surely);
            if (rest != Diagrams.FALSE) {
                passed.add(new Flow(flow.state(), rest));
            }
            SymbolicState state = influence.usesGroups() ? captured(rule, flow) : flow.state();
            changed.addAll(act(rule, new Flow(state, holds), exits));
        }
        if (changed.isEmpty()) {
            return passed;
        }
        passed.addAll(changed);
        List<Flow> merged = Flow.merged(passed, diagrams);
        if (merged.size() > STATES_MAX) {
            throw new Diagrams.Exhausted(
                    "requests come to " + rule.span() + " in too many different states");
        }
        return merged;
    }

    /// What is computed once is what it was when it was first asked for.
    private static Flow remembering(List<Expression.Converted> once, Flow flow) {
        SymbolicState state = flow.state();
        for (Expression.Converted one : once) {
            String name = one.arguments().getFirst();
            if (!state.variables().containsKey(name)) {
                state = state.withVariable(name, Rewriting.now(state, one));
            }
        }
        return new Flow(state, flow.requests());
    }

    /// The match that a rule's condition made.
    private SymbolicState captured(Rule rule, Flow flow) {
        Condition condition = rule.when();
        while (condition instanceof Condition.Named(var declaration, _)) {
            condition = declaration.condition();
        }
        if (condition instanceof Condition.Match(var subject, Matcher matcher, _)) {
            if (matcher.method() != Matcher.Method.REGEX) {
                return flow.state();
            }
            boolean one = matcher.patterns().size() == 1;
            return flow.state()
                    .withCaptured(
                            new SymbolicState.Captured(
                                    Rewriting.now(flow.state(), subject),
                                    one ? matcher.patterns().getFirst().text() : null,
                                    matcher.ignoreCase()));
        }
        if (!Influence.mayMatchRegex(condition)) {
            return flow.state();
        }
        guards.obstacle("which expression matched last is not followed", rule.span());
        return flow.state()
                .withCaptured(
                        new SymbolicState.Captured(
                                Expression.text(rule.span().toString()), null, false));
    }

    /// Does what a rule says; the requests that go on behind it.
    private List<Flow> act(Rule rule, Flow flow, Exits exits) {
        SymbolicState state = flow.state();
        return switch (rule.action()) {
            case Action.Enter(Block inner) -> run(inner, List.of(flow), exits);
            case Action.Leave(String block) -> {
                add(exits.leaving, block, List.of(flow));
                yield List.of();
            }
            case Action.Restart(String block, int limit) -> {
                boolean wide = guards.demands().isWide();
                int next = state.progress().restarts() + 1;
                int restarts = wide ? Math.min(next, Repeats.FOLLOWED_MAX) : next;
                if (restarts > limit) {
                    end(flow.requests(), Ending.answer(500, null), line(rule));
                } else {
                    SymbolicState again =
                            state.withProgress(restarts, state.progress().onlyFallback());
                    add(exits.restarting, block, List.of(new Flow(again, flow.requests())));
                }
                yield List.of();
            }
            case Action.Forward(Expression pool, Action.Unresolved unresolved) ->
                    forward(rule, flow, pool, unresolved, exits);
            case Action.Answer(int status, Expression location) -> {
                String text =
                        location == null
                                ? null
                                : guards.canonical().of(Rewriting.now(state, location));
                int set = SymbolicChanges.status(state);
                end(flow.requests(), Ending.answer(set == 0 ? status : set, text), line(rule));
                yield List.of();
            }
            case Action.Serve(String what) -> {
                end(flow.requests(), Ending.serve(what, SymbolicChanges.status(state)), line(rule));
                yield List.of();
            }
            case Action.Close(String how) -> {
                end(flow.requests(), Ending.close(how), line(rule));
                yield List.of();
            }
            case Action.Unmodelled(String what) -> {
                sightings.unmodelled(rule);
                guards.obstacle(what + " may do anything", rule.span());
                yield List.of(flow);
            }
            case Action.Aside _ -> List.of(flow);
            case Action.ChooseServer(Expression server) -> {
                Expression name = Rewriting.now(state, server);
                yield List.of(new Flow(state.withServer(name), flow.requests()));
            }
            case Action.Replace replace -> replaced(rule, flow, replace);
            case Action.Rewrite(Field field, var change, var value) when isTarget(field) ->
                    retargeted(rule, flow, field, change, value);
            default -> List.of(new Flow(changed(rule, state), flow.requests()));
        };
    }

    private static boolean isTarget(Field field) {
        return switch (field.kind()) {
            case PATH, TARGET, URI -> true;
            default -> false;
        };
    }

    /// Where the query of a new target begins hangs on which of its parts are there.
    private List<Flow> retargeted(
            Rule rule, Flow flow, Field field, Action.Change change, Expression value) {
        var on = new ArrayList<Flow>(2);
        Expression now = Rewriting.now(flow.state(), value);
        for (Lookings.Case one : guards.cases(now, rule.span())) {
            int requests = diagrams.and(flow.requests(), space.some(one.guard()));
            if (requests != Diagrams.FALSE) {
                SymbolicState state =
                        SymbolicChanges.apply(flow.state(), field, change, one.value());
                on.add(new Flow(state, requests));
            }
        }
        return on;
    }

    /// Only a value that the expression matches changes, and as a whole.
    private List<Flow> replaced(Rule rule, Flow flow, Action.Replace replace) {
        SymbolicState state = flow.state();
        Field field = replace.field();
        Expression subject = Rewriting.now(state, new Expression.Part(field));
        boolean header =
                field.kind() == Field.Kind.HEADER || field.kind() == Field.Kind.HEADER_LINE;
        if (header && !field.name().equals("host")) {
            guards.obstacle("which values of a header it replaces is not followed", rule.span());
            var how = List.of(replace.regex(), guards.canonical().of(replace.value()));
            Expression value = new Expression.Converted(subject, "replaced", how);
            return List.of(
                    new Flow(
                            SymbolicChanges.apply(state, field, Action.Change.SET, value),
                            flow.requests()));
        }
        Matcher matcher =
                matchers.computeIfAbsent(
                        replace,
                        one ->
                                new Matcher(
                                        Matcher.Method.REGEX,
                                        one.ignoreCase(),
                                        List.of(new Matcher.Pattern(one.regex(), rule.span())),
                                        true));
        int matches = guards.matches(subject, matcher, rule.span());
        int matched = diagrams.and(flow.requests(), space.some(matches));
        var on = new ArrayList<Flow>(2);
        if (matched != Diagrams.FALSE) {
            SymbolicState inside =
                    state.withCaptured(
                            new SymbolicState.Captured(
                                    subject, replace.regex(), replace.ignoreCase()));
            Expression value = Rewriting.now(inside, replace.value());
            SymbolicState changed = SymbolicChanges.apply(state, field, Action.Change.SET, value);
            on.add(
                    new Flow(
                            influence.usesGroups()
                                    ? changed.withCaptured(inside.captured())
                                    : changed,
                            matched));
        }
        int rest = diagrams.minus(flow.requests(), space.every(matches));
        if (rest != Diagrams.FALSE) {
            on.add(new Flow(state, rest));
        }
        return on;
    }

    private SymbolicState changed(Rule rule, SymbolicState state) {
        return switch (rule.action()) {
            case Action.Rewrite(Field field, var change, var value) ->
                    SymbolicChanges.apply(state, field, change, Rewriting.now(state, value));
            case Action.RewriteOutgoing(Field field, var change, var value) ->
                    SymbolicChanges.outgoing(state, field, change, Rewriting.now(state, value));
            case Action.RemoveHeaders(Matcher names) ->
                    SymbolicChanges.remove(state, names, influence.headers());
            case Action.SetVariable(String name, var value) ->
                    state.withVariable(name, Rewriting.now(state, value));
            case Action.UnsetVariable(String name) ->
                    state.withVariable(name, SymbolicState.NOTHING);
            default -> throw new IllegalStateException("no change: " + rule.action());
        };
    }

    private void end(int requests, Ending ending, String line) {
        if (guards.demands().isWide()) {
            // Of what may be so, several endings may be.
            return;
        }
        int number = endings.number(byLine ? ending.at(line) : ending);
        ends = diagrams.choose(requests, diagrams.terminal(number), ends);
    }

    private List<Flow> forward(
            Rule rule,
            Flow flow,
            Expression expression,
            Action.Unresolved unresolved,
            Exits exits) {
        var on = new ArrayList<Flow>();
        Expression now = Rewriting.now(flow.state(), expression);
        for (Lookings.Case one : guards.cases(now, rule.span())) {
            int requests = diagrams.and(flow.requests(), space.some(one.guard()));
            if (requests == Diagrams.FALSE) {
                continue;
            }
            Flow part = new Flow(flow.state(), requests);
            switch (guards.readings().of(one.value(), false)) {
                case Readings.Reading.Constant(String name) ->
                        on.addAll(named(rule, part, name == null ? "" : name, unresolved, exits));
                case Readings.Reading.Viewed _ ->
                        on.addAll(computed(rule, part, one.value(), unresolved, exits));
            }
        }
        return on;
    }

    /// A name that is computed is that of a pool for some requests; what the rest becomes hangs on
    /// what the rule says.
    private List<Flow> computed(
            Rule rule, Flow flow, Expression name, Action.Unresolved unresolved, Exits exits) {
        var on = new ArrayList<Flow>();
        int left = flow.requests();
        for (String pool : pools.names()) {
            Integer yields = guards.yields(name, pool, rule.span());
            if (yields == null) {
                break;
            }
            int requests = diagrams.and(left, space.some(yields));
            if (requests != Diagrams.FALSE) {
                left = diagrams.minus(left, space.every(yields));
                on.addAll(named(rule, new Flow(flow.state(), requests), pool, unresolved, exits));
            }
        }
        if (left == Diagrams.FALSE) {
            return on;
        }
        Flow rest = new Flow(flow.state(), left);
        if (unresolved == Action.Unresolved.FALLBACK) {
            on.add(fallback(rest));
        } else {
            String where = guards.canonical().of(name);
            sightings.pool("", left);
            end(left, forwarded(Ending.Kind.FORWARD_COMPUTED, where, rest.state()), line(rule));
        }
        return on;
    }

    private static String line(Rule rule) {
        return rule.span().toString();
    }

    private static Flow fallback(Flow flow) {
        SymbolicState state = flow.state().withProgress(flow.state().progress().restarts(), true);
        return new Flow(state, flow.requests());
    }

    private List<Flow> named(
            Rule rule, Flow flow, String name, Action.Unresolved unresolved, Exits exits) {
        Pool pool = pools.of(name, protocol);
        if (pool == null && unresolved == Action.Unresolved.FALLBACK) {
            return List.of(fallback(flow));
        }
        if (pool == null && unresolved != Action.Unresolved.REFUSED) {
            int status = Hosts.fault(name, unresolved == Action.Unresolved.LITERAL_ADDRESS);
            if (status != 0) {
                end(flow.requests(), Ending.answer(status, null), line(rule));
                return List.of();
            }
        }
        if (pool != null
                && protocol == Protocol.HTTP
                && pool.handling().protocol() == Protocol.TCP) {
            end(
                    flow.requests(),
                    Ending.close("the pool takes connections, not requests"),
                    line(rule));
            return List.of();
        }
        List<Flow> in =
                List.of(
                        new Flow(
                                flow.state()
                                        .withProgress(flow.state().progress().restarts(), false),
                                flow.requests()));
        if (pool != null && !pool.handling().rules().rules().isEmpty()) {
            var inner = new Exits();
            var through = new ArrayList<>(run(pool.handling().rules(), in, inner));
            inner.leaving.values().forEach(through::addAll);
            inner.restarting.forEach((block, flows) -> add(exits.restarting, block, flows));
            in = through;
        }
        if (pool != null) {
            sightings.pool(pool.name(), flow.requests());
        }
        String compared = pool == null ? name : poolNames.apply(name);
        for (Flow one : in) {
            end(one.requests(), forwarded(Ending.Kind.FORWARD, compared, one.state()), line(rule));
        }
        return List.of();
    }

    private Ending forwarded(Ending.Kind kind, String where, SymbolicState state) {
        var text = new StringBuilder();
        for (Expression server : state.servers()) {
            text.append("server ").append(guards.canonical().of(server)).append(' ');
        }
        SymbolicChanges.sent(state)
                .forEach((what, value) ->
                        text.append(what)
                                .append('=')
                                .append(guards.canonical().of(value))
                                .append(' '));
        return new Ending(kind, where, SymbolicChanges.status(state), "", text.toString(), "");
    }
}
