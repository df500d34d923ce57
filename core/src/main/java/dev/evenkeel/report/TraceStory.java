package dev.evenkeel.report;

import dev.evenkeel.check.Severity;
import dev.evenkeel.model.Action;
import dev.evenkeel.model.Condition;
import dev.evenkeel.model.Field;
import dev.evenkeel.model.NamedCondition;
import dev.evenkeel.model.Pool;
import dev.evenkeel.model.Request;
import dev.evenkeel.model.Rule;
import dev.evenkeel.predict.Traced;
import dev.evenkeel.routing.Decision;
import dev.evenkeel.routing.Step;
import dev.evenkeel.routing.Step.Seen;
import dev.evenkeel.routing.Step.Truth;
import dev.evenkeel.text.Span;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// The way of a request through the rules: beside each line number whether its condition held (✓),
/// did not (✗) or is not known (?), the line in the configuration's own words, and why.
final class TraceStory {
    private static final int STEP = 2;

    /// More comparisons of one rule are not told.
    private static final int SEEN_MAX = 3;

    private final Style style;
    private final Secrets secrets;
    private final boolean all;
    private final List<Pool> pools;

    /// What rules have made of the request so far, by field.
    private final Map<String, String> made = new HashMap<>();

    /// The places of what is not known and was taken to be so.
    private final Set<Span> assumed = new HashSet<>();

    /// The depth of the rule that chose the pool; -1 before.
    private int base = -1;

    private @Nullable Span last;
    private String file = "";
    private int gutter = 1;

    TraceStory(Style style, TraceAnswer answer, boolean all) {
        this.style = style;
        this.secrets = answer.secrets();
        this.pools = answer.balancer().pools();
        this.all = all;
    }

    void tell(StringBuilder text, Traced traced, String listens) {
        Decision decision = traced.prediction().decision();
        Span start = decision.listener().span();
        traced.prediction().assumed().forEach(assumption -> assumed.add(assumption.span()));
        List<TraceSteps.Line> lines = TraceSteps.of(decision.steps(), start, all, assumed);
        int highest = start.line();
        for (TraceSteps.Line line : lines) {
            highest = Math.max(highest, line.step().rule().span().line());
        }
        gutter = Integer.toString(highest).length();
        row(text, start, "", 0, Wording.firstLine(start, secrets), listens);
        for (TraceSteps.Line line : lines) {
            int depth = base < 0 ? line.depth() + 1 : Math.max(1, line.depth() - base + 1);
            if (line.folded() > 0) {
                folded(text, line, depth);
            } else {
                step(text, line.step(), depth, traced.request());
                enter(text, line);
            }
        }
    }

    /// A request that was sent to a pool meets the rules of the pool.
    private void enter(StringBuilder text, TraceSteps.Line line) {
        Step step = line.step();
        if (step.held() != Truth.TRUE || !(step.rule().action() instanceof Action.Forward)) {
            return;
        }
        for (Pool pool : pools) {
            if (pool.name().equals(step.made()) && !pool.span().equals(step.rule().span())) {
                base = line.depth();
                row(text, pool.span(), "", 0, Wording.firstLine(pool.span(), secrets), "");
            }
        }
    }

    private void folded(StringBuilder text, TraceSteps.Line line, int depth) {
        text.repeat(' ', 1 + gutter)
                .append(style.dim(" │   "))
                .repeat(' ', STEP * depth)
                .append(
                        style.dim(
                                "… "
                                        + Tally.count(line.folded(), "more rule")
                                        + ", none matched  (--all tells them)"))
                .append('\n');
    }

    private void step(StringBuilder text, Step step, int depth, Request request) {
        Rule rule = step.rule();
        boolean isAssumed = TraceSteps.isAssumed(step, assumed);
        // One line of the text can be several rules.
        boolean isWritten =
                rule.origin() != Rule.Origin.IMPLIED || rule.action() instanceof Action.Enter;
        boolean isSame =
                isWritten && step.held() == Truth.TRUE && rule.span().equals(last) && !isAssumed;
        String words = words(rule);
        if (!isSame) {
            row(text, rule.span(), mark(step, isAssumed), depth, words, reason(step));
            last = isWritten && step.held() == Truth.TRUE ? rule.span() : null;
        }
        String effect = step.held() == Truth.FALSE ? "" : effect(step, request);
        String value = step.made();
        boolean isRead = value != null && !effect.contains(" → ") && words.contains(value);
        if (!effect.isEmpty() && !isRead) {
            under(text, depth, "→ " + effect);
        }
    }

