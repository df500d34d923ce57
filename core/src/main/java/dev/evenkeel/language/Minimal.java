package dev.evenkeel.language;

import java.util.Arrays;

/// The smallest automaton that labels all texts the same, its states in the order of the texts that
/// lead to them: two automata that label alike become the same.
///
/// Blocks of states are split by what their rows lead to, and only states whose row leads to a part
/// that was split off are looked at again, never those that lead to the largest part. Every state
/// must be reached from the first. Source of the algorithm: J. Hopcroft, "An n log n algorithm for
/// minimizing states in a finite automaton" (1971), with whole rows as signatures as in S. Blom and
/// S. Orzan, "A distributed algorithm for strong bisimulation reduction" (2005).
final class Minimal {
    private final Automaton automaton;
    private final int states;
    private final int[] block;
    private final int[] elements;
    private final int[] position;

    /// Of each block the first element, behind the last, and the first that is to be looked at.
    private final int[] start;

    private final int[] end;
    private final int[] dirty;

    private int blocks;
    private final int[] open;
    private int opened;

    private final int[] sourcesFrom;
    private final int[] sources;

    private final int[] groupOf;
    private final int[] sorted;
    private int[] representatives = new int[64];
    private int[] sizes = new int[64];
    private int groups;

    private Minimal(Automaton automaton) {
        this.automaton = automaton;
        states = automaton.states();
        block = new int[states];
        elements = new int[states];
        position = new int[states];
        start = new int[states];
        end = new int[states];
        dirty = new int[states];
        open = new int[states];
        groupOf = new int[states];
        sorted = new int[states];
        sourcesFrom = new int[states + 1];
        sources = new int[automaton.ranges()];
    }

    static Automaton of(Automaton automaton) {
        var minimal = new Minimal(automaton);
        minimal.divideByLabels();
        minimal.findSources();
        while (minimal.opened > 0) {
            minimal.split(minimal.open[--minimal.opened]);
        }
        return minimal.quotient();
    }

    private void divideByLabels() {
        var blockOfLabel = new int[automaton.labels()];
        Arrays.fill(blockOfLabel, -1);
        for (int state = 0; state < states; state++) {
            int label = automaton.label(state);
            if (blockOfLabel[label] < 0) {
                blockOfLabel[label] = blocks++;
            }
            block[state] = blockOfLabel[label];
            end[block[state]]++;
        }
        int place = 0;
        for (int i = 0; i < blocks; i++) {
            start[i] = place;
            dirty[i] = place;
            place += end[i];
            if (end[i] > 1) {
                open[opened++] = i;
            }
            end[i] = start[i];
        }
        for (int state = 0; state < states; state++) {
            put(state, end[block[state]]++);
        }
    }

    private void put(int state, int place) {
        elements[place] = state;
        position[state] = place;
    }

    private void findSources() {
        for (int i = 0; i < automaton.ranges(); i++) {
            sourcesFrom[automaton.target(i) + 1]++;
        }
        for (int i = 0; i < states; i++) {
            sourcesFrom[i + 1] += sourcesFrom[i];
        }
        int[] next = Arrays.copyOf(sourcesFrom, states);
        for (int state = 0; state < states; state++) {
            for (int i = automaton.from(state); i < automaton.to(state); i++) {
                sources[next[automaton.target(i)]++] = state;
            }
        }
    }

    /// Divides a block by the rows of its states, as the blocks are now.
    private void split(int one) {
        int from = start[one];
        int firstDirty = dirty[one];
        int to = end[one];
        int clean = firstDirty - from;
        groups = 0;
        group(from, clean, firstDirty, to);
        dirty[one] = to;
        if (groups == 1) {
            return;
        }
        int largest = 0;
        for (int i = 1; i < groups; i++) {
            largest = sizes[i] > sizes[largest] ? i : largest;
        }
        var places = new int[groups];
        places[0] = firstDirty;
        int behind = from + sizes[0];
        for (int i = 1; i < groups; i++) {
            places[i] = behind;
            behind += sizes[i];
        }
        for (int i = firstDirty; i < to; i++) {
            sorted[i] = elements[i];
        }
        for (int i = firstDirty; i < to; i++) {
            put(sorted[i], places[groupOf[sorted[i]]]++);
        }
        int created = blocks;
        int place = from;
        for (int i = 0; i < groups; i++) {
            int number = i == largest ? one : blocks++;
            start[number] = place;
            place += sizes[i];
            end[number] = place;
            dirty[number] = place;
            for (int j = start[number]; number != one && j < place; j++) {
                block[elements[j]] = number;
            }
        }
        // Marking moves elements within their blocks.
        System.arraycopy(elements, from, sorted, from, to - from);
        for (int number = created; number < blocks; number++) {
            lookAgain(number);
        }
    }

