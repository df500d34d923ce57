package dev.evenkeel.lab;

import dev.evenkeel.dialect.Dialects;
import dev.evenkeel.dialect.Input;
import dev.evenkeel.model.Listener;
import dev.evenkeel.model.LoadBalancer;
import dev.evenkeel.model.Request;
import dev.evenkeel.model.Version;
import dev.evenkeel.predict.Prediction;
import dev.evenkeel.predict.Predictor;
import dev.evenkeel.routing.Decision;
import dev.evenkeel.routing.Given;
import dev.evenkeel.routing.Router;
import dev.evenkeel.text.Source;
import dev.evenkeel.text.Sources;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/// One request through the rules of a listener, and on to a server; and next to it the least that
/// trying one rule after the other costs: a plain loop that compares the same texts and yields a
/// number.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {
            "-XX:+UseSerialGC",
            "-XX:+UseCompactObjectHeaders",
            "-XX:+UseTransparentHugePages"
        })
@Warmup(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 300, timeUnit = TimeUnit.MILLISECONDS)
public class RouterBenchmark {
    private static final long SEED = 7;

    /// A power of two, and more than any processor learns by heart.
    private static final int REQUESTS = 1 << 14;

    @Param({"HOST", "PATH", "BOTH"})
    public String kind = "";

    @Param({"100", "1000", "10000"})
    public int rules;

    private record Asked(
            TraceLoad load,
            Router router,
            Predictor predictor,
            Listener listener,
            List<Request> requests,
            List<String> hosts,
            List<String> paths) {}

    private Asked asked = asked(new TraceLoad(1, TraceLoad.Kind.HOST));
    private int next;

    @Setup
    public void read() {
        asked = asked(new TraceLoad(rules, TraceLoad.Kind.valueOf(kind)));
    }

    private static Asked asked(TraceLoad load) {
        var input =
                new Input(
                        List.of(Source.of("load.cfg", load.configuration())),
                        Sources.none(),
                        Version.parse("3.2").orElseThrow(),
                        Map.of());
        LoadBalancer balancer = Dialects.named("haproxy").orElseThrow().read(input).balancer();
        var random = new Random(SEED);
        var requests = new ArrayList<Request>(REQUESTS);
        for (int i = 0; i < REQUESTS; i++) {
            requests.add(load.request(random));
        }
        var hosts = new ArrayList<String>(load.rules());
        var paths = new ArrayList<String>(load.rules());
        for (int i = 0; i < load.rules(); i++) {
            hosts.add(TraceLoad.host(i));
            paths.add(TraceLoad.path(i));
        }
        Listener listener = balancer.listeners().getFirst();
        var router = Router.of(balancer);
        var predictor = Predictor.of(balancer, router, Given.nothing());
        return new Asked(load, router, predictor, listener, requests, hosts, paths);
    }

    private Request request() {
        return asked.requests.get(next++ & (REQUESTS - 1));
    }

    @Benchmark
    public Decision router() {
        return asked.router.decide(asked.listener, request(), Given.nothing(), false);
    }

    @Benchmark
    public Prediction server() {
        return asked.predictor.predict(asked.listener, request(), false);
    }

    @Benchmark
    public int loop() {
        Request request = request();
        boolean isHostAsked = asked.load.kind().isHostAsked();
        boolean isPathAsked = asked.load.kind().isPathAsked();
        for (int i = 0; i < rules; i++) {
            if ((!isHostAsked || request.host().equalsIgnoreCase(asked.hosts.get(i)))
                    && (!isPathAsked || request.target().startsWith(asked.paths.get(i)))) {
                return i;
            }
        }
        return -1;
    }
}