    private String mark(Step step, boolean isAssumed) {
        if (isAssumed) {
            return style.severity(Severity.WARNING, "?");
        }
        return switch (step.held()) {
            case TRUE -> style.good("✓");
            case FALSE -> style.dim("✗");
            case UNKNOWN -> style.severity(Severity.WARNING, "?");
        };
    }

    private String words(Rule rule) {
        if (rule.origin() == Rule.Origin.IMPLIED && !(rule.action() instanceof Action.Enter)) {
            return "(by itself) " + deed(rule.action());
        }
        String words = Wording.firstLine(rule.span(), secrets);
        return rule.action() instanceof Action.Enter(var block) && block.name().startsWith(words)
                ? Wording.readable(block.name())
                : words;
    }

    /// One line of the configuration with its number, and behind it, or under it where that does
    /// not fit, a note.
    private void row(
            StringBuilder text, Span span, String mark, int depth, String words, String note) {
        if (!span.file().equals(file)) {
            file = span.file();
            text.append(style.dim(Columns.visible(file))).append('\n');
        }
        String number = Integer.toString(span.line());
        text.repeat(' ', 1 + gutter - number.length())
                .append(number)
                .append(style.dim(" │ "))
                .append(mark.isEmpty() ? " " : mark)
                .append(' ')
                .repeat(' ', STEP * depth);
        int room = style.columns() - gutter - 6 - STEP * depth;
        String shown = Excerpt.head(Columns.visible(words), room);
        boolean fits = Columns.of(shown) + Columns.of(note) + 3 <= room;
        text.append(mark.contains("✗") ? style.dim(shown) : style.code(shown));
        if (note.isEmpty() || fits) {
            text.append(note.isEmpty() ? "" : "   " + note).append('\n');
        } else {
            text.append('\n');
            under(text, depth, note);
        }
    }

    private void under(StringBuilder text, int depth, String note) {
        int indentation = gutter + 6 + STEP * (depth + 1);
        for (String line : style.wrap(note, indentation)) {
            text.repeat(' ', 1 + gutter)
                    .append(style.dim(" │   "))
                    .repeat(' ', STEP * (depth + 1))
                    .append(line)
                    .append('\n');
        }
    }

    /// Why the condition held or not: `no: path is /logi`.
    private String reason(Step step) {
        var parts = new ArrayList<String>();
        boolean taken = false;
        List<Seen> seen = step.seen().stream().filter(one -> !TraceSteps.isInternal(one)).toList();
        for (Seen one : seen.subList(Math.max(0, seen.size() - SEEN_MAX), seen.size())) {
            String words = Wording.seen(one, false);
            taken |= TraceSteps.isAssumed(one, assumed);
            if (!words.isEmpty() && !parts.contains(words)) {
                parts.add(words + declared(step.rule().when(), one));
            }
        }
        String word =
                switch (step.held()) {
                    case TRUE -> taken ? "taken for yes: " : "yes: ";
                    case FALSE -> taken ? "taken for no: " : "no: ";
                    case UNKNOWN -> "";
                };
        return parts.isEmpty() ? "" : word + Columns.visible(String.join("; ", parts));
    }

    /// Where the condition is declared, if it has a name.
    private static String declared(Condition when, Seen seen) {
        NamedCondition named = named(when, seen.condition());
        return named == null || !(seen.condition() instanceof Condition.Match(_, _, Span span))
                ? ""
                : " (" + Wording.readable(named.name()) + ", line " + span.line() + ")";
    }

    private static @Nullable NamedCondition named(Condition when, Condition wanted) {
        return switch (when) {
            case Condition.Named(var declaration, _) ->
                    holds(declaration.condition(), wanted) ? declaration : null;
            case Condition.All(var parts) -> first(parts, wanted);
            case Condition.Any(var parts) -> first(parts, wanted);
            case Condition.Not(var part) -> named(part, wanted);
            case Condition.Always _,
                    Condition.Never _,
                    Condition.Undefined _,
                    Condition.Match _,
                    Condition.Unknown _ ->
                    null;
        };
    }

    private static @Nullable NamedCondition first(List<Condition> parts, Condition wanted) {
        for (Condition part : parts) {
            NamedCondition named = named(part, wanted);
            if (named != null) {
                return named;
            }
        }
        return null;
    }

    private static boolean holds(Condition condition, Condition wanted) {
        return switch (condition) {
            case Condition.All(var parts) -> parts.stream().anyMatch(p -> holds(p, wanted));
            case Condition.Any(var parts) -> parts.stream().anyMatch(p -> holds(p, wanted));
            case Condition.Not(var part) -> holds(part, wanted);
            case Condition.Named(var inner, _) -> holds(inner.condition(), wanted);
            case Condition.Always _,
                    Condition.Never _,
                    Condition.Undefined _,
                    Condition.Match _,
                    Condition.Unknown _ ->
                    condition.equals(wanted);
        };
    }

