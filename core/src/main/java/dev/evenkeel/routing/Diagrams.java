package dev.evenkeel.routing;

import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.IntPredicate;

/// Decision diagrams over yes-or-no questions, in one arena: reduced and shared, so that equal
/// functions are the same node. A diagram ends in numbers; sets end in `FALSE` and `TRUE` only.
///
/// Every node costs some memory until the whole arena is let go; when there are more than the
/// budget allows, operations throw `Exhausted`. Source: Bryant, Graph-Based Algorithms for Boolean
/// Function Manipulation, 1986.
final class Diagrams {
    static final int FALSE = 0;
    static final int TRUE = 1;

    private static final int LEAF = Integer.MAX_VALUE;
    private static final int CACHE_BITS = 19;

    /// What is kept of a node.
    private static final int LEVEL = 0;

    private static final int LOW = 1;
    private static final int HIGH = 2;
    private static final int FIELDS = 3;

    /// How many numbers an entry of the cache has.
    private static final int CACHED = 4;

    private static final int AND = 1;
    private static final int OR = 2;
    private static final int MINUS = 3;
    private static final int PAIR = 4;
    private static final int CHOOSE = 5;
    private static final int EITHER = 6;
    private static final int SOME = 7;
    private static final int WHERE = 8;

    /// A number above those of all operations.
    private static final int OPERATIONS = 16;

    private int nodesMax;
    private final long stepsMax;
    private long steps;

    /// Of every node its level and where no and yes lead. What is asked together lies together,
    /// here and in the cache: most of the time goes to waiting for memory.
    private int[] nodes = new int[FIELDS << 12];

    private int size;
    private int[] table = new int[1 << 13];

    /// By the hash of an operation: its two operands, what else it is of, and its result.
    private final int[] cache = new int[CACHED << CACHE_BITS];

    /// The budget ran out.
    static final class Exhausted extends TooMuch {
        private static final long serialVersionUID = 1L;

        Exhausted(String what) {
            super(what);
        }
    }

    /// With so many nodes at most, and so many steps of all operations together.
    Diagrams(int nodesMax, long stepsMax) {
        this.nodesMax = nodesMax;
        this.stepsMax = stepsMax;
        Arrays.fill(table, -1);
        terminal(0);
        terminal(1);
    }

    int size() {
        return size;
    }

    /// From now on there may be so many nodes.
    void allow(int nodes) {
        nodesMax = nodes;
    }

    /// Counts work that is done beside the operations.
    void spend(int more) {
        steps += more;
        if (steps > stepsMax) {
            throw new Exhausted("more steps than are allowed");
        }
    }

    /// How many steps were taken.
    long steps() {
        return steps;
    }

    boolean isTerminal(int node) {
        return nodes[FIELDS * node + LEVEL] == LEAF;
    }

    int value(int node) {
        return nodes[FIELDS * node + LOW];
    }

    int level(int node) {
        return nodes[FIELDS * node + LEVEL];
    }

    int low(int node) {
        return nodes[FIELDS * node + LOW];
    }

    int high(int node) {
        return nodes[FIELDS * node + HIGH];
    }

    /// The diagram that ends in one number whatever the answers.
    int terminal(int value) {
        return make(LEAF, value, value);
    }

    /// The set of what answers the question at a level with yes.
    int question(int level) {
        return node(level, FALSE, TRUE);
    }

    int node(int level, int low, int high) {
        return low == high ? low : make(level, low, high);
    }

    private int make(int level, int low, int high) {
        int slot = hash(level, low, high) & (table.length - 1);
        while (table[slot] >= 0) {
            int node = table[slot];
            int at = FIELDS * node;
            if (nodes[at + LEVEL] == level && nodes[at + LOW] == low && nodes[at + HIGH] == high) {
                return node;
            }
            slot = (slot + 1) & (table.length - 1);
        }
        if (size >= nodesMax) {
            throw new Exhausted("more than " + nodesMax + " nodes");
        }
        int at = FIELDS * size;
        if (at == nodes.length) {
            nodes = Arrays.copyOf(nodes, 2 * at);
        }
        nodes[at + LEVEL] = level;
        nodes[at + LOW] = low;
        nodes[at + HIGH] = high;
        table[slot] = size;
        size++;
        if (2 * size > table.length) {
            rehash();
        }
        return size - 1;
    }

