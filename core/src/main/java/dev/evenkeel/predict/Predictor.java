package dev.evenkeel.predict;

import dev.evenkeel.balance.Arrival;
import dev.evenkeel.balance.Balancer;
import dev.evenkeel.balance.Balancers;
import dev.evenkeel.balance.Choice;
import dev.evenkeel.model.Listener;
import dev.evenkeel.model.LoadBalancer;
import dev.evenkeel.model.Pool;
import dev.evenkeel.model.Request;
import dev.evenkeel.model.Server;
import dev.evenkeel.routing.Decision;
import dev.evenkeel.routing.Given;
import dev.evenkeel.routing.Outcome;
import dev.evenkeel.routing.Router;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Follows a sequence of requests, with the state of every pool carried along from the start of the
/// process. Not thread-safe.
public final class Predictor {
    private final LoadBalancer balancer;
    private final Router router;
    private final Given given;
    private final Map<String, Balancers.Found> balancers = new HashMap<>();
    private long requests;

    private Predictor(LoadBalancer balancer, Given given) {
        this.balancer = balancer;
        this.router = Router.of(balancer);
        this.given = given;
    }

    public static Predictor of(LoadBalancer balancer, Given given) {
        return new Predictor(balancer, given);
    }

    /// The next request of the sequence; it ends before the one after it begins.
    public Prediction predict(Listener listener, Request request, boolean everyStep) {
        Decision decision = router.decide(listener, request, given, everyStep);
        return new Prediction(decision, served(decision.outcome()));
    }

    private Prediction.Served served(Outcome outcome) {
        if (!(outcome instanceof Outcome.Forward forward) || forward.pool() == null) {
            return new Prediction.Served.Nobody();
        }
        Pool pool = forward.pool();
        return switch (balancers.computeIfAbsent(
                pool.name(), _ -> Balancers.of(pool, balancer.target()))) {
            case Balancers.Found.Exact(Balancer exact, _) -> chosen(exact, forward, pool);
            case Balancers.Found.Unknown(String why) ->
                    new Prediction.Served.Unknown(usable(pool), why);
        };
    }

    private Prediction.Served chosen(Balancer exact, Outcome.Forward forward, Pool pool) {
        long request = requests++;
        Choice choice = exact.arrive(Arrival.of(request, forward.key()));
        if (!(choice instanceof Choice.Refused)) {
            exact.end(request, 0, (_, _) -> {});
        }
        return switch (choice) {
            case Choice.To(int server) -> new Prediction.Served.By(pool.servers().get(server));
            case Choice.OneOf(List<Choice.Candidate> candidates) ->
                    new Prediction.Served.ByOneOf(
                            candidates.stream()
                                    .map(candidate ->
                                            new Prediction.Candidate(
                                                    pool.servers().get(candidate.server()),
                                                    candidate.probability()))
                                    .toList());
            case Choice.Unknown(List<Integer> servers, String why) ->
                    new Prediction.Served.Unknown(
                            servers.stream().map(pool.servers()::get).toList(), why);
            case Choice.Wait _ -> new Prediction.Served.Later();
            case Choice.Refused(int status) -> new Prediction.Served.Refused(status);
        };
    }

    private static List<Server> usable(Pool pool) {
        return pool.servers().stream().filter(Server::isUsable).toList();
    }
}
