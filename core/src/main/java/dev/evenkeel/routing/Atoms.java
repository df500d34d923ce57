package dev.evenkeel.routing;

import java.util.Arrays;
import java.util.BitSet;

/// Some atoms of an axis, which most of the time are few of very many.
final class Atoms {
    private final int[] sorted;

    private Atoms(int[] sorted) {
        this.sorted = sorted;
    }

    /// Numbers in any order, which may come up several times.
    static Atoms of(int[] numbers) {
        int[] sorted = numbers.clone();
        Arrays.sort(sorted);
        int count = 0;
        for (int one : sorted) {
            if (count == 0 || sorted[count - 1] != one) {
                sorted[count++] = one;
            }
        }
        return new Atoms(count == sorted.length ? sorted : Arrays.copyOf(sorted, count));
    }

    static Atoms of(BitSet bits) {
        return new Atoms(bits.stream().toArray());
    }

    int size() {
        return sorted.length;
    }

    /// The atom at a place in their order.
    int get(int index) {
        return sorted[index];
    }

    /// At which place the first atom from `from` to `to` stands that is not below a number; `to`
    /// when there is none.
    int firstFrom(int number, int from, int to) {
        int found = Arrays.binarySearch(sorted, from, to, number);
        return found < 0 ? -found - 1 : found;
    }

    BitSet bits() {
        var bits = new BitSet();
        for (int one : sorted) {
            bits.set(one);
        }
        return bits;
    }

    boolean isWithin(BitSet others) {
        for (int one : sorted) {
            if (!others.get(one)) {
                return false;
            }
        }
        return true;
    }
}
