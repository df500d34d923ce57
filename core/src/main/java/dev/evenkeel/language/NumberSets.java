package dev.evenkeel.language;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Sets of numbers, each given a number of its own when it first comes.
final class NumberSets {
    private final Map<Key, Integer> known = new HashMap<>();
    private final List<int[]> sets = new ArrayList<>();

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

    /// The set must be sorted, and is not to be changed any more.
    int of(int[] sorted) {
        var key = new Key(sorted);
        Integer number = known.putIfAbsent(key, sets.size());
        if (number != null) {
            return number;
        }
        sets.add(sorted);
        return sets.size() - 1;
    }

    int count() {
        return sets.size();
    }

    int[] set(int number) {
        return sets.get(number);
    }

    int[][] all() {
        return sets.toArray(new int[0][]);
    }

    static int[] union(int[] a, int[] b) {
        if (a.length == 0) {
            return b;
        }
        if (b.length == 0) {
            return a;
        }
        var union = new int[a.length + b.length];
        int count = 0;
        int i = 0;
        int j = 0;
        while (i < a.length || j < b.length) {
            int next;
            if (j == b.length || (i < a.length && a[i] < b[j])) {
                next = a[i++];
            } else {
                next = b[j++];
            }
            if (count == 0 || union[count - 1] != next) {
                union[count++] = next;
            }
        }
        return count == union.length ? union : Arrays.copyOf(union, count);
    }
}
