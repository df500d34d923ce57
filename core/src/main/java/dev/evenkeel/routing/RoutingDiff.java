package dev.evenkeel.routing;

import dev.evenkeel.model.Listener;
import dev.evenkeel.model.Request;
import dev.evenkeel.text.Span;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// What a change of configuration does to requests: the classes of requests that end differently,
/// the most consequential first, each with a request that shows it.
///
/// `differences` are told up to a bound, `untold` is how many more there are. `obstacles` are the
/// lines that stand in the way of a proof. `scope` says in plain words which requests were looked
/// at where that is not all.
public record RoutingDiff(
        Verdict verdict,
        List<Difference> differences,
        int untold,
        List<Reach> pools,
        List<Obstacle> obstacles,
        List<String> scope) {
    public enum Verdict {
        /// Every request ends as before: a proof.
        EQUIVALENT,
        DIFFERENT,
        /// No difference was found, and it is not proven that there is none.
        NOT_PROVEN
    }

    /// A class of requests that end differently.
    public record Difference(Region region, Witness witness, Side before, Side after) {}

    /// One of the requests of a class; `given` are things not known before run time that must be so
    /// for it to end as said.
    public record Witness(Request request, List<Assumption> given) {
        public Witness {
            given = List.copyOf(given);
        }
    }

    /// How the witness ends on one side: decided at `decidedBy`. `listener` is `null` (and the
    /// outcome a close) when nobody listens there. `received` is what the server receives.
    public record Side(
            @Nullable Listener listener,
            Outcome outcome,
            Span decidedBy,
            @Nullable Request received) {}

    /// Whether requests could reach a pool, by the name it has now, before and after.
    public record Reach(String pool, boolean before, boolean after) {}

    /// A line that keeps the answer from being exact, and why.
    public record Obstacle(String why, Span span) {}

    public RoutingDiff {
        differences = List.copyOf(differences);
        pools = List.copyOf(pools);
        obstacles = List.copyOf(obstacles);
        scope = List.copyOf(scope);
    }
}
