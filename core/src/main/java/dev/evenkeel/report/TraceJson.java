package dev.evenkeel.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.evenkeel.model.Action;
import dev.evenkeel.model.Listener;
import dev.evenkeel.model.Request;
import dev.evenkeel.model.Rule;
import dev.evenkeel.predict.Prediction;
import dev.evenkeel.predict.Prediction.Candidate;
import dev.evenkeel.predict.Prediction.Served;
import dev.evenkeel.predict.Traced;
import dev.evenkeel.routing.Assumption;
import dev.evenkeel.routing.Decision;
import dev.evenkeel.routing.Outcome;
import dev.evenkeel.routing.Outcome.Alternative;
import dev.evenkeel.routing.Step;
import dev.evenkeel.text.Span;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/// Decisions as JSON objects of `evenkeel/trace/1`. What is the same whenever a rule, a listener or
/// a pool comes up is encoded once and kept. Not thread-safe.
public final class TraceJson {
    private static final byte[] ID = "\"id\":".getBytes(UTF_8);
    private static final byte[] NO_ID = "\"id\":null".getBytes(UTF_8);
    private static final byte[] OUTCOME = ",\"outcome\":".getBytes(UTF_8);
    private static final byte[] POOL = ",\"pool\":".getBytes(UTF_8);
    private static final byte[] SERVER = ",\"server\":".getBytes(UTF_8);
    private static final byte[] MADE = ",\"made\":".getBytes(UTF_8);
    private static final byte[] CANDIDATES = ",\"candidates\":[".getBytes(UTF_8);
    private static final byte[] STATUS = "],\"status\":".getBytes(UTF_8);
    private static final byte[] LOCATION = ",\"location\":".getBytes(UTF_8);
    private static final byte[] REWRITTEN = ",\"rewritten\":".getBytes(UTF_8);
    private static final byte[] NEITHER =
            "],\"status\":null,\"location\":null,\"rewritten\":".getBytes(UTF_8);
    private static final byte[] METHOD = "{\"method\":".getBytes(UTF_8);
    private static final byte[] HOST = ",\"host\":".getBytes(UTF_8);
    private static final byte[] TARGET = ",\"target\":".getBytes(UTF_8);
    private static final byte[] DECIDED_BY = ",\"decided_by\":{".getBytes(UTF_8);
    private static final byte[] STEPS = "},\"steps\":[".getBytes(UTF_8);
    private static final byte[] ASSUMED = "],\"assumed\":[".getBytes(UTF_8);
    private static final byte[] NULL = "null".getBytes(UTF_8);
    private static final byte[] TRUE = "\"true\"".getBytes(UTF_8);
    private static final byte[] FALSE = "\"false\"".getBytes(UTF_8);
    private static final byte[] UNKNOWN = "\"unknown\"".getBytes(UTF_8);

    private final Secrets secrets;
    private final boolean everyStep;
    private final JsonBytes scratch = new JsonBytes();
    private final Map<String, byte[]> names = new HashMap<>();
    private final Map<Assumption, byte[]> assumptions = new HashMap<>();
    private final IdentityHashMap<List<Assumption>, byte[]> assumed = new IdentityHashMap<>();
    private final IdentityHashMap<Listener, byte[]> listeners = new IdentityHashMap<>();
    private final IdentityHashMap<Rule, RuleJson> rules = new IdentityHashMap<>();
    private final IdentityHashMap<Span, byte[]> places = new IdentityHashMap<>();
    private final IdentityHashMap<List<Candidate>, byte[]> distributions = new IdentityHashMap<>();

    /// How many spans and distributions are kept; those that rules carry are far fewer.
    private static final int KEPT_MAX = 1 << 16;

    /// With `everyStep` every step is told, and what was compared in it; else those that held.
    public TraceJson(Secrets secrets, boolean everyStep) {
        this.secrets = secrets;
        this.everyStep = everyStep;
    }

    /// One object, with a line end.
    public void line(Traced traced, JsonBytes out) {
        out.raw('{');
        fields(traced, out);
        out.raw('}').raw('\n');
    }

    private void fields(Traced traced, JsonBytes out) {
        Prediction prediction = traced.prediction();
        Decision decision = prediction.decision();
        Verdict verdict = Verdict.of(prediction);
        RuleJson last = decision.steps().isEmpty() ? null : rule(decision.steps().getLast().rule());
        String id = traced.id();
        if (id == null) {
            out.raw(NO_ID);
        } else {
            out.raw(ID).raw(id);
        }
        out.raw(OUTCOME).text(verdict.outcome()).raw(listener(decision.listener()));
        out.raw(POOL);
        pool(verdict.pool(), last, out);
        out.raw(SERVER).raw(name(verdict.server()));
        out.raw(CANDIDATES);
        candidates(prediction.served(), out);
        if (verdict.status() == 0 && verdict.location() == null) {
            out.raw(NEITHER);
        } else {
            out.raw(STATUS);
            status(verdict, out);
            out.raw(LOCATION).readable(masked(verdict.location())).raw(REWRITTEN);
        }
        received(decision.received(), out);
        out.raw(DECIDED_BY);
        decidedBy(decision.decidedBy(), last, out);
        out.raw(STEPS);
        steps(decision.steps(), out);
        out.raw(ASSUMED);
        assumed(traced, out);
        out.raw(']');
        if (!verdict.why().isEmpty()) {
            out.raw(",\"why\":").readable(verdict.why());
        }
        if (decision.outcome() instanceof Outcome.Undetermined(var alternatives)) {
            alternatives(alternatives, out);
        }
    }

