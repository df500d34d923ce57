package dev.evenkeel.lab.loopback;

import dev.evenkeel.dialect.Dialects;
import dev.evenkeel.dialect.Input;
import dev.evenkeel.lab.Specimen;
import dev.evenkeel.lab.conformance.Chance;
import dev.evenkeel.loopback.Answered;
import dev.evenkeel.loopback.Call;
import dev.evenkeel.loopback.Change;
import dev.evenkeel.loopback.Program;
import dev.evenkeel.loopback.Seen;
import dev.evenkeel.loopback.Stage;
import dev.evenkeel.loopback.Verdict;
import dev.evenkeel.model.Endpoint;
import dev.evenkeel.model.Listener;
import dev.evenkeel.model.LoadBalancer;
import dev.evenkeel.model.Protocol;
import dev.evenkeel.model.Request;
import dev.evenkeel.predict.Prediction;
import dev.evenkeel.routing.Given;
import dev.evenkeel.routing.Outcome;
import dev.evenkeel.text.Source;
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
    private static final int EXAMPLES_MAX = 3;

    final Specimen specimen;
    final Map<String, Integer> changes = new TreeMap<>();
    final Map<String, Integer> reasons = new TreeMap<>();
    final Map<String, Integer> outcomes = new TreeMap<>();
    private final Set<Span> deciders = new HashSet<>();
    final List<String> examples = new ArrayList<>();
    String text = "";
    String refused = "";
    int requests;
    int unasked;
    int different;
    int open;

    private Run(Specimen specimen) {
        this.specimen = specimen;
    }

    /// How many rules decided a request.
    int deciders() {
        return deciders.size();
    }

    boolean started() {
        return refused.isEmpty();
    }

    /// Changes a configuration, runs it, and sends so many requests through it.
    static Run of(Program program, Specimen specimen, Path corpus, int count, long seed)
            throws IOException {
        Path folder = Objects.requireNonNull(specimen.file().getParent());
        Path top = corpus.resolve(corpus.relativize(specimen.file()).subpath(0, 2));
        Source source = specimen.source();
        var input =
                new Input(
                        List.of(source),
                        new Nearby(folder, top),
                        program.version(),
                        environment(source.text()));
        var run = new Run(specimen);
        switch (Stage.open(program, input, Given.nothing(), new Invented())) {
            case Stage.NotOpened(String why, List<Change> changes) -> {
                run.refused = why;
                run.tell(changes);
            }
            case Stage.Opened(Stage stage) -> {
                try (stage) {
                    run.tell(stage.changes());
                    run.text = String.join("\n", stage.texts().mains());
                    LoadBalancer written =
                            Dialects.named(program.dialect()).orElseThrow().read(input).balancer();
                    run.send(stage, written, count, new Chance(seed));
                }
            }
        }
        return run;
    }

    private void tell(List<Change> told) {
        told.forEach(change -> changes.merge(change.why(), 1, Integer::sum));
    }

    private void send(Stage stage, LoadBalancer written, int count, Chance chance) {
        LoadBalancer model = stage.model();
        if (model == null) {
            refused = "we refuse it";
            return;
        }
        List<Sent> calls = calls(stage, written, model, count, chance);
        if (calls.isEmpty()) {
            refused = "nobody listens";
            return;
        }
        long end = System.nanoTime() + PATIENCE.toNanos();
        for (Sent sent : calls) {
            if (System.nanoTime() < end) {
                switch (stage.answer(sent.listener(), sent.request())) {
                    case Answered.Unasked(String why) -> {
                        unasked++;
                        reasons.merge("not asked: " + why, 1, Integer::sum);
                    }
                    case Seen seen -> judge(sent.request(), seen);
                }
            }
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

    private record Sent(Listener listener, Request request) {}

    private void judge(Request request, Seen seen) {
        requests++;
        Prediction prediction = seen.predicted();
        if (prediction == null) {
            open++;
            return;
        }
        Outcome outcome = prediction.decision().outcome();
        outcomes.merge(
                outcome.getClass().getSimpleName().toLowerCase(Locale.ROOT), 1, Integer::sum);
        deciders.add(prediction.decision().decidedBy());
        switch (seen.agreement()) {
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
                    examples.add(wrong + "\n      " + new Call(request, true));
                }
            }
        }
    }

    /// The requests, evenly for all listeners, in an order without a plan.
    private static List<Sent> calls(
            Stage stage, LoadBalancer written, LoadBalancer model, int count, Chance chance) {
        List<Listener> listeners =
                written.listeners().stream()
                        .filter(listener -> stage.running(listener) != null)
                        .filter(listener -> listener.handling().protocol() != Protocol.UDP)
                        .toList();
        var calls = new ArrayList<Sent>();
        for (Listener listener : listeners) {
            Listener running = Objects.requireNonNull(stage.running(listener));
            int each = Math.max(1, count / listeners.size());
            for (Draft draft : Aimed.at(model, running, each, chance)) {
                for (int blurs = chance.between(0, 3); blurs > 1; blurs--) {
                    draft.blur(chance);
                }
                Endpoint endpoint = chance.oneOf(listener.endpoints());
                boolean tls = endpoint.has(Endpoint.Trait.TLS);
                String version = isConnection(listener) ? "1.0" : "1.1";
                calls.add(new Sent(listener, draft.request(endpoint.portFirst(), tls, version)));
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
