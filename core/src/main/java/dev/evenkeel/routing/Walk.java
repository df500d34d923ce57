package dev.evenkeel.routing;

import dev.evenkeel.model.Action;
import dev.evenkeel.model.Block;
import dev.evenkeel.model.Condition;
import dev.evenkeel.model.Expression;
import dev.evenkeel.model.Field;
import dev.evenkeel.model.Handling;
import dev.evenkeel.model.Pool;
import dev.evenkeel.model.Protocol;
import dev.evenkeel.model.Request;
import dev.evenkeel.model.Rule;
import dev.evenkeel.text.Span;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// One way of one request through the rules, with what is not known taken to be as the choices say.
final class Walk {
    private final Program program;
    private final Given given;
    private final Choices choices;
    private final boolean everyStep;
    private final RequestState state;
    private final Values values;
    private final List<Step> steps = new ArrayList<>();
    private final List<String> servers = new ArrayList<>();
    private final List<Assumption> notes = new ArrayList<>();
    private List<Step.Seen> seen = new ArrayList<>();
    private @Nullable Outgoing outgoing;
    private @Nullable Atom open;
    private @Nullable String leaving;
    private @Nullable String restarting;
    private int restarts;
    private int depth;
    private int tried;

    /// A computed name was the name of no pool: only the rule for what nothing matched is left.
    private boolean onlyFallback;

    private Protocol protocol = Protocol.HTTP;
    private @Nullable Outcome outcome;
    private @Nullable Span decidedBy;

    Walk(Program program, RequestState state, Given given, Choices choices, boolean everyStep) {
        this.program = program;
        this.given = given;
        this.choices = choices;
        this.everyStep = everyStep;
        this.state = state;
        this.values = new Values(program, state, given.values(), this::note);
    }

    RequestState state() {
        return state;
    }

    Values values() {
        return values;
    }

    /// Whether the user says something of what stands in the configuration as this text.
    boolean isSaid(String text) {
        return given.values().containsKey(text);
    }

    /// Whether an atom holds, as the user or the choices say; else it becomes the open one.
    int truth(Atom atom) {
        String said = given.values().get(atom.text());
        if (said != null) {
            return said.equals("true") || Integers.isTrue(said) ? Test.TRUE : Test.FALSE;
        }
        if (choices.isChosen(atom.key())) {
            return choices.isTrue(atom.key()) ? Test.TRUE : Test.FALSE;
        }
        if (open == null) {
            open = atom;
        }
        return Test.UNKNOWN;
    }

    /// Whether an exception is so, as the user says; else it is not, which is noted.
    int exception(Atom atom) {
        if (given.values().containsKey(atom.text())) {
            return truth(atom);
        }
        note(atom.assumed(false));
        return Test.FALSE;
    }

    private void note(Assumption assumption) {
        if (!notes.contains(assumption)) {
            notes.add(assumption);
        }
    }

    /// Whether a path exists; `kind` is `file`, `directory`, `any` or `executable`.
    int exists(String path, String kind, Span span) {
        int said = said(path, kind);
        return said == Test.UNKNOWN ? truth(atom(path, kind, span)) : said;
    }

    /// The same; what nobody says is taken to be as it usually is, and noted.
    int usually(String path, String kind, boolean usual, Span span) {
        int said = said(path, kind);
        if (said != Test.UNKNOWN) {
            return said;
        }
        Atom atom = atom(path, kind, span);
        if (given.values().containsKey(atom.text()) || choices.isChosen(atom.key())) {
            return truth(atom);
        }
        choices.assume(atom, usual);
        note(atom.assumed(usual));
        return usual ? Test.TRUE : Test.FALSE;
    }

    private static Atom atom(String path, String kind, Span span) {
        String what =
                switch (kind) {
                    case "directory", "executable" -> kind;
                    default -> "file";
                };
        return new Atom(what + " " + path, "the " + what + " " + path + " exists", span);
    }

    /// How a user is asked whether a path exists.
    static String fileQuestion(String path, String kind, Span span) {
        return atom(path, kind, span).text();
    }

    private int said(String path, String kind) {
        boolean directory = kind.equals("directory");
        boolean any = kind.equals("any");
        if (!directory && !path.endsWith("/") && given.files().contains(path)) {
            return Test.TRUE;
        }
        if ((directory || any) && given.files().contains(asDirectory(path))) {
            return Test.TRUE;
        }
        return given.onlyFiles() ? Test.FALSE : Test.UNKNOWN;
    }

    private static String asDirectory(String path) {
        int end = path.length();
        while (end > 0 && path.charAt(end - 1) == '/') {
            end--;
        }
        return path.substring(0, end) + "/";
    }

