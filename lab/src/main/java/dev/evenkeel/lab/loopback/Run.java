package dev.evenkeel.lab.loopback;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.evenkeel.dialect.Dialects;
import dev.evenkeel.dialect.Input;
import dev.evenkeel.dialect.Reading;
import dev.evenkeel.lab.Specimen;
import dev.evenkeel.lab.conformance.Answer;
import dev.evenkeel.lab.conformance.Call;
import dev.evenkeel.lab.conformance.Case;
import dev.evenkeel.lab.conformance.Chance;
import dev.evenkeel.lab.conformance.Comparison;
import dev.evenkeel.lab.conformance.Observed;
import dev.evenkeel.lab.conformance.Program;
import dev.evenkeel.lab.conformance.RealProxy;
import dev.evenkeel.lab.conformance.StandIns;
import dev.evenkeel.lab.conformance.Verdict;
import dev.evenkeel.lab.conformance.Wire;
import dev.evenkeel.model.Endpoint;
import dev.evenkeel.model.Listener;
import dev.evenkeel.model.LoadBalancer;
import dev.evenkeel.model.Protocol;
import dev.evenkeel.model.Request;
import dev.evenkeel.predict.Prediction;
import dev.evenkeel.predict.Predictor;
import dev.evenkeel.routing.Assumption;
import dev.evenkeel.routing.Given;
import dev.evenkeel.routing.Outcome;
import dev.evenkeel.text.Problem;
import dev.evenkeel.text.Source;
import dev.evenkeel.text.Sources;
import dev.evenkeel.text.Span;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What became of one configuration: whether it ran, what was changed for that, and how the
/// requests fared.
final class Run {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{?([A-Za-z_][A-Za-z0-9_]*)");

    /// So long a program may take to see that both ends of a connection are closed.
    private static final Duration CLOSING = Duration.ofMillis(3);

    private static final int EXAMPLES_MAX = 3;

    final Specimen specimen;
    final Map<String, Integer> changes;
    final Map<String, Integer> reasons = new TreeMap<>();
    final Map<String, Integer> outcomes = new TreeMap<>();
    private final Set<Span> deciders = new HashSet<>();
    final List<String> examples = new ArrayList<>();
    final String text;
    String refused = "";
    int requests;
    int different;
    int open;

    private Run(Specimen specimen, Map<String, Integer> changes, String text) {
        this.specimen = specimen;
        this.changes = changes;
        this.text = text;
    }

    /// How many rules decided a request.
    int deciders() {
        return deciders.size();
    }

    boolean started() {
        return refused.isEmpty();
    }

    /// Changes a configuration, runs it, and sends so many requests through it.
    static Run of(
            Program program,
            StandIns standIns,
            Specimen specimen,
            Path corpus,
            int count,
            long seed)
            throws IOException {
        Path folder = Objects.requireNonNull(specimen.file().getParent());
        Path top = corpus.resolve(corpus.relativize(specimen.file()).subpath(0, 2));
        var stage = new Stage(standIns, folder, top);
        Source source = specimen.source();
        String changed =
                program.dialect().equals("haproxy")
                        ? HaproxyLoopback.changed(stage, source, program.version())
                        : NginxLoopback.changed(stage, source);
        Mending.Mended mended = Mending.of(program, stage, changed);
        var run = new Run(specimen, stage.changes, mended.text());
        if (mended.refused() != null) {
            run.refused = mended.refused();
            return run;
        }
        String away =
                program.dialect().equals("nginx") ? Away.from(mended.text(), stage.files) : "";
        if (!away.isEmpty()) {
            run.refused = "it would speak to " + away;
            return run;
        }
        run.send(program, standIns, stage, count, new Chance(seed));
        return run;
    }