    /// Gives each state from a place on the number of its group; the group of those before, which
    /// all have the same row, is 0.
    private void group(int from, int clean, int firstDirty, int to) {
        if (clean > 0) {
            newGroup(elements[from], clean);
        }
        if (to - firstDirty <= 8) {
            for (int i = firstDirty; i < to; i++) {
                int state = elements[i];
                int group = 0;
                while (group < groups && !isSameRow(representatives[group], state)) {
                    group++;
                }
                join(state, group);
            }
            return;
        }
        var table = new Numbering(64);
        for (int i = clean > 0 ? firstDirty - 1 : firstDirty; i < to; i++) {
            int state = elements[i];
            long hash = hash(state);
            int group = table.of(hash);
            while (group < groups && !isSameRow(representatives[group], state)) {
                hash = Numbering.mixed(hash + 1);
                group = table.of(hash);
            }
            if (i >= firstDirty) {
                join(state, group);
            }
        }
    }

    private void join(int state, int group) {
        if (group == groups) {
            newGroup(state, 0);
        }
        groupOf[state] = group;
        sizes[group]++;
    }

    private void newGroup(int representative, int size) {
        if (groups == sizes.length) {
            sizes = Arrays.copyOf(sizes, 2 * groups);
            representatives = Arrays.copyOf(representatives, 2 * groups);
        }
        sizes[groups] = size;
        representatives[groups++] = representative;
    }

    /// Of the row as the blocks are: neighbouring ranges that lead to one block count as one.
    private long hash(int state) {
        long hash = 1;
        int to = automaton.to(state);
        int target = block[automaton.target(automaton.from(state))];
        for (int i = automaton.from(state) + 1; i < to; i++) {
            int next = block[automaton.target(i)];
            if (next != target) {
                hash = Numbering.mixed(hash + (long) target * 256 + automaton.last(i - 1));
                target = next;
            }
        }
        return Numbering.mixed(hash + (long) target * 256);
    }

    private boolean isSameRow(int a, int b) {
        int i = automaton.from(a);
        int j = automaton.from(b);
        while (true) {
            int lastOfA = automaton.last(i);
            int lastOfB = automaton.last(j);
            if (block[automaton.target(i)] != block[automaton.target(j)]) {
                return false;
            }
            if (lastOfA == 255 && lastOfB == 255) {
                return true;
            }
            i += lastOfA <= lastOfB ? 1 : 0;
            j += lastOfB <= lastOfA ? 1 : 0;
        }
    }

    /// Marks the states whose rows lead to a block that was split off.
    private void lookAgain(int number) {
        for (int i = start[number]; i < end[number]; i++) {
            int state = sorted[i];
            for (int j = sourcesFrom[state]; j < sourcesFrom[state + 1]; j++) {
                mark(sources[j]);
            }
        }
    }

    private void mark(int state) {
        int one = block[state];
        int place = position[state];
        if (place >= dirty[one] || end[one] - start[one] == 1) {
            return;
        }
        if (dirty[one] == end[one]) {
            open[opened++] = one;
        }
        int border = --dirty[one];
        int other = elements[border];
        put(other, place);
        put(state, border);
    }

    private Automaton quotient() {
        var whole = new Automaton.Builder();
        var sets = new int[automaton.labels()][];
        Arrays.setAll(sets, automaton::set);
        for (int i = 0; i < blocks; i++) {
            int state = elements[start[i]];
            row(whole, state, block);
        }
        // The first state of the quotient is that of the block which holds the first state.
        return ordered(whole.automaton(sets), block[0]);
    }

    private void row(Automaton.Builder builder, int state, int[] numbers) {
        for (int j = automaton.from(state); j < automaton.to(state); j++) {
            builder.range(automaton.last(j), numbers[automaton.target(j)]);
        }
        builder.end(automaton.label(state));
    }

    private static Automaton ordered(Automaton quotient, int begin) {
        int[] order = quotient.order(begin);
        var numbers = new int[quotient.states()];
        for (int i = 0; i < order.length; i++) {
            numbers[order[i]] = i;
        }
        var builder = new Automaton.Builder();
        var sets = new int[quotient.labels()][];
        Arrays.setAll(sets, quotient::set);
        for (int state : order) {
            for (int j = quotient.from(state); j < quotient.to(state); j++) {
                builder.range(quotient.last(j), numbers[quotient.target(j)]);
            }
            builder.end(quotient.label(state));
        }
        return builder.automaton(sets);
    }
}
