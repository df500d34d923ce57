package dev.evenkeel.routing;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/// Numbers divided into classes by sets that must not cut a class. What is not valid is in none.
final class Classes {
    private final int[] classOf;
    private final BitSet valid;
    private int[] sizes;
    private int count;
    private int[] firsts = {};

    Classes(int numbers, BitSet valid) {
        this.classOf = new int[numbers];
        this.valid = valid;
        this.sizes = new int[] {valid.cardinality()};
        this.count = 1;
    }

    /// Cuts every class that lies neither inside nor outside of a set.
    void divide(BitSet set) {
        Map<Integer, Integer> inside = new HashMap<>();
        for (int i = set.nextSetBit(0); i >= 0; i = set.nextSetBit(i + 1)) {
            if (valid.get(i)) {
                inside.merge(classOf[i], 1, Integer::sum);
            }
        }
        Map<Integer, Integer> moved = new HashMap<>();
        inside.forEach((of, size) -> {
            if (size < sizes[of]) {
                if (count == sizes.length) {
                    sizes = Arrays.copyOf(sizes, 2 * count);
                }
                sizes[of] -= size;
                sizes[count] = size;
                moved.put(of, count++);
            }
        });
        if (moved.isEmpty()) {
            return;
        }
        for (int i = set.nextSetBit(0); i >= 0; i = set.nextSetBit(i + 1)) {
            Integer to = valid.get(i) ? moved.get(classOf[i]) : null;
            if (to != null) {
                classOf[i] = to;
            }
        }
    }

    /// Numbers the classes anew by the first member of each.
    void number() {
        var numbers = new int[count];
        Arrays.fill(numbers, -1);
        firsts = new int[count];
        int next = 0;
        for (int i = valid.nextSetBit(0); i >= 0; i = valid.nextSetBit(i + 1)) {
            if (numbers[classOf[i]] < 0) {
                firsts[next] = i;
                numbers[classOf[i]] = next++;
            }
            classOf[i] = numbers[classOf[i]];
        }
        count = next;
    }

    int count() {
        return count;
    }

    /// The class of a number; -1 for what is not valid.
    int of(int number) {
        return valid.get(number) ? classOf[number] : -1;
    }

    /// The first member of a class, after they were numbered.
    int first(int number) {
        return firsts[number];
    }

    /// The classes that a set is made of.
    BitSet of(BitSet set) {
        var of = new BitSet();
        for (int i = set.nextSetBit(0); i >= 0; i = set.nextSetBit(i + 1)) {
            if (valid.get(i)) {
                of.set(classOf[i]);
            }
        }
        return of;
    }
}
