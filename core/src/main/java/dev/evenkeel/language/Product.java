package dev.evenkeel.language;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/// Two automata that read the same text: its label is the union of what both say.
final class Product {
    private final Automaton a;
    private final Automaton b;
    private final int shift;
    private final NumberSets sets = new NumberSets();
    private final Numbering labelPairs = new Numbering(64);
    private int[] labels = new int[64];

    private Product(Automaton a, Automaton b, int shift) {
        this.a = a;
        this.b = b;
        this.shift = shift;
    }

    /// The numbers of the second are shifted; `null` when more than so many states are needed.
    static @Nullable Automaton of(Automaton a, Automaton b, int shift, int statesMax) {
        return new Product(a, b, shift).automaton(statesMax);
    }

    private @Nullable Automaton automaton(int statesMax) {
        var pairs = new Numbering(Math.min(statesMax, 2 * Math.max(a.states(), b.states())));
        var open = new Queue();
        var builder = new Automaton.Builder();
        open.add(pairs, Numbering.pair(0, 0));
        long rangesMax = Budget.ranges(statesMax);
        for (int state = 0; state < pairs.count(); state++) {
            if (pairs.count() > statesMax || builder.ranges() > rangesMax) {
                return null;
            }
            long pair = open.pairs[state];
            int stateOfA = (int) (pair >>> 32);
            int stateOfB = (int) pair;
            int i = a.from(stateOfA);
            int j = b.from(stateOfB);
            int last = -1;
            while (last < 255) {
                int lastOfA = a.last(i);
                int lastOfB = b.last(j);
                long key = Numbering.pair(a.target(i), b.target(j));
                last = Math.min(lastOfA, lastOfB);
                builder.range(last, open.add(pairs, key));
                i += lastOfA == last ? 1 : 0;
                j += lastOfB == last ? 1 : 0;
            }
            builder.end(label(a.label(stateOfA), b.label(stateOfB)));
        }
        return builder.automaton(sets.all());
    }

    private int label(int labelOfA, int labelOfB) {
        int before = labelPairs.count();
        int number = labelPairs.of(Numbering.pair(labelOfA, labelOfB));
        if (number == before) {
            int[] shifted = b.set(labelOfB).clone();
            for (int i = 0; i < shifted.length; i++) {
                shifted[i] += shift;
            }
            if (number == labels.length) {
                labels = Arrays.copyOf(labels, 2 * number);
            }
            labels[number] = sets.of(NumberSets.union(a.set(labelOfA), shifted));
        }
        return labels[number];
    }

    /// The pairs in the order of their numbers.
    private static final class Queue {
        private long[] pairs = new long[64];
        private long known = -1;
        private int numberOfKnown;

        /// Most ranges of a row lead where an earlier one led.
        private int add(Numbering numbers, long pair) {
            if (pair == known) {
                return numberOfKnown;
            }
            int before = numbers.count();
            int number = numbers.of(pair);
            if (number == before) {
                if (number == pairs.length) {
                    pairs = Arrays.copyOf(pairs, 2 * number);
                }
                pairs[number] = pair;
            } else {
                known = pair;
                numberOfKnown = number;
            }
            return number;
        }
    }
}
