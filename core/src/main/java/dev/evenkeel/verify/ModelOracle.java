package dev.evenkeel.verify;

import dev.evenkeel.model.Listener;
import dev.evenkeel.model.LoadBalancer;
import dev.evenkeel.model.Pool;
import dev.evenkeel.model.Request;
import dev.evenkeel.model.Server;
import dev.evenkeel.predict.ListenerChoice;
import dev.evenkeel.predict.Listeners;
import dev.evenkeel.predict.Prediction;
import dev.evenkeel.predict.Prediction.Served;
import dev.evenkeel.predict.Predictor;
import dev.evenkeel.predict.Traced;
import dev.evenkeel.routing.Assumption;
import dev.evenkeel.routing.Decision;
import dev.evenkeel.routing.Outcome;
import dev.evenkeel.routing.RequestSet;
import dev.evenkeel.routing.Router;
import dev.evenkeel.verify.Seen.Servers.Certainty;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Says what the model of a configuration predicts.
public final class ModelOracle implements Oracle {
    private final LoadBalancer balancer;
    private final Router router;

    private ModelOracle(LoadBalancer balancer) {
        this.balancer = balancer;
        this.router = Router.of(balancer);
    }

    public static ModelOracle of(LoadBalancer balancer) {
        return new ModelOracle(balancer);
    }

    @Override
    public Answer answer(Expectation.OfRequest request) {
        return switch (chosen(request)) {
            case ListenerChoice.Open(String why) -> new Answer.Untold(why);
            case ListenerChoice.Chosen chosen -> {
                Prediction prediction = traced(request, chosen, false).prediction();
                yield new Answer.Told(possibilities(prediction), "");
            }
        };
    }

    /// What becomes of a request, with the rules that held; empty when it reaches no listener.
    Optional<Prediction> prediction(Expectation.OfRequest request) {
        return chosen(request) instanceof ListenerChoice.Chosen chosen
                ? Optional.of(traced(request, chosen, false).prediction())
                : Optional.empty();
    }

    /// The listener that a request comes to; `null` when there is none.
    @Nullable Listener listener(Expectation.OfRequest request) {
        return chosen(request) instanceof ListenerChoice.Chosen chosen ? chosen.listener() : null;
    }

    /// The way of a request, with every step; `null` when it reaches no listener.
    public @Nullable Traced story(Expectation.OfRequest request) {
        return chosen(request) instanceof ListenerChoice.Chosen chosen
                ? traced(request, chosen, true)
                : null;
    }

    @Override
    public Tally tally(Listener listener, RequestSet.Example example, Pool pool, int requests) {
        return new Tally.Computed();
    }

    /// The way of a request of a set.
    Traced story(Listener listener, RequestSet.Example example) {
        var predictor = Predictor.of(balancer, router, example.given());
        Prediction prediction = predictor.predict(listener, example.request(), true);
        return new Traced(null, example.request(), List.of(), prediction);
    }

    /// How a request ends, in words.
    static String end(Prediction prediction) {
        List<Answer.Possibility> possibilities = possibilities(prediction);
        return possibilities.isEmpty() ? "it depends" : Judged.end(possibilities.getFirst().seen());
    }

    /// What it is the model of.
    public LoadBalancer balancer() {
        return balancer;
    }

    private ListenerChoice chosen(Expectation.OfRequest request) {
        return Listeners.of(balancer).choose(request.asked().entry());
    }

    private Traced traced(
            Expectation.OfRequest request, ListenerChoice.Chosen chosen, boolean everyStep) {
        Request sent = request.asked().at(chosen);
        var predictor = Predictor.of(balancer, router, request.given());
        Prediction prediction = predictor.predict(chosen.listener(), sent, everyStep);
        var assumed = new ArrayList<Assumption>();
        if (!chosen.assumed().isEmpty()) {
            assumed.add(new Assumption(chosen.assumed(), chosen.listener().span()));
        }
        return new Traced(null, sent, assumed, prediction);
    }

    private static List<Answer.Possibility> possibilities(Prediction prediction) {
        Decision decision = prediction.decision();
        if (!(decision.outcome() instanceof Outcome.Undetermined(var alternatives))) {
            Seen seen = seen(decision.outcome(), prediction.served(), decision.received());
            return List.of(new Answer.Possibility(seen, prediction.assumed()));
        }
        var possibilities = new ArrayList<Answer.Possibility>();
        for (Outcome.Alternative alternative : alternatives) {
            // Too many ways to be followed.
            if (alternative.outcome() instanceof Outcome.Undetermined) {
                return List.of();
            }
            Seen seen = seen(alternative.outcome(), null, null);
            possibilities.add(new Answer.Possibility(seen, alternative.assumed()));
        }
        return possibilities;
    }

    /// `served` and `received` are `null` where they were not looked at.
    private static Seen seen(Outcome outcome, @Nullable Served served, @Nullable Request received) {
        return switch (outcome) {
            case Outcome.Forward forward -> forwarded(forward, served, received);
            case Outcome.Answer(int status, String location) ->
                    location == null
                            ? answered(Seen.Ending.RESPOND, status, null)
                            : answered(Seen.Ending.REDIRECT, status, location);
            case Outcome.Serve(_, int status) -> answered(Seen.Ending.RESPOND, status, null);
            case Outcome.Close _ -> answered(Seen.Ending.CLOSE, 0, null);
            case Outcome.Undetermined _ ->
                    throw new IllegalStateException("an alternative is settled: " + outcome);
        };
    }

    private static Seen answered(Seen.Ending ending, int status, @Nullable String location) {
        return new Seen(ending, null, Seen.Servers.NONE, status, location, null);
    }

    private static Seen forwarded(
            Outcome.Forward forward, @Nullable Served served, @Nullable Request received) {
        Pool pool = forward.pool();
        String name = pool == null ? forward.name() : pool.name();
        if (served instanceof Served.Refused(int status)) {
            return new Seen(Seen.Ending.RESPOND, name, Seen.Servers.NONE, status, null, null);
        }
        return new Seen(
                Seen.Ending.FORWARD, name, servers(pool, served), forward.status(), null, received);
    }

    private static Seen.Servers servers(@Nullable Pool pool, @Nullable Served served) {
        return switch (served) {
            case null ->
                    pool == null
                            ? new Seen.Servers(List.of(), Certainty.OPEN)
                            : new Seen.Servers(names(pool.servers()), Certainty.OPEN);
            case Served.By(Server server) ->
                    new Seen.Servers(List.of(server.name()), Certainty.SETTLED);
            case Served.ByOneOf(var candidates) ->
                    new Seen.Servers(
                            candidates.stream()
                                    .map(candidate -> candidate.server().name())
                                    .toList(),
                            Certainty.SETTLED);
            case Served.Unknown(List<Server> servers, _) ->
                    new Seen.Servers(names(servers), Certainty.OPEN);
            case Served.Nobody _, Served.Later _, Served.Refused _ ->
                    new Seen.Servers(List.of(), Certainty.OPEN);
        };
    }

    private static List<String> names(List<Server> servers) {
        return servers.stream().map(Server::name).toList();
    }
}
