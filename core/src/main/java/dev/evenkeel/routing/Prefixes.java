package dev.evenkeel.routing;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/// Which of many texts a value begins with, found by halving: all of them stand on the chain of
/// prefixes of the greatest text that is not greater than the value.
final class Prefixes {
    private final String[] sorted;
    private final int[] numbers;
    private final int[] parents;

    Prefixes(List<String> texts) {
        Integer[] order = new Integer[texts.size()];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.comparing((Integer i) -> texts.get(i)));
        sorted = new String[order.length];
        numbers = new int[order.length];
        parents = new int[order.length];
        for (int i = 0; i < order.length; i++) {
            sorted[i] = texts.get(order[i]);
            numbers[i] = order[i];
            int parent = i - 1;
            while (parent >= 0 && !sorted[i].startsWith(sorted[parent])) {
                parent = parents[parent];
            }
            parents[i] = parent;
        }
    }

    /// The number of the longest text that the value begins with (of equal ones the first), or
    /// `Patterns.NONE`.
    int longest(String value) {
        int at = chain(value);
        if (at < 0) {
            return Patterns.NONE;
        }
        while (parents[at] >= 0 && sorted[parents[at]].length() == sorted[at].length()) {
            at = parents[at];
        }
        return numbers[at];
    }

    /// The smallest number of a text that the value begins with, or `Patterns.NONE`.
    int first(String value) {
        int least = Patterns.NONE;
        for (int at = chain(value); at >= 0; at = parents[at]) {
            if (least < 0 || numbers[at] < least) {
                least = numbers[at];
            }
        }
        return least;
    }

    /// The place of the longest text that the value begins with; -1 when there is none.
    private int chain(String value) {
        int low = 0;
        int high = sorted.length - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle].compareTo(value) <= 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        int at = high;
        while (at >= 0 && !value.startsWith(sorted[at])) {
            at = parents[at];
        }
        return at;
    }
}
