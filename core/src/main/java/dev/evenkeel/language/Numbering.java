package dev.evenkeel.language;

import java.util.Arrays;

/// Numbers for keys, in the order in which they first come: an open hash table.
final class Numbering {
    private long[] keys;
    private int[] numbers;
    private int count;

    Numbering(int expected) {
        int capacity = Integer.highestOneBit(Math.max(16, expected * 2 - 1)) * 2;
        keys = new long[capacity];
        numbers = new int[capacity];
        Arrays.fill(numbers, -1);
    }

    static long pair(int a, int b) {
        return (long) a << 32 | (b & 0xFFFFFFFFL);
    }

    int count() {
        return count;
    }

    /// The number of a key; a new one, which is the count before, when the key is new.
    int of(long key) {
        int mask = numbers.length - 1;
        int at = (int) mixed(key) & mask;
        while (numbers[at] >= 0) {
            if (keys[at] == key) {
                return numbers[at];
            }
            at = at + 1 & mask;
        }
        keys[at] = key;
        numbers[at] = count++;
        if (count * 2 > numbers.length) {
            grow();
            return count - 1;
        }
        return numbers[at];
    }

    private void grow() {
        long[] oldKeys = keys;
        int[] oldNumbers = numbers;
        keys = new long[2 * oldKeys.length];
        numbers = new int[2 * oldKeys.length];
        Arrays.fill(numbers, -1);
        int mask = numbers.length - 1;
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldNumbers[i] >= 0) {
                int at = (int) mixed(oldKeys[i]) & mask;
                while (numbers[at] >= 0) {
                    at = at + 1 & mask;
                }
                keys[at] = oldKeys[i];
                numbers[at] = oldNumbers[i];
            }
        }
    }

    /// Source: the finaliser of SplitMix64.
    static long mixed(long key) {
        long mixed = (key ^ key >>> 30) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94D049BB133111EBL;
        return mixed ^ mixed >>> 31;
    }
}
