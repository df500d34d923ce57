package dev.evenkeel.verify;

import dev.evenkeel.model.Listener;
import dev.evenkeel.predict.ConfigurationDiff;
import dev.evenkeel.predict.Ruling;
import dev.evenkeel.predict.Traced;
import dev.evenkeel.routing.Given;
import dev.evenkeel.routing.RequestSet;
import dev.evenkeel.routing.RoutingDiff;
import dev.evenkeel.verify.Result.Reason;
import dev.evenkeel.verify.Result.Status;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// Decides whether a change keeps to a policy.
final class ChangeVerdict {
    private static final int OBSTACLES_MAX = 5;

    private ChangeVerdict() {}

    static Result of(
            TestCase test,
            Expectation.OfChange expected,
            ConfigurationDiff change,
            ModelOracle model) {
        var failures = new ArrayList<Reason>();
        var openings = new ArrayList<Reason>();
        for (Ruling ruling : expected.policy().judge(change)) {
            var reason = new Reason(ruling.rule() + ": " + ruling.because(), expected.span());
            switch (ruling.result()) {
                case KEPT -> {}
                case VIOLATED -> failures.add(reason);
                case UNDECIDED -> openings.add(reason);
            }
        }
        if (!failures.isEmpty()) {
            failures.addAll(openings);
            return Result.bad(test, Status.FAILED, failures).with(story(change, model));
        }
        if (openings.isEmpty()) {
            return Result.passed(test, List.of());
        }
        List<RoutingDiff.Obstacle> obstacles = change.obstacles();
        for (var one : obstacles.subList(0, Math.min(OBSTACLES_MAX, obstacles.size()))) {
            openings.add(new Reason(one.why(), one.span()));
        }
        return Result.bad(test, Status.NOT_PROVEN, openings);
    }

    /// The way that a request takes now which took another before; `null` where there is none.
    private static @Nullable Traced story(ConfigurationDiff change, ModelOracle model) {
        for (RoutingDiff.Difference difference : change.routing().differences()) {
            Listener listener = difference.after().listener();
            if (listener != null && difference.witness().given().isEmpty()) {
                var request = difference.witness().request();
                return model.story(listener, new RequestSet.Example(request, Given.nothing()));
            }
        }
        return null;
    }
}
