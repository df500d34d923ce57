package dev.evenkeel.language;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// All texts, divided by which of some patterns match them: each part (atom) is the set of the
/// texts that exactly the same patterns match, and holds at least one text. A deterministic
/// automaton over bytes decides in one walk which atom a text belongs to.
public final class Partition {
    private final int[] classes;
    private final int classCount;
    private final int[] next;
    private final int[] atomOfState;
    private final List<Atom> atoms;

    /// One part: the numbers of the patterns that match its texts, and one of its texts, as short
    /// and as readable as any.
    public record Atom(BitSet patterns, String witness) {}

    private Partition(
            int[] classes, int classCount, int[] next, int[] atomOfState, List<Atom> atoms) {
        this.classes = classes;
        this.classCount = classCount;
        this.next = next;
        this.atomOfState = atomOfState;
        this.atoms = List.copyOf(atoms);
    }

    /// `null` when more than so many states would be needed.
    public static @Nullable Partition of(List<Pattern> patterns, int statesMax) {
        return new Construction(new Nfa(patterns), statesMax).partition();
    }

    public List<Atom> atoms() {
        return atoms;
    }

    /// The number of the atom that a text belongs to.
    public int atomOf(String text) {
        int state = 0;
        for (int i = 0; i < text.length(); i++) {
            state = next[state * classCount + classes[text.charAt(i) & 0xFF]];
        }
        return atomOfState[state];
    }

    public int states() {
        return atomOfState.length;
    }

    /// Makes the automaton: its states are sets of configurations of the nondeterministic one.
    private static final class Construction {
        private final Nfa nfa;
        private final int statesMax;
        private final int[] classes = new int[256];
        private final int[][] classesOfSet;
        private final int lineFeed;
        private final int classCount;
        private final Map<Key, Integer> known = new HashMap<>();
        private final List<int[]> states = new ArrayList<>();
        private final List<int[]> rows = new ArrayList<>();
        private final int[] mark;
        private int marks;
        private int[] stack = new int[64];

        /// A set of configurations, sorted.
        private static final class Key {
            private final int[] sorted;
            private final int hash;

            private Key(int[] sorted) {
                this.sorted = sorted;
                this.hash = Arrays.hashCode(sorted);
            }

            @Override
            public boolean equals(Object other) {
                return other instanceof Key that && Arrays.equals(sorted, that.sorted);
            }

            @Override
            public int hashCode() {
                return hash;
            }
        }

        private Construction(Nfa nfa, int statesMax) {
            this.nfa = nfa;
            this.statesMax = statesMax;
            this.mark = new int[nfa.size() * Nfa.LAYERS];
            this.classCount = divide();
            this.lineFeed = classes['\n'];
            this.classesOfSet = new int[nfa.sets().size()][];
            for (int i = 0; i < classesOfSet.length; i++) {
                classesOfSet[i] = classesOf(nfa.sets().get(i));
            }
        }

