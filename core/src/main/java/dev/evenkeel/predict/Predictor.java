package dev.evenkeel.predict;

import dev.evenkeel.balance.Arrival;
import dev.evenkeel.balance.Balancer;
import dev.evenkeel.balance.Balancers;
import dev.evenkeel.balance.Change;
import dev.evenkeel.balance.Choice;
import dev.evenkeel.model.Listener;
import dev.evenkeel.model.LoadBalancer;
import dev.evenkeel.model.Pool;
import dev.evenkeel.model.Request;
import dev.evenkeel.model.Server;
import dev.evenkeel.routing.Assumption;
import dev.evenkeel.routing.Decision;
import dev.evenkeel.routing.Given;
import dev.evenkeel.routing.Outcome;
import dev.evenkeel.routing.Router;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/// Follows a sequence of requests, with the state of every pool carried along from the start of the
/// process. Not thread-safe.
public final class Predictor {
    private final LoadBalancer balancer;
    private final Router router;
    private final Given given;
    private final Map<String, Balancers.Found> balancers = new HashMap<>();
    private final IdentityHashMap<Balancer, Pool> pools = new IdentityHashMap<>();
    private final Map<Long, Balancer> underway = new HashMap<>();
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
        Begun begun = begin(listener, request, everyStep, 0);
        Balancer balancing = underway.remove(begun.number());
        if (balancing != null) {
            balancing.end(begun.number(), 0, (_, _) -> {});
        }
        return begun.prediction();
    }

    /// A request that has begun, and the number by which it ends.
    public record Begun(long number, Prediction prediction) {}

    /// Is told about requests that waited and are sent now; the server is `null` when no server
    /// takes the request any more.
    @FunctionalInterface
    public interface Sent {
        void to(long number, @Nullable Server server);
    }

    /// A request begins at a second, and stays until it ends.
    public Begun begin(Listener listener, Request request, boolean everyStep, long second) {
        long number = requests++;
        Decision decision = router.decide(listener, request, given, everyStep);
        Prediction.Served served = served(decision.outcome(), number, second);
        return new Begun(number, new Prediction(withAssumed(decision), served));
    }

    /// With what the exactness of the pool's balancer hangs on.
    private Decision withAssumed(Decision decision) {
        if (!(decision.outcome() instanceof Outcome.Forward forward)
                || forward.pool() == null
                || !(balancers(forward.pool())
                        instanceof Balancers.Found.Exact(_, List<String> assumed))
                || assumed.isEmpty()) {
            return decision;
        }
        var all = new ArrayList<>(decision.assumed());
        for (String text : assumed) {
            all.add(new Assumption(text, forward.pool().span()));
        }
        return new Decision(
                decision.listener(),
                decision.outcome(),
                decision.received(),
                decision.decidedBy(),
                decision.steps(),
                all);
    }

    /// A request that has begun ends well.
    public void end(long number, long second, Sent sent) {
        Balancer balancing = underway.remove(number);
        if (balancing == null) {
            throw new IllegalArgumentException("no such request is underway: " + number);
        }
        balancing.end(number, second, told(pools.get(balancing), sent));
    }

    /// The connection of a request to its server fails: what becomes of the request.
    public Prediction.Served fail(long number, long second, Sent sent) {
        Balancer balancing = underway.get(number);
        Pool pool = balancing == null ? null : pools.get(balancing);
        if (balancing == null || pool == null) {
            throw new IllegalArgumentException("no such request is underway: " + number);
        }
        return served(balancing.fail(number, second, told(pool, sent)), pool);
    }

    /// A server changes. Nothing happens to a pool that cannot be predicted anyway.
    public void change(Pool pool, Change change, Sent sent) {
        if (balancers(pool) instanceof Balancers.Found.Exact(Balancer exact, _)) {
            exact.change(change, told(pool, sent));
        }
    }

    private static Balancer.Sent told(@Nullable Pool pool, Sent sent) {
        return (number, server) ->
                sent.to(number, pool == null || server < 0 ? null : pool.servers().get(server));
    }

    private Balancers.Found balancers(Pool pool) {
        Balancers.Found known = balancers.get(pool.name());
        if (known == null) {
            known = Balancers.of(pool, balancer.target());
            balancers.put(pool.name(), known);
            if (known instanceof Balancers.Found.Exact(Balancer exact, _)) {
                pools.put(exact, pool);
            }
        }
        return known;
    }

    private Prediction.Served served(Outcome outcome, long number, long second) {
        if (!(outcome instanceof Outcome.Forward forward) || forward.pool() == null) {
            return new Prediction.Served.Nobody();
        }
        Pool pool = forward.pool();
        if (!forward.isKeyKnown()) {
            return new Prediction.Served.Unknown(usable(pool), "what is hashed is not known");
        }
        return switch (balancers(pool)) {
            case Balancers.Found.Exact(Balancer exact, _) -> {
                Choice choice =
                        exact.arrive(
                                new Arrival(
                                        number, forward.key(), -1, second, wishes(forward, pool)));
                if (!(choice instanceof Choice.Refused)) {
                    underway.put(number, exact);
                }
                yield served(choice, pool);
            }
            case Balancers.Found.Unknown(String why) ->
                    new Prediction.Served.Unknown(usable(pool), why);
        };
    }

    private static Arrival.Wishes wishes(Outcome.Forward forward, Pool pool) {
        var servers = new ArrayList<Integer>(forward.servers().size());
        for (String name : forward.servers()) {
            for (int i = 0; i < pool.servers().size(); i++) {
                if (pool.servers().get(i).name().equals(name)) {
                    servers.add(i);
                    break;
                }
            }
        }
        return new Arrival.Wishes(
                servers,
                forward.held().stream()
                        .map(held -> new Arrival.Held(held.values(), held.evenDown()))
                        .toList());
    }

    private static Prediction.Served served(Choice choice, Pool pool) {
        return switch (choice) {
            case Choice.To(int server) -> new Prediction.Served.By(pool.servers().get(server));
            case Choice.OneOf(List<Choice.Candidate> candidates) -> byOneOf(candidates, pool);
            case Choice.Unknown(List<Integer> servers, String why) ->
                    new Prediction.Served.Unknown(servers(servers, pool), why);
            case Choice.Wait _ -> new Prediction.Served.Later();
            case Choice.Refused(int status) -> new Prediction.Served.Refused(status);
        };
    }

    private static Prediction.Served byOneOf(List<Choice.Candidate> candidates, Pool pool) {
        if (candidates.stream().anyMatch(candidate -> candidate.server() < 0)) {
            List<Integer> servers = candidates.stream().map(Choice.Candidate::server).toList();
            return new Prediction.Served.Unknown(
                    servers(servers, pool), "by chance, and it may have to wait");
        }
        return new Prediction.Served.ByOneOf(
                candidates.stream()
                        .map(candidate ->
                                new Prediction.Candidate(
                                        pool.servers().get(candidate.server()),
                                        candidate.probability()))
                        .toList());
    }

    private static List<Server> servers(List<Integer> numbers, Pool pool) {
        return numbers.stream().filter(number -> number >= 0).map(pool.servers()::get).toList();
    }

    private static List<Server> usable(Pool pool) {
        return pool.servers().stream().filter(Server::isUsable).toList();
    }
}
