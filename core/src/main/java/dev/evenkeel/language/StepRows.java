package dev.evenkeel.language;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What a function does in each of its states: ranges of bytes that it treats alike.
final class StepRows {
    /// Writes the byte that was read.
    static final int COPY = -1;

    static final int RESTART = -2;
    static final int MARK = -3;
    static final int BACK = -4;

    private final Step step;
    private final Map<Integer, List<Range>> rows = new HashMap<>();

    StepRows(Step step) {
        this.step = step;
    }

    /// Bytes up to the last, from the one behind the range before; an action is a byte to write or
    /// one of the constants.
    static final class Range {
        private final int last;
        private final int next;
        private final int[] actions;

        private Range(int last, int next, int[] actions) {
            this.last = last;
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

        int copies() {
            int copies = 0;
            for (int action : actions) {
                copies += action == COPY ? 1 : 0;
            }
            return copies;
        }
    }

    List<Range> of(int state) {
        return rows.computeIfAbsent(state, this::row);
    }

    private List<Range> row(int state) {
        var row = new ArrayList<Range>();
        var recording = new Recording();
        for (int b = 0; b < 256; b++) {
            recording.read(b);
            int next = step.next(state, b, recording);
            var range = new Range(b, next, recording.actions());
            if (!row.isEmpty()) {
                Range before = row.getLast();
                if (before.next == next && Arrays.equals(before.actions, range.actions)) {
                    row.removeLast();
                }
            }
            row.add(range);
        }
        return row;
    }

    /// What is done for one byte.
    private static final class Recording implements Step.Output {
        private int[] actions = new int[16];
        private int count;
        private int read;

        private void read(int b) {
            read = b;
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
            add(b == read ? COPY : b);
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
