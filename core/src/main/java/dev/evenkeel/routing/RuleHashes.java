package dev.evenkeel.routing;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.IntConsumer;

/// Which rules need a text, found by the hash of the text: by that of a whole value, or by those of
/// its beginnings. Texts that share a hash are not told apart, so more rules may be found than need
/// the value, and none is missed.
///
/// Everything lies in one array of open addressing, because among thousands of rules each look at
/// another piece of memory costs more than the comparison that it saves.
final class RuleHashes {
    /// The hash of a text above; below it a rule, counted from 1, or where several rules need the
    /// text, an index of `shared`, counted from 1 and negative. 0: nothing.
    private final long[] slots;

    private final int[][] shared;

    /// The lengths of the texts, shortest first.
    private final int[] lengths;

    RuleHashes(Map<String, List<Integer>> rules) {
        int size = Math.max(8, Integer.highestOneBit(rules.size()) << 2);
        slots = new long[size];
        shared = new int[(int) rules.values().stream().filter(some -> some.size() > 1).count()][];
        var found = new TreeSet<Integer>();
        int sharing = 0;
        for (Map.Entry<String, List<Integer>> entry : rules.entrySet()) {
            List<Integer> some = entry.getValue();
            int code = 1 + some.getFirst();
            if (some.size() > 1) {
                shared[sharing++] = some.stream().mapToInt(Integer::intValue).toArray();
                code = -sharing;
            }
            found.add(entry.getKey().length());
            put(entry.getKey().hashCode(), code);
        }
        lengths = found.stream().mapToInt(Integer::intValue).toArray();
    }

    private void put(int hash, int code) {
        int slot = slot(hash);
        while (slots[slot] != 0) {
            slot = (slot + 1) & (slots.length - 1);
        }
        slots[slot] = (long) hash << 32 | (code & 0xFFFF_FFFFL);
    }

    private int slot(int hash) {
        int mixed = hash * 0x9E37_79B9;
        return (mixed ^ mixed >>> 16) & (slots.length - 1);
    }

    /// Tells the rules that need a value.
    void equal(String value, IntConsumer told) {
        if (Arrays.binarySearch(lengths, value.length()) >= 0) {
            tell(value.hashCode(), told);
        }
    }

    /// Tells the rules that need a beginning of a value.
    void beginning(String value, IntConsumer told) {
        int hash = 0;
        int hashed = 0;
        for (int length : lengths) {
            if (length > value.length()) {
                return;
            }
            // As a text computes its own.
            for (; hashed < length; hashed++) {
                hash = 31 * hash + value.charAt(hashed);
            }
            tell(hash, told);
        }
    }

    private void tell(int hash, IntConsumer told) {
        for (int slot = slot(hash); slots[slot] != 0; slot = (slot + 1) & (slots.length - 1)) {
            if ((int) (slots[slot] >> 32) == hash) {
                int code = (int) slots[slot];
                if (code > 0) {
                    told.accept(code - 1);
                } else {
                    for (int rule : shared[-code - 1]) {
                        told.accept(rule);
                    }
                }
            }
        }
    }
}