    private byte[] listener(Listener listener) {
        byte[] known = listeners.get(listener);
        if (known == null) {
            scratch.clear();
            known = scratch.raw(",\"listener\":").readable(listener.name()).copy();
            listeners.put(listener, known);
        }
        return known;
    }

    private void pool(@Nullable String pool, @Nullable RuleJson last, JsonBytes out) {
        if (last != null && last.names(pool)) {
            last.pool(out);
        } else {
            out.raw(name(pool));
        }
    }

    private void decidedBy(Span place, @Nullable RuleJson last, JsonBytes out) {
        if (last != null && last.isAt(place)) {
            last.place(out);
        } else {
            out.raw(place(place));
        }
    }

    /// The name of a pool or a server: few, and each asked for again and again.
    private byte[] name(@Nullable String name) {
        if (name == null) {
            return NULL;
        }
        byte[] known = names.get(name);
        if (known == null) {
            scratch.clear();
            known = scratch.readable(name).copy();
            if (names.size() < KEPT_MAX) {
                names.put(name, known);
            }
        }
        return known;
    }

    private static void status(Verdict verdict, JsonBytes out) {
        if (verdict.status() == 0) {
            out.raw(NULL);
        } else {
            out.number(verdict.status());
        }
    }

    private void candidates(Served served, JsonBytes out) {
        switch (served) {
            case Served.ByOneOf(var candidates) -> out.raw(distribution(candidates));
            case Served.Unknown(var servers, _) -> {
                for (int i = 0; i < servers.size(); i++) {
                    out.raw(i == 0 ? "{\"server\":" : ",{\"server\":");
                    out.readable(servers.get(i).name()).raw(",\"probability\":null}");
                }
            }
            case Served.Nobody _, Served.By _, Served.Later _, Served.Refused _ -> {}
        }
    }

    private byte[] distribution(List<Candidate> candidates) {
        byte[] known = distributions.get(candidates);
        if (known == null) {
            scratch.clear();
            for (Candidate candidate : candidates) {
                scratch.raw(scratch.length() == 0 ? "{\"server\":" : ",{\"server\":");
                scratch.readable(candidate.server().name()).raw(",\"probability\":");
                scratch.raw(Double.toString(candidate.probability())).raw('}');
            }
            known = scratch.copy();
            if (distributions.size() < KEPT_MAX) {
                distributions.put(candidates, known);
            }
        }
        return known;
    }

    private void received(@Nullable Request request, JsonBytes out) {
        if (request == null) {
            out.raw(NULL);
            return;
        }
        out.raw(METHOD).readable(request.method());
        out.raw(HOST).readable(masked(request.host()));
        out.raw(TARGET).readable(masked(request.target())).raw('}');
    }

    private @Nullable String masked(@Nullable String value) {
        return value == null ? null : secrets.masked(value);
    }

    /// `"file":"a.cfg","line":12`
    private byte[] place(Span span) {
        byte[] known = places.get(span);
        if (known == null) {
            scratch.clear();
            known = RuleJson.place(scratch, span).copy();
            if (places.size() < KEPT_MAX) {
                places.put(span, known);
            }
        }
        return known;
    }

