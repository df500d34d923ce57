package dev.evenkeel.language;

import org.jspecify.annotations.Nullable;

/// What stands behind the match of an expression at the start of a text. States are those of the
/// expression's automaton, the accepting ones among them copy.
final class CaptureStep implements Step {
    private static final int STATES_MAX = 10_000;

    private final Automaton before;
    private final ByteSet taken;

    private CaptureStep(Automaton before, ByteSet taken) {
        this.before = before;
        this.taken = taken;
    }

    static @Nullable CaptureStep of(Regular before, ByteSet taken) {
        if (looksAtEnds(before)) {
            return null;
        }
        Automaton found = Determinised.of(Regular.whole(before), 0, STATES_MAX);
        if (found == null) {
            return null;
        }
        Automaton automaton = Minimal.of(found);
        return isPrefixFree(automaton) ? new CaptureStep(automaton, taken) : null;
    }

    private static boolean looksAtEnds(Regular regular) {
        return switch (regular) {
            case Regular.Nothing _, Regular.One _ -> false;
            case Regular.Start _, Regular.End _, Regular.LineEnd _ -> true;
            case Regular.Then(var parts) -> parts.stream().anyMatch(CaptureStep::looksAtEnds);
            case Regular.Or(var parts) -> parts.stream().anyMatch(CaptureStep::looksAtEnds);
            case Regular.Repeat(Regular inner, _, _) -> looksAtEnds(inner);
        };
    }

    /// In a minimal automaton nothing is accepted any more behind a text exactly when its state
    /// leads only to a state that is not accepting and leads only to itself.
    private static boolean isPrefixFree(Automaton automaton) {
        for (int state = 0; state < automaton.states(); state++) {
            if (accepts(automaton, state)) {
                int next = automaton.target(automaton.from(state));
                boolean ends =
                        automaton.to(state) - automaton.from(state) == 1
                                && !accepts(automaton, next)
                                && automaton.to(next) - automaton.from(next) == 1
                                && automaton.target(automaton.from(next)) == next;
                if (!ends) {
                    return false;
                }
            }
        }
        return true;
    }

    private static boolean accepts(Automaton automaton, int state) {
        return automaton.set(automaton.label(state)).length > 0;
    }

    @Override
    public int start() {
        return 0;
    }

    @Override
    public int next(int state, int b, Output output) {
        if (state == DONE) {
            return DONE;
        }
        if (!accepts(before, state)) {
            return before.step(state, b);
        }
        if (!taken.has(b)) {
            return DONE;
        }
        output.emit(b);
        return state;
    }

    @Override
    public boolean end(int state, Output output) {
        return state == DONE || accepts(before, state);
    }

    @Override
    public boolean adds(int state) {
        return state == DONE || accepts(before, state);
    }
}