    void saw(Condition condition, @Nullable String value, int truth) {
        if (everyStep) {
            seen.add(new Step.Seen(condition, value, asTruth(truth)));
        }
    }

    private static Step.Truth asTruth(int truth) {
        return switch (truth) {
            case Test.TRUE -> Step.Truth.TRUE;
            case Test.FALSE -> Step.Truth.FALSE;
            default -> Step.Truth.UNKNOWN;
        };
    }

    /// Follows a listener's rules to their end.
    Way follow(Handling handling) {
        Block rules = handling.rules();
        protocol = handling.protocol();
        run(program.compiled(rules));
        Outcome end = outcome;
        return new Way(
                end == null ? new Outcome.Close("no rule says where it goes") : end,
                end instanceof Outcome.Forward ? sent() : null,
                decidedBy == null ? rules.span() : decidedBy,
                steps,
                notes);
    }

    private Request sent() {
        Outgoing changed = outgoing;
        return changed == null ? state.sent() : changed.sent(state.sent());
    }

    /// How one way ended.
    record Way(
            Outcome outcome,
            @Nullable Request received,
            Span decidedBy,
            List<Step> steps,
            List<Assumption> notes) {}

    private boolean isOver() {
        return outcome != null || leaving != null || restarting != null;
    }

    private void run(CompiledBlock block) {
        do {
            restarting = null;
            once(block);
            if (block.name().equals(leaving)) {
                leaving = null;
            }
        } while (block.name().equals(restarting));
    }

    private void once(CompiledBlock block) {
        boolean indexed = !everyStep && block.index().isUseful();
        int number = 0;
        while (number < block.size()) {
            int[] candidates = indexed ? block.index().candidates(this, number) : null;
            if (candidates == null) {
                number = everyRule(block, number, indexed);
            } else {
                number = someRules(block, candidates);
            }
            if (isOver()) {
                return;
            }
        }
    }

    /// Tries the rules from one on; where to go on when a change may have made others possible.
    private int everyRule(CompiledBlock block, int from, boolean indexed) {
        int before = state.changes();
        for (int number = from; number < block.size(); number++) {
            apply(block, number);
            if (isOver() || (indexed && state.changes() != before)) {
                return number + 1;
            }
        }
        return block.size();
    }

    private int someRules(CompiledBlock block, int[] candidates) {
        int before = state.changes();
        for (int number : candidates) {
            apply(block, number);
            if (isOver() || state.changes() != before) {
                return number + 1;
            }
        }
        return block.size();
    }

    /// How many rules were tried before the one that is tried now.
    int ruleNumber() {
        return tried;
    }

    private void apply(CompiledBlock block, int number) {
        tried++;
        CompiledRule ready = block.rule(number);
        Rule rule = ready.rule();
        if (onlyFallback && rule.origin() == Rule.Origin.WRITTEN) {
            return;
        }
        int truth = everyStep ? Test.UNKNOWN : ready.truth(values);
        if (truth == Test.UNKNOWN) {
            truth = decided(ready.test());
        }
        List<Step.Seen> looked = everyStep ? seen : List.of();
        if (everyStep) {
            seen = new ArrayList<>(2);
        }
        if (truth == Test.TRUE) {
            Outcome.Forward plain = ready.plain();
            if (plain != null && goesOn()) {
                onlyFallback = false;
                outcome = plain;
                decidedBy = ready.span();
                steps.add(new Step(rule, Step.Truth.TRUE, looked, plain.name(), depth));
                return;
            }
            // The step stands before those of a block that it enters.
            int at = steps.size();
            steps.add(new Step(rule, Step.Truth.TRUE, looked, null, depth));
            String made = act(rule);
            if (made != null) {
                steps.set(at, new Step(rule, Step.Truth.TRUE, looked, made, depth));
            }
        } else if (everyStep) {
            steps.add(new Step(rule, Step.Truth.FALSE, looked, null, depth));
        }
    }

    private int decided(Test test) {
        int truth = test.of(this);
        while (truth == Test.UNKNOWN) {
            Atom atom = open;
            if (atom == null) {
                throw new IllegalStateException("unknown, but nothing is open: " + test);
            }
            choices.choose(atom);
            open = null;
            seen.clear();
            truth = test.of(this);
        }
        open = null;
        return truth;
    }

    /// Whether a condition holds that cannot change where the request goes: what is not known stays
    /// so.
    int guessed(Test test) {
        int truth = test.of(this);
        open = null;
        seen.clear();
        return truth;
    }

    /// Whether nothing was said of the request that a plain way on would not know.
    private boolean goesOn() {
        return protocol == Protocol.HTTP && servers.isEmpty() && state.status() == 0;
    }