        /// Bytes that no set tells apart are of one class; the line feed is one of its own.
        private int divide() {
            var signatures = new HashMap<BitSet, Integer>();
            for (int b = 0; b < 256; b++) {
                var signature = new BitSet();
                for (int i = 0; i < nfa.sets().size(); i++) {
                    signature.set(i, nfa.sets().get(i).has(b));
                }
                signature.set(nfa.sets().size(), b == '\n');
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

        private @Nullable Partition partition() {
            int first =
                    number(closure(new int[] {nfa.anchored() * 3, nfa.floating() * 3}, 2, true));
            for (int i = first; i < states.size(); i++) {
                if (states.size() > statesMax) {
                    return null;
                }
                rows.add(row(states.get(i)));
            }
            var next = new int[states.size() * classCount];
            for (int i = 0; i < states.size(); i++) {
                System.arraycopy(rows.get(i), 0, next, i * classCount, classCount);
            }
            return labelled(next);
        }

        private int number(int[] sorted) {
            var key = new Key(sorted);
            Integer number = known.get(key);
            if (number == null) {
                number = states.size();
                known.put(key, number);
                states.add(sorted);
            }
            return number;
        }

        private int[] row(int[] configurations) {
            var targets = new int[classCount][];
            var sizes = new int[classCount];
            for (int configuration : configurations) {
                int layer = configuration % Nfa.LAYERS;
                Nfa.State state = nfa.state(configuration / Nfa.LAYERS);
                if (layer == 2) {
                    continue;
                }
                if (state.accepts() >= 0) {
                    accepted(configuration, layer, targets, sizes);
                }
                for (Nfa.Edge edge : state.edges()) {
                    for (int one : classesOfSet[edge.set()]) {
                        if (layer == 0) {
                            add(targets, sizes, one, edge.target() * Nfa.LAYERS);
                        } else if (one == lineFeed) {
                            add(targets, sizes, one, edge.target() * Nfa.LAYERS + 2);
                        }
                    }
                }
            }
            var row = new int[classCount];
            for (int one = 0; one < classCount; one++) {
                int[] raw = targets[one] == null ? new int[0] : targets[one];
                row[one] = number(closure(raw, sizes[one], false));
            }
            return row;
        }

        /// What is matched stays matched.
        private void accepted(int configuration, int layer, int[][] targets, int[] sizes) {
            if (layer == 1) {
                add(targets, sizes, lineFeed, configuration + 1);
                return;
            }
            for (int one = 0; one < classCount; one++) {
                add(targets, sizes, one, configuration);
            }
        }

        private static void add(int[][] targets, int[] sizes, int one, int configuration) {
            int[] list = targets[one];
            if (list == null) {
                list = new int[4];
                targets[one] = list;
            } else if (sizes[one] == list.length) {
                list = Arrays.copyOf(list, 2 * list.length);
                targets[one] = list;
            }
            list[sizes[one]++] = configuration;
        }

        /// With everything that is reached without consuming a byte; sorted.
        private int[] closure(int[] from, int size, boolean atStart) {
            marks++;
            var all = new int[Math.max(8, 2 * size)];
            int count = 0;
            int open = 0;
            for (int i = 0; i < size; i++) {
                open = push(from[i], open);
            }
            while (open > 0) {
                int configuration = stack[--open];
                if (count == all.length) {
                    all = Arrays.copyOf(all, 2 * count);
                }
                all[count++] = configuration;
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
            }
            int[] sorted = Arrays.copyOf(all, count);
            Arrays.sort(sorted);
            return sorted;
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

        private BitSet matched(int[] configurations) {
            var matched = new BitSet();
            for (int configuration : configurations) {
                int layer = configuration % Nfa.LAYERS;
                Nfa.State state = nfa.state(configuration / Nfa.LAYERS);
                if (state.accepts() >= 0 && layer != 1) {
                    matched.set(state.accepts());
                }
                if (state.acceptsAtEnd() >= 0 && layer == 2) {
                    matched.set(state.acceptsAtEnd());
                }
            }
            return matched;
        }

        private Partition labelled(int[] next) {
            var numbers = new HashMap<BitSet, Integer>();
            var labels = new ArrayList<BitSet>();
            var atomOfState = new int[states.size()];
            for (int i = 0; i < states.size(); i++) {
                BitSet matched = matched(states.get(i));
                Integer number = numbers.putIfAbsent(matched, labels.size());
                if (number == null) {
                    atomOfState[i] = labels.size();
                    labels.add(matched);
                } else {
                    atomOfState[i] = number;
                }
            }
            String[] witnesses = witnesses(next, atomOfState, labels.size());
            var atoms = new ArrayList<Atom>(labels.size());
            for (int i = 0; i < labels.size(); i++) {
                atoms.add(new Atom(labels.get(i), witnesses[i]));
            }
            return new Partition(classes, classCount, next, atomOfState, atoms);
        }

        /// The shortest text of each atom; of equally short ones that of the most readable bytes.
        private String[] witnesses(int[] next, int[] atomOfState, int count) {
            var witnesses = new String[count];
            char[] shown = shown();
            Integer[] order = new Integer[classCount];
            Arrays.setAll(order, i -> i);
            Arrays.sort(order, (a, b) -> rank(shown[a]) - rank(shown[b]));
            var before = new int[atomOfState.length];
            var by = new char[atomOfState.length];
            Arrays.fill(before, -1);
            var open = new ArrayDeque<Integer>();
            open.add(0);
            before[0] = 0;
            while (!open.isEmpty()) {
                int state = open.remove();
                int atom = atomOfState[state];
                if (witnesses[atom] == null) {
                    witnesses[atom] = text(state, before, by);
                }
                for (int one : order) {
                    int target = next[state * classCount + one];
                    if (before[target] < 0) {
                        before[target] = state;
                        by[target] = shown[one];
                        open.add(target);
                    }
                }
            }
            return witnesses;
        }

        private static String text(int state, int[] before, char[] by) {
            var text = new StringBuilder();
            for (int at = state; at != 0; at = before[at]) {
                text.append(by[at]);
            }
            return text.reverse().toString();
        }

        /// The most readable byte of each class.
        private char[] shown() {
            var shown = new char[classCount];
            var best = new int[classCount];
            Arrays.fill(best, Integer.MAX_VALUE);
            for (char b = 0; b < 256; b++) {
                int rank = rank(b);
                if (rank < best[classes[b]]) {
                    best[classes[b]] = rank;
                    shown[classes[b]] = b;
                }
            }
            return shown;
        }

        private static int rank(char b) {
            if (b >= 'a' && b <= 'z') {
                return b == 'x' ? 0 : 1 + b - 'a';
            }
            if (b == '/' || b == '.') {
                return 30;
            }
            if (b >= '0' && b <= '9') {
                return 40 + b - '0';
            }
            if (b == '-' || b == '_') {
                return 60;
            }
            if (b >= 'A' && b <= 'Z') {
                return 70 + b - 'A';
            }
            return b > ' ' && b < 127 ? 100 + b : 1000 + b;
        }
    }
}
