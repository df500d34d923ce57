package dev.evenkeel.routing;

import java.util.Arrays;
import java.util.BitSet;

/// Numbers divided into classes by sets that must not cut a class. What is not valid is in none.
final class Classes {
    private final int[] classOf;
    private final BitSet valid;
    private final int[] sizes;
    private int count;
    private int[] firsts = {};

    /// While a set divides: how many members of a class lie in it, and to which class they go. Not
    /// 0 only as long as that is not decided.
    private final int[] inside;

    private final int[] goesTo;

    Classes(int numbers, BitSet valid) {
        this.classOf = new int[numbers];
        this.valid = valid;
        this.sizes = new int[numbers + 1];
        this.inside = new int[numbers + 1];
        this.goesTo = new int[numbers + 1];
        this.sizes[0] = valid.cardinality();
        this.count = 1;
    }

    /// Cuts every class that lies neither inside nor outside of a set.
    void divide(Atoms set) {
        for (int i = 0; i < set.size(); i++) {
            if (valid.get(set.get(i))) {
                inside[classOf[set.get(i)]]++;
            }
        }
        for (int i = 0; i < set.size(); i++) {
            int member = set.get(i);
            if (valid.get(member)) {
                int of = classOf[member];
                if (inside[of] > 0) {
                    decide(of);
                }
                classOf[member] = goesTo[of];
            }
        }
    }

    private void decide(int of) {
        goesTo[of] = of;
        if (inside[of] < sizes[of]) {
            goesTo[of] = count;
            sizes[of] -= inside[of];
            sizes[count++] = inside[of];
        }
        inside[of] = 0;
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
    Atoms of(Atoms set) {
        var of = new int[set.size()];
        int size = 0;
        for (int i = 0; i < set.size(); i++) {
            if (valid.get(set.get(i))) {
                of[size++] = classOf[set.get(i)];
            }
        }
        return Atoms.of(Arrays.copyOf(of, size));
    }
}
