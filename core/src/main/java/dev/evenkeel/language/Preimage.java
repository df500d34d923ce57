package dev.evenkeel.language;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/// The automaton that gives each text the label of its image: a state of the function together with
/// where its output stands in the other automaton.
final class Preimage {
    private final Automaton image;
    private final Step step;
    private final StepRows rows;
    private final int[] stateOfLabel;
    private final NumberSets sets = new NumberSets();
    private final int defined;

    /// Of each state that of the function, and where the image and the remembered image stand.
    private final Numbering positions = new Numbering(16);

    private final Numbering keys;
    private int[] stateOfStep = new int[256];
    private int[] stands = new int[256];
    private int[] marked = new int[256];
    private final Cursor cursor = new Cursor();
    private int knownState;
    private int knownStand = -1;
    private int knownMark;
    private int knownNumber;

    private Preimage(Automaton image, Step step, int defined, int statesMax) {
        this.image = image;
        this.step = step;
        this.defined = defined;
        rows = new StepRows(step);
        stateOfLabel = new int[image.labels()];
        for (int state = image.states() - 1; state >= 0; state--) {
            stateOfLabel[image.label(state)] = state;
        }
        keys = new Numbering(Math.min(statesMax, 2 * image.states()));
    }

    /// Labels of texts that have an image get the number `defined` as well, if it is not negative;
    /// the others get none. `null` when more than so many states are needed.
    static @Nullable Automaton of(Automaton image, Step step, int defined, int statesMax) {
        return new Preimage(image, step, defined, statesMax).automaton(statesMax);
    }

    private @Nullable Automaton automaton(int statesMax) {
        var builder = new Automaton.Builder();
        number(step.start(), 0, 0);
        long rangesMax = Budget.ranges(statesMax);
        for (int state = 0; state < keys.count(); state++) {
            if (keys.count() > statesMax || builder.ranges() > rangesMax) {
                return null;
            }
            row(state, builder);
            builder.end(label(state));
        }
        return builder.automaton(sets.all());
    }

    /// Most ranges of a row lead where an earlier one led.
    private int number(int wanted, int stand, int mark) {
        if (wanted == knownState && stand == knownStand && mark == knownMark) {
            return knownNumber;
        }
        int before = keys.count();
        int number = numbered(wanted, stand, mark);
        if (number < before) {
            knownState = wanted;
            knownStand = stand;
            knownMark = mark;
            knownNumber = number;
        }
        return number;
    }

    private int numbered(int wanted, int stand, int mark) {
        int settled = settledLabel(wanted, stand);
        int state = settled < 0 ? wanted : Step.DONE;
        int at = state == Step.NOTHING ? 0 : settled < 0 ? stand : stateOfLabel[settled];
        int remembered = state == Step.NOTHING || !step.marks() ? 0 : mark;
        int position = step.marks() ? positions.of(Numbering.pair(at, remembered)) : at;
        int before = keys.count();
        int number = keys.of(Numbering.pair(state, position));
        if (number == before) {
            if (number == stands.length) {
                stateOfStep = Arrays.copyOf(stateOfStep, 2 * number);
                stands = Arrays.copyOf(stands, 2 * number);
                marked = Arrays.copyOf(marked, 2 * number);
            }
            stateOfStep[number] = state;
            stands[number] = at;
            marked[number] = remembered;
        }
        return number;
    }

    /// The label that the text has whatever follows; -1 when it may have others, or a short look
    /// does not tell.
    private int settledLabel(int state, int stand) {
        if (state == Step.DONE) {
            return image.label(stand);
        }
        if (!step.adds(state) || step.marks()) {
            return -1;
        }
        StepRows.Row row = rows.of(state);
        if (row.copies() && !image.isSettled(stand)) {
            return -1;
        }
        cursor.at = stand;
        if (!step.end(state, cursor)) {
            return -1;
        }
        int label = image.label(cursor.at);
        for (StepRows.Range range : row.ranges()) {
            int at = stand;
            for (int action : range.actions()) {
                if (action < StepRows.MOVED_LEAST) {
                    at = image.step(at, action);
                } else if (!image.isSettled(at)) {
                    return -1;
                }
            }
            boolean rests = range.next() == Step.DONE || image.isSettled(at);
            if (!rests || image.label(at) != label || mayYieldNothing(range.next(), at)) {
                return -1;
            }
        }
        return label;
    }

    private boolean mayYieldNothing(int state, int stand) {
        if (state == Step.NOTHING || state == Step.DONE) {
            return state == Step.NOTHING;
        }
        cursor.at = stand;
        return !step.end(state, cursor);
    }

    private int label(int state) {
        if (stateOfStep[state] == Step.NOTHING) {
            return sets.of(new int[0]);
        }
        cursor.at = stands[state];
        cursor.mark = marked[state];
        boolean done = stateOfStep[state] == Step.DONE;
        if (!done && !step.end(stateOfStep[state], cursor)) {
            return sets.of(new int[0]);
        }
        int[] set = image.set(image.label(cursor.at));
        return sets.of(defined < 0 ? set : NumberSets.union(set, new int[] {defined}));
    }

    private void row(int state, Automaton.Builder builder) {
        if (stateOfStep[state] == Step.NOTHING) {
            builder.range(255, state);
            return;
        }
        if (stateOfStep[state] == Step.DONE) {
            builder.range(255, state);
            return;
        }
        int first = 0;
        for (StepRows.Range range : rows.of(stateOfStep[state]).ranges()) {
            range(state, first, range, builder);
            first = range.last() + 1;
        }
    }

    /// Adds what follows on bytes that the function treats alike.
    private void range(int state, int first, StepRows.Range range, Automaton.Builder builder) {
        int copies = range.copies();
        int b = first;
        while (b <= range.last()) {
            cursor.at = stands[state];
            cursor.mark = marked[state];
            int alike = copies == 0 ? range.last() : copies > 1 ? b : 255;
            for (int action : range.actions()) {
                if (action >= StepRows.MOVED_LEAST) {
                    int distance = action - StepRows.COPY;
                    int edge = image.rangeOf(cursor.at, b + distance);
                    alike = Math.min(alike, image.last(edge) - distance);
                    cursor.at = image.target(edge);
                } else {
                    cursor.act(action);
                }
            }
            int last = Math.min(alike, range.last());
            builder.range(last, number(range.next(), cursor.at, cursor.mark));
            b = last + 1;
        }
    }

    /// Where an image stands that is being written.
    private final class Cursor implements Step.Output {
        private int at;
        private int mark;

        private void act(int action) {
            switch (action) {
                case StepRows.RESTART -> restart();
                case StepRows.MARK -> mark();
                case StepRows.BACK -> back();
                default -> emit(action);
            }
        }

        @Override
        public void emit(int b) {
            at = image.step(at, b);
        }

        @Override
        public void restart() {
            at = 0;
        }

        @Override
        public void mark() {
            mark = at;
        }

        @Override
        public void back() {
            at = mark;
        }
    }
}