    private void send(Program program, StandIns standIns, Stage stage, int count, Chance chance)
            throws IOException {
        Source source = Source.of("config", text.getBytes(ISO_8859_1));
        var input =
                new Input(
                        List.of(source),
                        Sources.of(stage.files),
                        program.version(),
                        environment(text));
        Reading reading = Dialects.named(program.dialect()).orElseThrow().read(input);
        for (Problem problem : reading.problems()) {
            if (problem.kind() == Problem.Kind.REFUSED) {
                refused = "we refuse it: " + problem.span() + " " + problem.message();
                return;
            }
        }
        LoadBalancer balancer = reading.balancer();
        List<Sent> calls = calls(balancer, count, chance);
        if (calls.isEmpty()) {
            refused = "nobody listens";
            return;
        }
        var trial = new Case("", program.dialect(), text, stage.files, List.of());
        // Where files are asked for there is none: only those that stand beside the text exist.
        Predictor predictor =
                Predictor.of(balancer, new Given(Map.of(), stage.files.keySet(), true));
        long end = System.nanoTime() + PATIENCE.toNanos();
        try (RealProxy _ = RealProxy.start(program, trial, awaited(balancer));
                var wire = new Wire()) {
            standIns.take();
            for (Sent sent : calls) {
                if (System.nanoTime() > end) {
                    break;
                }
                Prediction prediction =
                        predictor.predict(sent.listener(), sent.call().request(), true);
                Answer answer = answer(wire, sent.call());
                if (isConnection(sent.listener())) {
                    Thread.sleep(CLOSING);
                }
                judge(sent.call(), prediction, new Observed(answer, standIns.take()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } catch (RealProxy.Refused e) {
            refused = Mending.first(Objects.requireNonNullElse(e.getMessage(), ""));
        }
    }

    /// The variables that a text names, as the program finds them.
    private static Map<String, String> environment(String text) {
        var environment = new HashMap<String, String>();
        Matcher variable = VARIABLE.matcher(text);
        while (variable.find()) {
            String name = variable.group(1);
            environment.put(name, System.getenv().getOrDefault(name, ""));
        }
        return environment;
    }

    private static boolean isConnection(Listener listener) {
        return listener.handling().protocol() == Protocol.TCP;
    }

    private record Sent(Listener listener, Call call) {}

    private static Answer answer(Wire wire, Call call) {
        try {
            return wire.speak(call);
        } catch (IOException | IndexOutOfBoundsException | NumberFormatException broken) {
            return Answer.NONE;
        }
    }

    private void judge(Call call, Prediction prediction, Observed observed) {
        requests++;
        Outcome outcome = prediction.decision().outcome();
        outcomes.merge(
                outcome.getClass().getSimpleName().toLowerCase(Locale.ROOT), 1, Integer::sum);
        deciders.add(prediction.decision().decidedBy());
        String unknown = unknown(prediction);
        Verdict verdict =
                unknown.isEmpty() ? compared(prediction, observed) : new Verdict.Open(unknown);
        switch (verdict) {
            case Verdict.Same _ -> {}
            case Verdict.Open(String why) -> {
                if (!(outcome instanceof Outcome.Serve)) {
                    open++;
                    reasons.merge(why, 1, Integer::sum);
                }
            }
            case Verdict.Different wrong -> {
                different++;
                if (examples.size() < EXAMPLES_MAX) {
                    examples.add(wrong + "\n      " + call);
                }
            }
        }
    }

    /// A program that asks others whether a request is allowed does that first: who was asked last
    /// was asked for an answer, or nobody was.
    private Verdict compared(Prediction prediction, Observed observed) {
        Verdict whole = Comparison.of(prediction, observed);
        boolean asks = text.contains("auth_request ");
        List<StandIns.Received> received = observed.received();
        if (!asks || received.isEmpty() || !(whole instanceof Verdict.Different)) {
            return whole;
        }
        var last = new Observed(observed.answer(), List.of(received.getLast()));
        Verdict forwarded = Comparison.of(prediction, last);
        return forwarded instanceof Verdict.Different
                ? Comparison.of(prediction, new Observed(observed.answer(), List.of()))
                : forwarded;
    }

    /// What was taken to be so although it is not known; empty where the prediction is exact, or
    /// says itself what may happen.
    private static String unknown(Prediction prediction) {
        Outcome outcome = prediction.decision().outcome();
        boolean told =
                outcome instanceof Outcome.Undetermined(var alternatives)
                        && !alternatives.isEmpty();
        return told
                ? ""
                : String.join(
                        ", ",
                        prediction.decision().assumed().stream().map(Assumption::text).toList());
    }

    private static Set<Integer> awaited(LoadBalancer balancer) {
        var ports = new HashSet<Integer>();
        for (Listener listener : balancer.listeners()) {
            if (listener.handling().protocol() == Protocol.HTTP) {
                listener.endpoints().forEach(endpoint -> ports.add(endpoint.portFirst()));
            }
        }
        return ports;
    }

    /// The requests, evenly for all listeners, in an order without a plan.
    private static List<Sent> calls(LoadBalancer balancer, int count, Chance chance) {
        List<Listener> listeners =
                balancer.listeners().stream()
                        .filter(listener -> !listener.endpoints().isEmpty())
                        .filter(listener -> listener.handling().protocol() != Protocol.UDP)
                        .toList();
        var calls = new ArrayList<Sent>();
        for (Listener listener : listeners) {
            int each = Math.max(1, count / listeners.size());
            for (Draft draft : Aimed.at(balancer, listener, each, chance)) {
                for (int blurs = chance.between(0, 3); blurs > 1; blurs--) {
                    draft.blur(chance);
                }
                Endpoint endpoint = chance.oneOf(listener.endpoints());
                boolean tls = endpoint.has(Endpoint.Trait.TLS);
                boolean fresh = isConnection(listener) || chance.in100(10);
                String version = isConnection(listener) ? "1.0" : "1.1";
                Request request = draft.request(endpoint.portFirst(), tls, version);
                calls.add(new Sent(listener, new Call(request, fresh)));
            }
        }
        for (int i = calls.size() - 1; i > 0; i--) {
            int other = chance.between(0, i);
            Sent here = calls.get(i);
            calls.set(i, calls.get(other));
            calls.set(other, here);
        }
        return calls;
    }
}
