package dev.evenkeel.language;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Literals in the order of their texts, as a tree: a node is a run of literals that begin alike.
final class Literals {
    private final List<Numbered> sorted;
    private final boolean ignoreCase;

    /// A literal with the number of the pattern that it stands for.
    record Numbered(int number, Pattern.Literal literal) {}

    Literals(List<Numbered> literals, boolean ignoreCase) {
        this.ignoreCase = ignoreCase;
        var folded = new ArrayList<Numbered>(literals.size());
        for (Numbered one : literals) {
            folded.add(ignoreCase ? folded(one) : one);
        }
        folded.sort(Comparator.comparing((Numbered one) -> one.literal().text()));
        sorted = folded;
    }

    private static Numbered folded(Numbered one) {
        var text = new StringBuilder(one.literal().text());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 'A' && c <= 'Z') {
                text.setCharAt(i, (char) (c + 32));
            }
        }
        return new Numbered(
                one.number(), new Pattern.Literal(one.literal().place(), text.toString(), true));
    }

    int size() {
        return sorted.size();
    }

    Numbered get(int index) {
        return sorted.get(index);
    }

    int byteAt(int index, int depth) {
        return sorted.get(index).literal().text().charAt(depth) & 0xFF;
    }

    /// Behind the literals of a run that are only so long.
    int ended(int from, int to, int depth) {
        int i = from;
        while (i < to && sorted.get(i).literal().text().length() == depth) {
            i++;
        }
        return i;
    }

    /// Behind the literals of a run that have the same byte at a place as its first.
    int alike(int from, int to, int depth) {
        int one = byteAt(from, depth);
        if (byteAt(to - 1, depth) == one) {
            return to;
        }
        int low = from + 1;
        int high = to - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (byteAt(middle, depth) == one) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    boolean ignoresCase() {
        return ignoreCase;
    }

    /// Edges of a node, by their bytes: with `ignoreCase` a letter has two.
    static final class Edges {
        private final int[] bytes = new int[512];
        private final int[] targets = new int[512];
        private int count;

        void clear() {
            count = 0;
        }

        int count() {
            return count;
        }

        int at(int index) {
            return bytes[index];
        }

        int target(int index) {
            return targets[index];
        }

        void add(int b, int target, boolean inAnyCase) {
            insert(b, target);
            if (inAnyCase && b >= 'a' && b <= 'z') {
                insert(b - 32, target);
            }
        }

        private void insert(int b, int target) {
            int i = count++;
            while (i > 0 && bytes[i - 1] > b) {
                bytes[i] = bytes[i - 1];
                targets[i] = targets[i - 1];
                i--;
            }
            bytes[i] = b;
            targets[i] = target;
        }
    }
}
