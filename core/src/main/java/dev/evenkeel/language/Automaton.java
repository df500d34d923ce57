package dev.evenkeel.language;

import java.util.Arrays;

/// A deterministic automaton over bytes that gives every text a label: the label of the state in
/// which the text ends. A label stands for a set of numbers. State 0 is the first.
///
/// The row of a state is a list of ranges of bytes, in order and together all bytes, each with the
/// state that follows: next to nothing for a state within a literal, whatever the alphabet.
final class Automaton {
    /// Where the ranges of each state begin, and at the end where the last ones end.
    private final int[] first;

    /// The last byte of each range.
    private final byte[] last;

    private final int[] target;
    private final int[] label;
    private final int[][] sets;

    private Automaton(int[] first, byte[] last, int[] target, int[] label, int[][] sets) {
        this.first = first;
        this.last = last;
        this.target = target;
        this.label = label;
        this.sets = sets;
    }

    int states() {
        return label.length;
    }

    int ranges() {
        return target.length;
    }

    /// The first range of a state.
    int from(int state) {
        return first[state];
    }

    /// Behind the last range of a state.
    int to(int state) {
        return first[state + 1];
    }

    int last(int range) {
        return last[range] & 0xFF;
    }

    int target(int range) {
        return target[range];
    }

    int label(int state) {
        return label[state];
    }

    int labels() {
        return sets.length;
    }

    /// The numbers that a label stands for, in order.
    int[] set(int label) {
        return sets[label];
    }

    /// Whether the state is left by no byte.
    boolean isSettled(int state) {
        return first[state + 1] - first[state] == 1 && target[first[state]] == state;
    }

    int step(int state, int b) {
        return target[rangeOf(state, b)];
    }

    int rangeOf(int state, int b) {
        int low = first[state];
        int high = first[state + 1] - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if ((last[middle] & 0xFF) < b) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /// The state in which a text ends that begins in another.
    int walk(int from, String text) {
        int state = from;
        for (int i = 0; i < text.length(); i++) {
            state = step(state, text.charAt(i) & 0xFF);
        }
        return state;
    }

    /// With other numbers for the labels; labels that no state has get -1 and are left out.
    Automaton renumbered(int[] numbers, int count) {
        var labels = new int[label.length];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = numbers[label[i]];
        }
        var ordered = new int[count][];
        for (int i = 0; i < sets.length; i++) {
            if (numbers[i] >= 0) {
                ordered[numbers[i]] = sets[i];
            }
        }
        return new Automaton(first, last, target, labels, ordered);
    }

    /// The states that are reached from one, in the order of the texts that lead to them: depth
    /// first, by bytes.
    int[] order(int begin) {
        var order = new int[states()];
        var seen = new boolean[states()];
        var path = new int[64];
        var at = new int[64];
        int count = 0;
        int depth = 0;
        order[count++] = begin;
        seen[begin] = true;
        path[0] = begin;
        at[0] = first[begin];
        while (depth >= 0) {
            if (at[depth] == first[path[depth] + 1]) {
                depth--;
                continue;
            }
            int next = target[at[depth]++];
            if (!seen[next]) {
                seen[next] = true;
                order[count++] = next;
                if (++depth == path.length) {
                    path = Arrays.copyOf(path, 2 * depth);
                    at = Arrays.copyOf(at, 2 * depth);
                }
                path[depth] = next;
                at[depth] = first[next];
            }
        }
        return count == order.length ? order : Arrays.copyOf(order, count);
    }

    /// Takes states one after the other, each with its ranges in order.
    static final class Builder {
        private int[] first = new int[64];
        private int[] label = new int[64];
        private byte[] last = new byte[256];
        private int[] target = new int[256];
        private int states;
        private int ranges;

        /// Neighbouring ranges with the same target become one.
        void range(int lastByte, int next) {
            if (ranges > first[states] && target[ranges - 1] == next) {
                last[ranges - 1] = (byte) lastByte;
                return;
            }
            if (ranges == target.length) {
                last = Arrays.copyOf(last, 2 * ranges);
                target = Arrays.copyOf(target, 2 * ranges);
            }
            last[ranges] = (byte) lastByte;
            target[ranges++] = next;
        }

        /// Ends the row of a state.
        void end(int labelOfState) {
            if (states + 1 == first.length) {
                first = Arrays.copyOf(first, 2 * first.length);
                label = Arrays.copyOf(label, 2 * label.length);
            }
            label[states++] = labelOfState;
            first[states] = ranges;
        }

        int states() {
            return states;
        }

        int ranges() {
            return ranges;
        }

        int label(int state) {
            return label[state];
        }

        /// The state that follows one whose row has ended.
        int step(int state, int b) {
            for (int i = first[state]; ; i++) {
                if ((last[i] & 0xFF) >= b) {
                    return target[i];
                }
            }
        }

        int from(int state) {
            return first[state];
        }

        int to(int state) {
            return first[state + 1];
        }

        int last(int range) {
            return last[range] & 0xFF;
        }

        int target(int range) {
            return target[range];
        }

        Automaton automaton(int[][] sets) {
            return new Automaton(
                    Arrays.copyOf(first, states + 1),
                    Arrays.copyOf(last, ranges),
                    Arrays.copyOf(target, ranges),
                    Arrays.copyOf(label, states),
                    sets);
        }
    }
}
