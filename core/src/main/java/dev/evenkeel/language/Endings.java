package dev.evenkeel.language;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/// The automaton of literals that texts end with: its state is the longest end of the text that a
/// literal begins with. Source of the algorithm: A. Aho, M. Corasick, "Efficient string matching:
/// an aid to bibliographic search" (1975).
final class Endings {
    private final Literals literals;
    private final NumberSets sets = new NumberSets();
    private final Literals.Edges edges = new Literals.Edges();

    /// Of each state the run of the literals below it, the length of its text, its label, and the
    /// state of the longest proper end of its text.
    private int[] from = new int[256];

    private int[] to = new int[256];
    private int[] depth = new int[256];
    private int[] label = new int[256];
    private int[] shorter = new int[256];
    private int states;

    private Endings(Literals literals) {
        this.literals = literals;
    }

    /// `null` when more than so many states are needed.
    static @Nullable Automaton of(Literals literals, int statesMax) {
        return new Endings(literals).automaton(statesMax);
    }

    private @Nullable Automaton automaton(int statesMax) {
        sets.of(new int[0]);
        var builder = new Automaton.Builder();
        node(0, literals.size(), 0, -1);
        long rangesMax = Budget.ranges(statesMax);
        for (int state = 0; state < states; state++) {
            if (states > statesMax || builder.ranges() > rangesMax) {
                return null;
            }
            edges.clear();
            for (int i = from[state]; i < to[state]; ) {
                int behind = literals.alike(i, to[state], depth[state]);
                int one = literals.byteAt(i, depth[state]);
                int end = state == 0 ? 0 : builder.step(shorter[state], one);
                int next = node(i, behind, depth[state] + 1, end);
                edges.add(one, next, literals.ignoresCase());
                i = behind;
            }
            row(state, builder);
            builder.end(label[state]);
        }
        return builder.automaton(sets.all());
    }

    /// Leads where the row of the shorter end leads, but for the bytes that go on here.
    private void row(int state, Automaton.Builder builder) {
        int first = state == 0 ? 0 : builder.from(shorter[state]);
        int behind = state == 0 ? 1 : builder.to(shorter[state]);
        int next = 0;
        int edge = 0;
        for (int i = first; i < behind; i++) {
            int last = state == 0 ? 255 : builder.last(i);
            int target = state == 0 ? 0 : builder.target(i);
            for (; edge < edges.count() && edges.at(edge) <= last; edge++) {
                if (edges.at(edge) > next) {
                    builder.range(edges.at(edge) - 1, target);
                }
                builder.range(edges.at(edge), edges.target(edge));
                next = edges.at(edge) + 1;
            }
            if (next <= last) {
                builder.range(last, target);
                next = last + 1;
            }
        }
    }

    private int node(int first, int behind, int length, int end) {
        int longer = literals.ended(first, behind, length);
        int[] numbers = end < 0 ? new int[0] : sets.set(label[end]);
        for (int i = first; i < longer; i++) {
            numbers = NumberSets.union(numbers, new int[] {literals.get(i).number()});
        }
        int labelled = longer == first && end >= 0 ? label[end] : sets.of(numbers);
        if (states == from.length) {
            from = Arrays.copyOf(from, 2 * states);
            to = Arrays.copyOf(to, 2 * states);
            depth = Arrays.copyOf(depth, 2 * states);
            label = Arrays.copyOf(label, 2 * states);
            shorter = Arrays.copyOf(shorter, 2 * states);
        }
        from[states] = longer;
        to[states] = behind;
        depth[states] = length;
        label[states] = labelled;
        shorter[states] = Math.max(end, 0);
        return states++;
    }
}
