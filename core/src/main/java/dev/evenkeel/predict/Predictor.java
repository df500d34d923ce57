package dev.evenkeel.predict;

import dev.evenkeel.balance.AffinityTables;
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
    private static final Prediction.Served NOBODY = new Prediction.Served.Nobody();

    private final LoadBalancer balancer;
    private final Router router;
    private final Given given;
    private final AffinityTables tables = new AffinityTables();
    private final IdentityHashMap<Pool, Spread> spreads = new IdentityHashMap<>();
    private final Map<Long, Spread> underway = new HashMap<>();
    private long requests;

    private Predictor(LoadBalancer balancer, Router router, Given given) {
        this.balancer = balancer;
        this.router = router;
        this.given = given;
    }

    public static Predictor of(LoadBalancer balancer, Given given) {
        return of(balancer, Router.of(balancer), given);
    }

    /// The same with the balancer's router, which many may share.
    public static Predictor of(LoadBalancer balancer, Router router, Given given) {
        return new Predictor(balancer, router, given);
    }

    /// A pool, with what chooses its servers and what that hangs on. `balancer` is `null` where it
    /// cannot be known who serves, and `why` says why.
    private static final class Spread {
        private final Pool pool;
        private final Server[] servers;
        private final @Nullable Balancer balancer;
        private final String why;
        private final List<Assumption> assumed;

        private Spread(Pool pool, Balancers.Found found) {
            this.pool = pool;
            servers = pool.servers().toArray(Server[]::new);
            switch (found) {
                case Balancers.Found.Exact(Balancer exact, List<String> texts) -> {
                    balancer = exact;
                    why = "";
                    // A copy, as only such a list is kept as it is by those who copy it.
                    assumed =
                            List.copyOf(
                                    texts.stream()
                                            .map(text -> new Assumption(text, pool.span()))
                                            .toList());
                }
                case Balancers.Found.Unknown(String reason) -> {
                    balancer = null;
                    why = reason;
                    assumed = List.of();
                }
            }
        }
    }

    /// The next request of the sequence; it ends before the one after it begins.
    public Prediction predict(Listener listener, Request request, boolean everyStep) {
        return predict(router.decide(listener, request, given, everyStep));
    }

    private Prediction predict(Decision decision) {
        long number = requests++;
        Spread spread = spread(decision.outcome());
        Prediction.Served served = served(decision.outcome(), spread, number, 0, false);
        return new Prediction(decision, served, standing(spread));
    }

    /// The same, where something is known of what the server answers: the values of expressions
    /// over the answer, by their text as written (empty: they find nothing).
    public Prediction predict(
            Listener listener, Request request, Map<String, String> answered, boolean everyStep) {
        var values = new HashMap<>(given.values());
        values.putAll(answered);
        var known = new Given(values, given.files(), given.onlyFiles());
        return predict(router.decide(listener, request, known, everyStep));
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
        Spread spread = spread(decision.outcome());
        Prediction.Served served = served(decision.outcome(), spread, number, second, true);
        return new Begun(number, new Prediction(decision, served, standing(spread)));
    }

    private static List<Assumption> standing(@Nullable Spread spread) {
        return spread == null ? List.of() : spread.assumed;
    }

    /// A request that has begun ends well.
    public void end(long number, long second, Sent sent) {
        Spread spread = running(number);
        underway.remove(number);
        balancer(spread).end(number, second, told(spread.pool, sent));
    }

    /// The connection of a request to its server fails: what becomes of the request.
    public Prediction.Served fail(long number, long second, Sent sent) {
        Spread spread = running(number);
        return served(balancer(spread).fail(number, second, told(spread.pool, sent)), spread);
    }

    private Spread running(long number) {
        Spread spread = underway.get(number);
        if (spread == null) {
            throw new IllegalArgumentException("no such request is underway: " + number);
        }
        return spread;
    }

    private static Balancer balancer(Spread spread) {
        Balancer balancer = spread.balancer;
        if (balancer == null) {
            throw new IllegalStateException("no balancer: " + spread.pool.name());
        }
        return balancer;
    }

    /// A server changes. Nothing happens to a pool that cannot be predicted anyway.
    public void change(Pool pool, Change change, Sent sent) {
        Balancer balancer = spread(pool).balancer;
        if (balancer != null) {
            balancer.change(change, told(pool, sent));
        }
    }

    private static Balancer.Sent told(Pool pool, Sent sent) {
        return (number, server) -> sent.to(number, server < 0 ? null : pool.servers().get(server));
    }

    /// `null` when the request goes to no pool that is known.
    private @Nullable Spread spread(Outcome outcome) {
        Pool pool = outcome instanceof Outcome.Forward forward ? forward.pool() : null;
        return pool == null ? null : spread(pool);
    }

    private Spread spread(Pool pool) {
        Spread known = spreads.get(pool);
        if (known == null) {
            known = new Spread(pool, Balancers.of(pool, tables, balancer.target()));
            spreads.put(pool, known);
        }
        return known;
    }

    private Prediction.Served served(
            Outcome outcome, @Nullable Spread spread, long number, long second, boolean stays) {
        if (spread == null || !(outcome instanceof Outcome.Forward forward)) {
            return NOBODY;
        }
        Arrival.Wishes wishes = wishes(forward, spread.pool);
        Balancer balancer = spread.balancer;
        if (balancer == null) {
            tables.keepUnknown(spread.pool, wishes);
            return new Prediction.Served.Unknown(usable(spread.pool), spread.why);
        }
        if (!forward.isKeyKnown() && !balancer.takesUnknownKeys()) {
            return new Prediction.Served.Unknown(
                    usable(spread.pool), "what is hashed is not known");
        }
        var arrival = new Arrival(number, forward.key(), -1, second, wishes);
        Choice choice = stays ? balancer.arrive(arrival) : balancer.pass(arrival);
        if (stays && !(choice instanceof Choice.Refused)) {
            underway.put(number, spread);
        }
        return served(choice, spread);
    }

    private static Arrival.Wishes wishes(Outcome.Forward forward, Pool pool) {
        if (forward.servers().isEmpty() && forward.held().isEmpty()) {
            return Arrival.Wishes.NONE;
        }
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

    private static Prediction.Served served(Choice choice, Spread spread) {
        return switch (choice) {
            case Choice.To(int server) -> new Prediction.Served.By(spread.servers[server]);
            case Choice.OneOf(List<Choice.Candidate> candidates) ->
                    byOneOf(candidates, spread.pool);
            case Choice.Unknown(List<Integer> servers, String why) ->
                    new Prediction.Served.Unknown(servers(servers, spread.pool), why);
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