    /// Does what a rule says; what it made, if there is something to say.
    private @Nullable String act(Rule rule) {
        return switch (rule.action()) {
            case Action.Enter(Block inner) -> {
                depth++;
                run(program.compiled(inner));
                depth--;
                yield null;
            }
            case Action.Leave(String block) -> {
                leaving = block;
                yield null;
            }
            case Action.Restart(String block, int limit) -> {
                if (++restarts > limit) {
                    end(new Outcome.Answer(500, null), rule);
                } else {
                    restarting = block;
                }
                yield null;
            }
            case Action.Forward(Expression pool, Action.Unresolved unresolved) ->
                    forward(rule, pool, unresolved);
            case Action.Answer(int status, Expression location) -> {
                String target = location == null ? null : values.one(location);
                note(rule, target);
                int set = state.status();
                String to = location == null ? null : orEmpty(target);
                end(new Outcome.Answer(set == 0 ? status : set, to), rule);
                yield target;
            }
            case Action.Serve(String what) -> {
                end(new Outcome.Serve(what, state.status()), rule);
                yield null;
            }
            case Action.Close(String how) -> {
                end(new Outcome.Close(how), rule);
                yield null;
            }
            case Action.Unmodelled(String what) -> {
                notes.add(new Assumption(what + " changes nothing", rule.span()));
                yield null;
            }
            case Action.Aside _ -> null;
            case Action.ChooseServer(Expression server) -> {
                String name = values.one(server);
                if (name != null) {
                    servers.add(name);
                }
                yield name;
            }
            default -> change(rule);
        };
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    private void end(Outcome reached, Rule rule) {
        outcome = reached;
        decidedBy = rule.span();
    }

    /// A value that decides something and is not known is an assumption.
    private void note(Rule rule, @Nullable String value) {
        if (RequestState.isUnknown(value)) {
            for (Expression.Unknown unknown : values.unknowns()) {
                note(new Assumption("the value of " + unknown.text(), unknown.span()));
            }
            for (Field field : values.unknownFields()) {
                note(new Assumption("the value of " + worded(field), rule.span()));
            }
        }
    }

    private static String worded(Field field) {
        String kind = field.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return field.name().isEmpty() ? kind : kind + " " + field.name();
    }

    private @Nullable String forward(
            Rule rule, Expression expression, Action.Unresolved unresolved) {
        String name = orEmpty(values.one(expression));
        if (RequestState.isUnknown(name)) {
            note(rule, name);
            end(new Outcome.Undetermined(List.of()), rule);
            return name;
        }
        Pool pool = program.pools().of(name, protocol);
        if (pool == null && unresolved == Action.Unresolved.FALLBACK) {
            onlyFallback = true;
            return name;
        }
        if (pool == null && unresolved != Action.Unresolved.REFUSED) {
            int status = Hosts.fault(name, unresolved == Action.Unresolved.LITERAL_ADDRESS);
            if (status != 0) {
                end(new Outcome.Answer(status, null), rule);
                return name;
            }
        }
        decidedBy = rule.span();
        if (pool != null
                && protocol == Protocol.HTTP
                && pool.handling().protocol() == Protocol.TCP) {
            outcome = new Outcome.Close("the pool takes connections, not requests");
            return name;
        }
        onlyFallback = false;
        if (pool != null && !pool.handling().rules().rules().isEmpty()) {
            run(program.compiled(pool.handling().rules()));
            leaving = null;
            if (outcome != null) {
                return name;
            }
        }
        outcome = new Forwards(program, this).of(name, pool, servers);
        decidedBy = rule.span();
        return name;
    }

    private @Nullable String change(Rule rule) {
        return switch (rule.action()) {
            case Action.Rewrite(var field, var change, var expression) -> {
                String value = values.one(expression);
                Changes.apply(state, field, change, value);
                yield value;
            }
            case Action.RewriteOutgoing(var field, var change, var expression) -> {
                String value = values.one(expression);
                if (outgoing == null) {
                    outgoing = new Outgoing();
                }
                outgoing.change(field, change, value);
                yield value;
            }
            case Action.Replace(var field, String regex, boolean ignoreCase, var expression) -> {
                Changes.replace(state, field, regex, ignoreCase, () -> values.one(expression));
                yield null;
            }
            case Action.RemoveHeaders(var names) -> {
                var patterns = new Patterns(names);
                state.headers().remove(name -> patterns.first(name, state) >= 0);
                state.headersChanged();
                yield null;
            }
            case Action.SetVariable(String name, var expression) -> {
                String value = values.one(expression);
                state.variable(name, value);
                yield value;
            }
            case Action.UnsetVariable(String name) -> {
                state.variable(name, null);
                yield null;
            }
            default -> throw new IllegalStateException("no change: " + rule.action());
        };
    }
}
