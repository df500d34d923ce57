package dev.evenkeel.lab.conformance;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.evenkeel.dialect.Dialects;
import dev.evenkeel.dialect.Input;
import dev.evenkeel.dialect.Reading;
import dev.evenkeel.loopback.Answer;
import dev.evenkeel.loopback.Call;
import dev.evenkeel.loopback.Comparison;
import dev.evenkeel.loopback.Observed;
import dev.evenkeel.loopback.Program;
import dev.evenkeel.loopback.RealProxy;
import dev.evenkeel.loopback.StandIns;
import dev.evenkeel.loopback.Verdict;
import dev.evenkeel.loopback.Wire;
import dev.evenkeel.model.Listener;
import dev.evenkeel.model.LoadBalancer;
import dev.evenkeel.model.Protocol;
import dev.evenkeel.predict.Prediction;
import dev.evenkeel.predict.Predictor;
import dev.evenkeel.routing.Given;
import dev.evenkeel.text.Problem;
import dev.evenkeel.text.Source;
import dev.evenkeel.text.Sources;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// One case, predicted and sent through the real program.
final class Experiment {
    /// What was predicted for a call, and what became of it.
    record Result(Call call, Prediction prediction, Observed observed, Verdict verdict) {}

    /// There is an empty folder, so that every file that a rule may ask for is missing.
    private static final Given NO_FILES = new Given(Map.of(), Set.of("html/"), true);

    private Experiment() {}

    /// All results in the order of the calls. Throws [RealProxy.Refused] when the program does not
    /// start, or when we say that it should not.
    static List<Result> run(Program program, Case trial, StandIns standIns) throws IOException {
        LoadBalancer balancer = read(program, trial);
        Map<Integer, Listener> listeners = listeners(balancer);
        var ports = new HashSet<Integer>();
        for (Call call : trial.calls()) {
            if (!listeners.containsKey(call.port())) {
                throw new RealProxy.Refused("nobody listens on port " + call.port());
            }
            ports.add(call.port());
        }
        Predictor predictor = Predictor.of(balancer, NO_FILES);
        var results = new ArrayList<Result>();
        try (RealProxy proxy = RealProxy.start(program, trial.texts(), awaited(ports, listeners));
                var wire = new Wire()) {
            standIns.take();
            for (Call call : trial.calls()) {
                Listener listener = listeners.get(call.port());
                if (listener == null) {
                    throw new IllegalStateException("checked above");
                }
                Prediction prediction = predictor.predict(listener, call.request(), true);
                int connections = standIns.connections();
                Observed observed = new Observed(answer(wire, call, proxy), standIns.take());
                if (listener.handling().protocol() == Protocol.TCP) {
                    standIns.awaitConnections(connections);
                }
                Verdict verdict = Comparison.of(prediction, observed, Words.HEADERS);
                results.add(new Result(call, prediction, observed, verdict));
            }
        }
        return results;
    }

    private static Answer answer(Wire wire, Call call, RealProxy proxy) throws IOException {
        try {
            return wire.send(call);
        } catch (SocketTimeoutException silent) {
            throw new IOException("no answer to " + call + "\n" + proxy.notes(), silent);
        }
    }

    /// A connection to a port where connections are balanced would count as one.
    private static Set<Integer> awaited(Set<Integer> ports, Map<Integer, Listener> listeners) {
        var awaited = new HashSet<Integer>();
        for (int port : ports) {
            Listener listener = listeners.get(port);
            if (listener != null && listener.handling().protocol() == Protocol.HTTP) {
                awaited.add(port);
            }
        }
        return awaited;
    }

    /// What would be predicted for a call that is the first after the start.
    static Prediction predicted(Program program, Case trial, Call call) throws IOException {
        LoadBalancer balancer = read(program, trial);
        Listener listener = listeners(balancer).get(call.port());
        if (listener == null) {
            throw new RealProxy.Refused("nobody listens on port " + call.port());
        }
        return Predictor.of(balancer, NO_FILES).predict(listener, call.request(), true);
    }

    /// The ports on which a configuration listens for requests.
    static Set<Integer> ports(Program program, Case trial) throws IOException {
        Map<Integer, Listener> listeners = listeners(read(program, trial));
        return awaited(listeners.keySet(), listeners);
    }

    static LoadBalancer read(Program program, Case trial) throws RealProxy.Refused {
        Source source = Source.of("config", trial.text().getBytes(ISO_8859_1));
        var input =
                new Input(List.of(source), Sources.of(trial.files()), program.version(), Map.of());
        Reading reading = Dialects.named(trial.dialect()).orElseThrow().read(input);
        for (Problem problem : reading.problems()) {
            if (problem.kind() == Problem.Kind.REFUSED) {
                throw new RealProxy.Refused("we say: " + problem);
            }
        }
        return reading.balancer();
    }

    private static Map<Integer, Listener> listeners(LoadBalancer balancer) {
        var listeners = new HashMap<Integer, Listener>();
        for (Listener listener : balancer.listeners()) {
            listener.endpoints().forEach(endpoint -> listeners.put(endpoint.portFirst(), listener));
        }
        return listeners;
    }
}