    /// What an action did to the request, where that is more than its line says.
    private String effect(Step step, Request request) {
        String value = step.made();
        if (value != null && TraceJson.isSensitive(step)) {
            value = Secrets.MASK;
        }
        return switch (step.rule().action()) {
            case Action.Rewrite(var field, var change, _) -> change(field, change, value, request);
            case Action.Replace(var field, _, _, _) ->
                    change(field, Action.Change.SET, value, request);
            case Action.RewriteOutgoing(var field, _, _) ->
                    value == null ? "" : "to the server: " + outgoing(field, value);
            case Action.SetVariable(String name, _) ->
                    value == null ? "" : "variable " + Wording.readable(name) + " is " + at(value);
            case Action.Forward _ -> value == null ? "" : "pool " + at(value);
            case Action.Answer(int status, _) -> value == null ? "" : status + " to " + at(value);
            case Action.ChooseServer _ -> value == null ? "" : "server " + at(value);
            case Action.Restart(String block, _) -> "again from " + Wording.readable(block);
            case Action.Unmodelled _ -> "not modelled; taken to change nothing";
            case Action.Serve _,
                    Action.Close _,
                    Action.RemoveHeaders _,
                    Action.UnsetVariable _,
                    Action.Enter _,
                    Action.Leave _,
                    Action.Aside _ ->
                    "";
        };
    }

    private String outgoing(Field field, String value) {
        return value.isEmpty()
                ? "no " + Wording.field(field)
                : Wording.field(field) + " " + at(value);
    }

    private String change(
            Field field, Action.Change change, @Nullable String value, Request request) {
        if (change == Action.Change.REMOVE) {
            return Wording.field(field) + " is removed";
        }
        if (value == null) {
            return "";
        }
        String key = field.kind() + " " + field.name().toLowerCase(Locale.ROOT);
        String before = made.containsKey(key) ? made.get(key) : sent(field, request);
        made.put(key, value);
        String what = Wording.field(field);
        if (value.equals(before)) {
            return what + " stays " + at(value);
        }
        return before == null || before.isEmpty()
                ? what + " " + at(value)
                : what + " " + at(before) + " → " + at(value);
    }

    /// What the client sent, where a look at the request tells.
    private static @Nullable String sent(Field field, Request request) {
        String target = request.target();
        int query = target.indexOf('?');
        return switch (field.kind()) {
            case METHOD -> request.method();
            case HOST -> request.host();
            case TARGET, URI -> target;
            case PATH, NORMALISED_PATH -> query < 0 ? target : target.substring(0, query);
            case QUERY -> query < 0 ? "" : target.substring(query + 1);
            case HEADER, HEADER_LINE -> header(field.name(), request);
            default -> null;
        };
    }

    private static @Nullable String header(String name, Request request) {
        if (name.equalsIgnoreCase("host")) {
            return request.host();
        }
        for (Request.Header header : request.headers()) {
            if (header.name().equalsIgnoreCase(name)) {
                return Wording.isSensitive(name) ? Secrets.MASK : header.value();
            }
        }
        return null;
    }

    private String at(String value) {
        return "`" + Wording.shortened(Wording.readable(secrets.masked(value))) + "`";
    }

    /// What an action does, for rules that stand nowhere.
    private static String deed(Action action) {
        return switch (action) {
            case Action.Forward(var pool, _) -> "sends it to " + Wording.expression(pool);
            case Action.Answer(int status, _) -> "answers " + status;
            case Action.Serve(String what) -> "serves " + Wording.readable(what);
            case Action.Close(String how) -> "closes: " + Wording.readable(how);
            case Action.Rewrite(var field, _, _) -> "sets the " + Wording.field(field);
            case Action.RewriteOutgoing(var field, _, _) -> "sends another " + Wording.field(field);
            case Action.Replace(var field, _, _, _) -> "changes the " + Wording.field(field);
            case Action.RemoveHeaders _ -> "removes headers";
            case Action.SetVariable(String name, _) -> "notes the " + Wording.readable(name);
            case Action.UnsetVariable(String name) -> "forgets the " + Wording.readable(name);
            case Action.ChooseServer _ -> "chooses a server";
            case Action.Enter(var block) -> Wording.readable(block.name());
            case Action.Leave(String block) -> "leaves " + Wording.readable(block);
            case Action.Restart(String block, _) -> "starts again at " + Wording.readable(block);
            case Action.Aside(String what) -> Wording.readable(what);
            case Action.Unmodelled(String what) -> Wording.readable(what);
        };
    }
}