    private void steps(List<Step> steps, JsonBytes out) {
        boolean first = true;
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            RuleJson rule = rule(step.rule());
            if (everyStep ? !isFrame(step) : step.held() != Step.Truth.FALSE && rule.isTold()) {
                if (!first) {
                    out.raw(',');
                }
                step(step, rule, out);
                first = false;
            }
        }
    }

    /// A block that stands nowhere in the text.
    private static boolean isFrame(Step step) {
        return step.rule().origin() == Rule.Origin.IMPLIED
                && step.rule().action() instanceof Action.Enter;
    }

    private void step(Step step, RuleJson rule, JsonBytes out) {
        if (!everyStep && step.held() == Step.Truth.TRUE && rule.names(step.made())) {
            rule.step(out);
            return;
        }
        rule.begin(out);
        switch (step.held()) {
            case TRUE -> out.raw(TRUE);
            case FALSE -> out.raw(FALSE);
            case UNKNOWN -> out.raw(UNKNOWN);
        }
        if (everyStep && !step.seen().isEmpty()) {
            out.raw(",\"because\":");
            out.text(masked(because(step)));
        }
        String made = step.made();
        if (made != null) {
            out.raw(MADE).readable(isSensitive(step) ? Secrets.MASK : masked(made));
        }
        if (everyStep && step.rule().origin() == Rule.Origin.IMPLIED) {
            out.raw(",\"implied\":true");
        }
        out.raw('}');
    }

    private static String because(Step step) {
        var parts = new ArrayList<String>();
        step.seen().forEach(seen -> parts.add(Wording.seen(seen, true)));
        return String.join("; ", parts);
    }

    /// Whether what a rule made carries credentials.
    static boolean isSensitive(Step step) {
        return switch (step.rule().action()) {
            case Action.Rewrite(var field, _, var value) ->
                    Wording.isSensitive(field.name()) || Wording.isSensitive(value);
            case Action.RewriteOutgoing(var field, _, var value) ->
                    Wording.isSensitive(field.name()) || Wording.isSensitive(value);
            case Action.Replace replace -> Wording.isSensitive(replace.field().name());
            case Action.SetVariable(_, var value) -> Wording.isSensitive(value);
            case Action.Forward _,
                    Action.Answer _,
                    Action.Serve _,
                    Action.Close _,
                    Action.RemoveHeaders _,
                    Action.UnsetVariable _,
                    Action.ChooseServer _,
                    Action.Enter _,
                    Action.Leave _,
                    Action.Restart _,
                    Action.Aside _,
                    Action.Unmodelled _ ->
                    false;
        };
    }

    private RuleJson rule(Rule rule) {
        RuleJson known = rules.get(rule);
        if (known == null) {
            known = new RuleJson(rule, secrets, scratch);
            rules.put(rule, known);
        }
        return known;
    }

    private void assumed(Traced traced, JsonBytes out) {
        Prediction prediction = traced.prediction();
        Decision decision = prediction.decision();
        boolean isOpen = decision.outcome() instanceof Outcome.Undetermined;
        if (traced.assumed().isEmpty() && !isOpen) {
            assumptions(decision.assumed(), out);
            if (!decision.assumed().isEmpty() && !prediction.standing().isEmpty()) {
                out.raw(',');
            }
            out.raw(standing(prediction.standing()));
            return;
        }
        var all = new LinkedHashSet<>(traced.assumed());
        all.addAll(prediction.assumed());
        if (decision.outcome() instanceof Outcome.Undetermined(var alternatives)) {
            alternatives.forEach(alternative -> all.addAll(alternative.assumed()));
        }
        assumptions(List.copyOf(all), out);
    }

    private byte[] standing(List<Assumption> standing) {
        byte[] known = assumed.get(standing);
        if (known == null) {
            var text = new JsonBytes();
            assumptions(standing, text);
            known = text.copy();
            assumed.put(standing, known);
        }
        return known;
    }

    private void assumptions(List<Assumption> assumed, JsonBytes out) {
        for (int i = 0; i < assumed.size(); i++) {
            if (i > 0) {
                out.raw(',');
            }
            out.raw(assumption(assumed.get(i)));
        }
    }

    private byte[] assumption(Assumption assumption) {
        byte[] known = assumptions.get(assumption);
        if (known == null) {
            byte[] place = place(assumption.span());
            scratch.clear();
            scratch.raw('{').raw(place).raw(",\"text\":");
            known = scratch.readable(masked(assumption.text())).raw('}').copy();
            if (assumptions.size() < KEPT_MAX) {
                assumptions.put(assumption, known);
            }
        }
        return known;
    }

    private void alternatives(List<Alternative> alternatives, JsonBytes out) {
        out.raw(",\"alternatives\":[");
        boolean first = true;
        for (Alternative alternative : alternatives) {
            Verdict verdict = Verdict.of(alternative.outcome());
            out.raw(first ? "{\"assumed\":[" : ",{\"assumed\":[");
            assumptions(alternative.assumed(), out);
            out.raw("],\"outcome\":").text(verdict.outcome());
            out.raw(",\"pool\":").readable(verdict.pool()).raw(",\"status\":");
            status(verdict, out);
            out.raw(LOCATION).readable(masked(verdict.location()));
            if (!verdict.why().isEmpty()) {
                out.raw(",\"why\":").readable(verdict.why());
            }
            out.raw('}');
            first = false;
        }
        out.raw(']');
    }

    /// The whole document about one request, with a line end.
    public String document(TraceAnswer answer) {
        var out = new JsonBytes();
        out.raw("{\"schema\":\"evenkeel/trace/1\",\"evenkeel\":").text(answer.evenkeel());
        out.raw(",\"inputs\":[");
        boolean first = true;
        for (String file : answer.files()) {
            out.raw(first ? "{\"file\":" : ",{\"file\":").text(file);
            out.raw(",\"dialect\":").text(answer.balancer().target().dialect());
            out.raw(",\"version\":").text(answer.balancer().target().version().toString()).raw('}');
            first = false;
        }
        out.raw("],");
        fields(answer.traced(), out);
        var coverage = new JsonText();
        coverage.begin();
        CoverageText.field(
                List.of(new CoverageText.Part(answer.relevant(), answer.secrets())), coverage);
        String text = coverage.end().finish().strip();
        out.raw(',').raw(text.substring(1)).raw('\n');
        return new String(out.array(), 0, out.length(), UTF_8);
    }
}
