package dev.evenkeel.language;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;

/// The automaton of an expression that is found somewhere in a text: a state is a set of
/// configurations of the nondeterministic one.
final class Determinised {
    private static final int[] EVERYTHING = {-1};

    private final Nfa nfa;
    private final int statesMax;
    private final NumberSets known = new NumberSets();
    private long configurations;

    /// Bytes that no set of the expression tells apart are of one class.
    private final int[] classes = new int[256];

    private final int[][] classesOfSet;
    private final int lineFeed;
    private final int classCount;

    private final int[] mark;
    private int marks;
    private int[] stack = new int[64];
    private final int[][] targets;
    private final int[] sizes;

    private Determinised(Nfa nfa, int statesMax) {
        this.nfa = nfa;
        this.statesMax = statesMax;
        mark = new int[nfa.size() * Nfa.LAYERS];
        classCount = divide();
        lineFeed = classes['\n'];
        classesOfSet = new int[nfa.sets().size()][];
        for (int i = 0; i < classesOfSet.length; i++) {
            classesOfSet[i] = classesOf(nfa.sets().get(i));
        }
        targets = new int[classCount][16];
        sizes = new int[classCount];
    }

    /// Texts in which the expression is found have the label of the one number, others that of
    /// none; `null` when more than so many states are needed.
    static @Nullable Automaton of(Regular regular, int number, int statesMax) {
        var nfa = new Nfa(regular, statesMax);
        return nfa.isTooLarge() ? null : new Determinised(nfa, statesMax).automaton(number);
    }

    /// The line feed is a class of its own.
    private int divide() {
        var signatures = new HashMap<BitSet, Integer>();
        List<ByteSet> sets = nfa.sets();
        for (int b = 0; b < 256; b++) {
            var signature = new BitSet();
            for (int i = 0; i < sets.size(); i++) {
                signature.set(i, sets.get(i).has(b));
            }
            signature.set(sets.size(), b == '\n');
            Integer number = signatures.putIfAbsent(signature, signatures.size());
            classes[b] = number == null ? signatures.size() - 1 : number;
        }
        return signatures.size();
    }

    private int[] classesOf(ByteSet bytes) {
        var of = new BitSet();
        for (int b = 0; b < 256; b++) {
            if (bytes.has(b)) {
                of.set(classes[b]);
            }
        }
        return of.stream().toArray();
    }

    private @Nullable Automaton automaton(int number) {
        int[][] sets = {{}, {number}};
        var builder = new Automaton.Builder();
        known.of(closure(new int[] {nfa.begin() * Nfa.LAYERS}, 1, true));
        long configurationsMax = Budget.configurations(statesMax);
        for (int state = 0; state < known.count(); state++) {
            if (known.count() > statesMax || configurations > configurationsMax) {
                return null;
            }
            int[] row = row(known.set(state));
            for (int b = 0; b < 256; b++) {
                builder.range(b, row[classes[b]]);
            }
            builder.end(isAccepted(known.set(state)) ? 1 : 0);
        }
        return builder.automaton(sets);
    }

    private boolean isAccepted(int[] set) {
        return isEverything(set) || Arrays.binarySearch(set, nfa.accepted() * Nfa.LAYERS + 2) >= 0;
    }

    private static boolean isEverything(int[] set) {
        return set.length == 1 && set[0] < 0;
    }

    private int[] row(int[] set) {
        Arrays.fill(sizes, 0);
        boolean everything = isEverything(set);
        for (int i = 0; i < set.length && !everything; i++) {
            int configuration = set[i];
            int layer = configuration % Nfa.LAYERS;
            int number = configuration / Nfa.LAYERS;
            if (layer == 1 && number == nfa.accepted()) {
                add(lineFeed, configuration + 1);
            }
            if (layer != 2) {
                follow(nfa.state(number), layer);
            }
        }
        var row = new int[classCount];
        for (int one = 0; one < classCount; one++) {
            row[one] = known.of(everything ? set : closure(targets[one], sizes[one], false));
        }
        return row;
    }

    private void follow(Nfa.State state, int layer) {
        for (Nfa.Edge edge : state.edges()) {
            for (int one : classesOfSet[edge.set()]) {
                if (layer == 0) {
                    add(one, edge.target() * Nfa.LAYERS);
                } else if (one == lineFeed) {
                    add(one, edge.target() * Nfa.LAYERS + 2);
                }
            }
        }
    }

    private void add(int one, int configuration) {
        if (sizes[one] == targets[one].length) {
            targets[one] = Arrays.copyOf(targets[one], 2 * sizes[one]);
        }
        targets[one][sizes[one]++] = configuration;
    }

    /// With everything that is reached without consuming a byte, sorted; once the expression is
    /// found, whatever follows, nothing else counts.
    private int[] closure(int[] from, int size, boolean atStart) {
        marks++;
        var all = new int[Math.max(8, 2 * size)];
        int count = 0;
        int open = 0;
        for (int i = 0; i < size; i++) {
            open = push(from[i], open);
        }
        int found = nfa.accepted() * Nfa.LAYERS;
        while (open > 0) {
            int configuration = stack[--open];
            if (configuration == found) {
                return EVERYTHING;
            }
            if (count == all.length) {
                all = Arrays.copyOf(all, 2 * count);
            }
            all[count++] = configuration;
            open = reach(configuration, atStart, open);
        }
        configurations += count;
        int[] sorted = Arrays.copyOf(all, count);
        Arrays.sort(sorted);
        return sorted;
    }

    private int reach(int configuration, boolean atStart, int opened) {
        int open = opened;
        int layer = configuration % Nfa.LAYERS;
        Nfa.State state = nfa.state(configuration / Nfa.LAYERS);
        for (int target : state.plain()) {
            open = push(target * Nfa.LAYERS + layer, open);
        }
        if (atStart) {
            for (int target : state.start()) {
                open = push(target * Nfa.LAYERS + layer, open);
            }
        }
        if (layer != 1) {
            for (int target : state.end()) {
                open = push(target * Nfa.LAYERS + 2, open);
            }
        }
        for (int target : state.lineEnd()) {
            if (layer == 0) {
                open = push(target * Nfa.LAYERS + 1, open);
                open = push(target * Nfa.LAYERS + 2, open);
            } else {
                open = push(target * Nfa.LAYERS + layer, open);
            }
        }
        return open;
    }

    private int push(int configuration, int open) {
        if (mark[configuration] == marks) {
            return open;
        }
        mark[configuration] = marks;
        if (open == stack.length) {
            stack = Arrays.copyOf(stack, 2 * open);
        }
        stack[open] = configuration;
        return open + 1;
    }
}
