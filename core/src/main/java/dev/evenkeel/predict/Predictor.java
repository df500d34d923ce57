package dev.evenkeel.predict;

import dev.evenkeel.model.Listener;
import dev.evenkeel.model.LoadBalancer;
import dev.evenkeel.model.Request;
import dev.evenkeel.routing.Given;
import dev.evenkeel.routing.Router;

/// Follows a sequence of requests, with the state of every pool carried along from the start of the
/// process. Not thread-safe.
public final class Predictor {
    private final Router router;
    private final Given given;

    private Predictor(LoadBalancer balancer, Given given) {
        this.router = Router.of(balancer);
        this.given = given;
    }

    public static Predictor of(LoadBalancer balancer, Given given) {
        return new Predictor(balancer, given);
    }

    /// The next request of the sequence; it ends before the one after it begins.
    public Prediction predict(Listener listener, Request request, boolean everyStep) {
        return new Prediction(
                router.decide(listener, request, given, everyStep), new Prediction.Served.Nobody());
    }
}
