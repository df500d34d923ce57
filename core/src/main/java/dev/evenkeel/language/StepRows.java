package dev.evenkeel.language;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What a function does in each of its states: ranges of bytes that it treats alike.
final class StepRows {
    static final int RESTART = -1;
    static final int MARK = -2;
    static final int BACK = -3;

    /// Actions from here on write the byte that was read, moved by so much as they are above
    /// `COPY`.
    static final int COPY = 1 << 16;

    static final int MOVED_LEAST = COPY - 255;

    private final Step step;
    private final Map<Integer, Row> rows = new HashMap<>();

    /// Those of the states below its length.
    private final @Nullable Row[] first = new Row[256];

    StepRows(Step step) {
        this.step = step;
    }

    /// Bytes up to the last, from the one behind the range before; an action is a byte to write or
    /// one of the constants.
    static final class Range {
        private final int first;
        private int last;
        private final int next;
        private final int[] actions;

        private Range(int b, int next, int[] actions) {
            this.first = b;
            this.last = b;
            this.next = next;
            this.actions = actions;
        }

        int last() {
            return last;
        }

        int next() {
            return next;
        }

        int[] actions() {
            return actions;
        }

        /// How many actions depend on the byte that was read.
        int copies() {
            int copies = 0;
            for (int action : actions) {
                copies += action >= MOVED_LEAST ? 1 : 0;
            }
            return copies;
        }

        /// Takes the next byte in, if it is treated alike: what is written is either the same, or
        /// as far from the byte that is read.
        private boolean takes(Range other) {
            if (next != other.next || actions.length != other.actions.length) {
                return false;
            }
            var both = new int[actions.length];
            for (int i = 0; i < both.length; i++) {
                int mine = actions[i];
                int theirs = other.actions[i];
                int moved = COPY + theirs - other.first;
                boolean moves =
                        theirs >= 0
                                && (mine == moved
                                        || (first == last
                                                && mine >= 0
                                                && COPY + mine - first == moved));
                if (mine != theirs && !moves) {
                    return false;
                }
                both[i] = moves ? moved : mine;
            }
            System.arraycopy(both, 0, actions, 0, both.length);
            last = other.last;
            return true;
        }
    }

    /// The ranges of a state.
    static final class Row {
        private final List<Range> ranges;
        private final boolean copies;

        private Row(List<Range> ranges) {
            this.ranges = ranges;
            boolean any = false;
            for (Range range : ranges) {
                any |= range.actions.length > 0 && range.actions[0] >= MOVED_LEAST;
            }
            copies = any;
        }

        List<Range> ranges() {
            return ranges;
        }

        /// Whether it writes what it reads at once for some byte.
        boolean copies() {
            return copies;
        }
    }

    Row of(int state) {
        if (state < 0 || state >= first.length) {
            return rows.computeIfAbsent(state, this::row);
        }
        Row known = first[state];
        if (known == null) {
            known = row(state);
            first[state] = known;
        }
        return known;
    }

    private Row row(int state) {
        var row = new ArrayList<Range>();
        var recording = new Recording();
        for (int b = 0; b < 256; b++) {
            recording.clear();
            int next = step.next(state, b, recording);
            var range = new Range(b, next, recording.actions());
            if (row.isEmpty() || !row.getLast().takes(range)) {
                row.add(range);
            }
        }
        return new Row(row);
    }

    /// What is done for one byte.
    private static final class Recording implements Step.Output {
        private int[] actions = new int[16];
        private int count;

        private void clear() {
            count = 0;
        }

        private int[] actions() {
            return Arrays.copyOf(actions, count);
        }

        private void add(int action) {
            if (count == actions.length) {
                actions = Arrays.copyOf(actions, 2 * count);
            }
            actions[count++] = action;
        }

        @Override
        public void emit(int b) {
            add(b);
        }

        @Override
        public void restart() {
            add(RESTART);
        }

        @Override
        public void mark() {
            add(MARK);
        }

        @Override
        public void back() {
            add(BACK);
        }
    }
}
