package dev.evenkeel.routing;

import dev.evenkeel.text.Span;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Requests that begin one block again, where they do not count how often they do. After some times
/// it is no longer followed what becomes of them, so that they come to an end.
final class Repeats {
    /// How often it is followed what becomes of them; nobody counts further.
    static final int FOLLOWED_MAX = 2;

    /// No balancer begins again more often.
    private static final int TIMES_MAX = 10;

    private final Diagrams diagrams;
    private final Span block;
    private final Map<SymbolicState, Integer> before = new HashMap<>();
    private int times;

    Repeats(Diagrams diagrams, Span block) {
        this.diagrams = diagrams;
        this.block = block;
    }

    /// Those that have not begun in the same state before.
    List<Flow> unlike(List<Flow> again) {
        var unlike = new ArrayList<Flow>(again.size());
        if (++times > TIMES_MAX) {
            return unlike;
        }
        for (Flow one : again) {
            SymbolicState state =
                    one.state().progress().restarts() >= FOLLOWED_MAX
                            ? one.state().forgotten(block)
                            : one.state();
            int known = before.getOrDefault(state, Diagrams.FALSE);
            int rest = diagrams.minus(one.requests(), known);
            if (rest != Diagrams.FALSE) {
                before.put(state, diagrams.or(known, rest));
                unlike.add(new Flow(state, rest));
            }
        }
        return Flow.merged(unlike, diagrams);
    }
}