    private void rehash() {
        table = new int[2 * table.length];
        Arrays.fill(table, -1);
        for (int node = 0; node < size; node++) {
            int slot =
                    hash(
                                    nodes[FIELDS * node + LEVEL],
                                    nodes[FIELDS * node + LOW],
                                    nodes[FIELDS * node + HIGH])
                            & (table.length - 1);
            while (table[slot] >= 0) {
                slot = (slot + 1) & (table.length - 1);
            }
            table[slot] = node;
        }
    }

    private static int hash(int a, int b, int c) {
        long mixed = a * 0x9E3779B97F4A7C15L + b * 0xC2B2AE3D27D4EB4FL + c * 0x165667B19E3779F9L;
        mixed ^= mixed >>> 29;
        mixed *= 0xBF58476D1CE4E5B9L;
        return (int) (mixed >>> 32);
    }

    int and(int a, int b) {
        if (a == FALSE || b == FALSE) {
            return FALSE;
        }
        if (a == TRUE || a == b) {
            return b;
        }
        if (b == TRUE) {
            return a;
        }
        return both(AND, Math.min(a, b), Math.max(a, b));
    }

    int or(int a, int b) {
        if (a == TRUE || b == TRUE) {
            return TRUE;
        }
        if (a == FALSE || a == b) {
            return b;
        }
        if (b == FALSE) {
            return a;
        }
        return both(OR, Math.min(a, b), Math.max(a, b));
    }

    /// What is in `a` and not in `b`.
    int minus(int a, int b) {
        if (a == FALSE || b == TRUE || a == b) {
            return FALSE;
        }
        return b == FALSE ? a : both(MINUS, a, b);
    }

    int not(int a) {
        return minus(TRUE, a);
    }

    /// Where two diagrams end differently the number that `pairs` gives the two ends, where they
    /// end in the same way 0. Calls of one `family` give equal pairs equal numbers.
    int pairs(int a, int b, int family, Pairs pairs) {
        if (a == b) {
            return FALSE;
        }
        if (isTerminal(a) && isTerminal(b)) {
            return terminal(pairs.number(value(a), value(b)));
        }
        int cached = cached(PAIR, a, b, family);
        if (cached >= 0) {
            return cached;
        }
        int level = Math.min(nodes[FIELDS * a + LEVEL], nodes[FIELDS * b + LEVEL]);
        int low = pairs(low(a, level), low(b, level), family, pairs);
        int high = pairs(high(a, level), high(b, level), family, pairs);
        return remember(PAIR, a, b, family, node(level, low, high));
    }

    /// Numbers for pairs of ends, above 0.
    @FunctionalInterface
    interface Pairs {
        int number(int a, int b);
    }

    private int low(int node, int level) {
        return nodes[FIELDS * node + LEVEL] == level ? nodes[FIELDS * node + LOW] : node;
    }

    private int high(int node, int level) {
        return nodes[FIELDS * node + LEVEL] == level ? nodes[FIELDS * node + HIGH] : node;
    }

    private int both(int operation, int a, int b) {
        int cached = cached(operation, a, b, 0);
        if (cached >= 0) {
            return cached;
        }
        int level = Math.min(nodes[FIELDS * a + LEVEL], nodes[FIELDS * b + LEVEL]);
        int low = apply(operation, low(a, level), low(b, level));
        int high = apply(operation, high(a, level), high(b, level));
        return remember(operation, a, b, 0, node(level, low, high));
    }

    private int apply(int operation, int a, int b) {
        return switch (operation) {
            case AND -> and(a, b);
            case OR -> or(a, b);
            default -> minus(a, b);
        };
    }

    /// `yes` for what is in the set, `no` for what is not.
    int choose(int set, int yes, int no) {
        if (set == TRUE || yes == no) {
            return yes;
        }
        if (set == FALSE) {
            return no;
        }
        if (yes == TRUE && no == FALSE) {
            return set;
        }
        int cached = cached(CHOOSE, set, yes, no);
        if (cached >= 0) {
            return cached;
        }
        int level =
                Math.min(
                        nodes[FIELDS * set + LEVEL],
                        Math.min(nodes[FIELDS * yes + LEVEL], nodes[FIELDS * no + LEVEL]));
        int low = choose(low(set, level), low(yes, level), low(no, level));
        int high = choose(high(set, level), high(yes, level), high(no, level));
        return remember(CHOOSE, set, yes, no, node(level, low, high));
    }

