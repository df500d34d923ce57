package dev.evenkeel.language;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/// The automaton of literals that texts are, or begin with: a tree, of which one state stands for
/// all nodes below which nothing is decided any more.
final class Beginnings {
    private final Literals literals;
    private final NumberSets sets = new NumberSets();
    private final Literals.Edges edges = new Literals.Edges();

    /// Of each state the run of the literals below it, the length of its text, its label, and the
    /// set of those that every longer text begins with.
    private int[] from = new int[256];

    private int[] to = new int[256];
    private int[] depth = new int[256];
    private int[] label = new int[256];
    private int[] begun = new int[256];
    private int states;

    /// Of each set the state of texts with which nothing else can begin; -1 for none yet.
    private int[] settled = new int[64];

    private Beginnings(Literals literals) {
        this.literals = literals;
        Arrays.fill(settled, -1);
    }

    /// `null` when more than so many states are needed.
    static @Nullable Automaton of(Literals literals, int statesMax) {
        return new Beginnings(literals).automaton(statesMax);
    }

    private @Nullable Automaton automaton(int statesMax) {
        node(0, literals.size(), 0, sets.of(new int[0]));
        var builder = new Automaton.Builder();
        for (int state = 0; state < states; state++) {
            if (states > statesMax) {
                return null;
            }
            row(state, builder);
        }
        return builder.automaton(sets.all());
    }

    private void row(int state, Automaton.Builder builder) {
        edges.clear();
        int set = begun[state];
        for (int i = from[state]; i < to[state]; ) {
            int behind = literals.alike(i, to[state], depth[state]);
            int next = node(i, behind, depth[state] + 1, set);
            edges.add(literals.byteAt(i, depth[state]), next, literals.ignoresCase());
            i = behind;
        }
        int rest = edges.count() == 256 ? -1 : settled(set);
        int next = 0;
        for (int i = 0; i < edges.count(); i++) {
            if (edges.at(i) > next) {
                builder.range(edges.at(i) - 1, rest);
            }
            builder.range(edges.at(i), edges.target(i));
            next = edges.at(i) + 1;
        }
        if (next < 256) {
            builder.range(255, rest);
        }
        builder.end(label[state]);
    }

    /// The state of a node; `set` are those that its text begins with before its last byte.
    private int node(int first, int behind, int length, int set) {
        int longer = literals.ended(first, behind, length);
        int[] whole = {};
        int[] start = sets.set(set);
        for (int i = first; i < longer; i++) {
            Literals.Numbered one = literals.get(i);
            int[] number = {one.number()};
            if (one.literal().place() == Pattern.Place.START) {
                start = NumberSets.union(start, number);
            } else {
                whole = NumberSets.union(whole, number);
            }
        }
        int begins = longer == first ? set : sets.of(start);
        if (longer == behind && whole.length == 0) {
            return settled(begins);
        }
        int labelled = whole.length == 0 ? begins : sets.of(NumberSets.union(start, whole));
        return state(longer, behind, length, labelled, begins);
    }

    private int settled(int set) {
        if (set >= settled.length) {
            int before = settled.length;
            settled = Arrays.copyOf(settled, Math.max(2 * before, set + 1));
            Arrays.fill(settled, before, settled.length, -1);
        }
        if (settled[set] < 0) {
            settled[set] = state(0, 0, 0, set, set);
        }
        return settled[set];
    }

    private int state(int first, int behind, int length, int labelled, int begins) {
        if (states == from.length) {
            from = Arrays.copyOf(from, 2 * states);
            to = Arrays.copyOf(to, 2 * states);
            depth = Arrays.copyOf(depth, 2 * states);
            label = Arrays.copyOf(label, 2 * states);
            begun = Arrays.copyOf(begun, 2 * states);
        }
        from[states] = first;
        to[states] = behind;
        depth[states] = length;
        label[states] = labelled;
        begun[states] = begins;
        return states++;
    }
}