    private int cached(int operation, int a, int b, int c) {
        spend(1);
        return known(operation, a, b, c);
    }

    private int known(int operation, int a, int b, int c) {
        int slot = slot(operation, a, b, c);
        return cache[slot] == a && cache[slot + 1] == b && cache[slot + 2] == key(operation, c)
                ? cache[slot + 3]
                : -1;
    }

    private static int slot(int operation, int a, int b, int c) {
        return CACHED * (hash(operation * 31 + c, a, b) & ((1 << CACHE_BITS) - 1));
    }

    private static int key(int operation, int c) {
        return OPERATIONS * c + operation;
    }

    private int remember(int operation, int a, int b, int c, int result) {
        int slot = slot(operation, a, b, c);
        cache[slot] = a;
        cache[slot + 1] = b;
        cache[slot + 2] = key(operation, c);
        cache[slot + 3] = result;
        return result;
    }

    /// Whether the numbers that the questions from `level` on (the first counts most) spell lie in
    /// a set of numbers.
    int numbers(int level, int bits, Atoms numbers) {
        return numbers(level, bits, 0, numbers, 0, numbers.size());
    }

    /// Those of the numbers at the places from `first` to `end`, which all are `from` or above.
    private int numbers(int level, int bits, int from, Atoms numbers, int first, int end) {
        if (first == end) {
            return FALSE;
        }
        if (end - first == 1 << bits) {
            return TRUE;
        }
        int middle = from + (1 << (bits - 1));
        int second = numbers.firstFrom(middle, first, end);
        return node(
                level,
                numbers(level + 1, bits - 1, from, numbers, first, second),
                numbers(level + 1, bits - 1, middle, numbers, second, end));
    }

    /// The set whatever the answer to the question at a level.
    int either(int set, int level) {
        if (nodes[FIELDS * set + LEVEL] > level) {
            return set;
        }
        if (nodes[FIELDS * set + LEVEL] == level) {
            return or(nodes[FIELDS * set + LOW], nodes[FIELDS * set + HIGH]);
        }
        int cached = cached(EITHER, set, level, 0);
        if (cached >= 0) {
            return cached;
        }
        int low = either(nodes[FIELDS * set + LOW], level);
        int high = either(nodes[FIELDS * set + HIGH], level);
        return remember(EITHER, set, level, 0, node(nodes[FIELDS * set + LEVEL], low, high));
    }

    /// What is in a set for some answers to some questions, which are always the same in one arena.
    int some(int set, IntPredicate questions) {
        if (isTerminal(set)) {
            return set;
        }
        int cached = cached(SOME, set, 0, 0);
        if (cached >= 0) {
            return cached;
        }
        int level = nodes[FIELDS * set + LEVEL];
        int low = some(nodes[FIELDS * set + LOW], questions);
        int high = some(nodes[FIELDS * set + HIGH], questions);
        int some = questions.test(level) ? or(low, high) : node(level, low, high);
        return remember(SOME, set, 0, 0, some);
    }

    /// The numbers that a diagram ends in, in the order in which it meets them.
    Set<Integer> numbers(int diagram) {
        var numbers = new LinkedHashSet<Integer>();
        numbers(diagram, numbers, new BitSet(size));
        return numbers;
    }

    private void numbers(int node, Set<Integer> numbers, BitSet seen) {
        if (seen.get(node)) {
            return;
        }
        seen.set(node);
        if (isTerminal(node)) {
            numbers.add(value(node));
        } else {
            numbers(nodes[FIELDS * node + LOW], numbers, seen);
            numbers(nodes[FIELDS * node + HIGH], numbers, seen);
        }
    }

    /// The set of what ends in a number.
    int where(int diagram, int number) {
        if (isTerminal(diagram)) {
            return value(diagram) == number ? TRUE : FALSE;
        }
        int cached = known(WHERE, diagram, number, 0);
        if (cached >= 0) {
            return cached;
        }
        int low = where(nodes[FIELDS * diagram + LOW], number);
        int high = where(nodes[FIELDS * diagram + HIGH], number);
        return remember(
                WHERE, diagram, number, 0, node(nodes[FIELDS * diagram + LEVEL], low, high));
    }

    /// The set of what does not end in 0.
    int something(int diagram) {
        return not(where(diagram, 0));
    }
}
