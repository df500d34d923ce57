package dev.evenkeel.language;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.List;

/// A text of every atom. All suggestions are looked at once, and the automaton is walked once for
/// the atoms that none of them lies in.
public final class Witnesses {
    private static final int COST_MAX = 40;
    private static final int[] COST = costs();

    private final Automaton automaton;
    private final @Nullable String[] texts;
    private boolean searched;

    Witnesses(Automaton automaton, List<String> suggestions) {
        this.automaton = automaton;
        this.texts = new String[automaton.labels()];
        for (String suggestion : suggestions) {
            int atom = automaton.label(automaton.walk(0, suggestion));
            if (texts[atom] == null) {
                texts[atom] = suggestion;
            }
        }
    }

    /// The text of an atom.
    public String of(int atom) {
        String known = texts[atom];
        if (known == null) {
            if (searched) {
                throw new IllegalStateException("an atom without a text");
            }
            new Search().run();
            searched = true;
            return of(atom);
        }
        return known;
    }

    /// The cheapest text that leads to each state, found with a queue of buckets by cost. Source:
    /// R. Dial, "Algorithm 360: shortest-path forest with topological ordering" (1969).
    private final class Search {
        private final int[] before = new int[automaton.states()];
        private final byte[] by = new byte[automaton.states()];
        private final int[] cost = new int[automaton.states()];
        private final int[][] buckets = new int[COST_MAX + 1][16];
        private final int[] sizes = new int[COST_MAX + 1];
        private int waiting;

        void run() {
            Arrays.fill(cost, Integer.MAX_VALUE);
            reach(0, 0, 0, 0);
            for (int at = 0; waiting > 0; at++) {
                int bucket = at % buckets.length;
                for (int i = 0; i < sizes[bucket]; i++) {
                    waiting--;
                    int state = buckets[bucket][i];
                    if (cost[state] == at) {
                        settle(state);
                    }
                }
                sizes[bucket] = 0;
            }
        }

        private void settle(int state) {
            int atom = automaton.label(state);
            if (texts[atom] == null) {
                texts[atom] = text(state);
            }
            int first = 0;
            for (int i = automaton.from(state); i < automaton.to(state); i++) {
                int last = automaton.last(i);
                int best = readable(first, last);
                reach(automaton.target(i), cost[state] + COST[best], state, best);
                first = last + 1;
            }
        }

        private void reach(int state, int costThere, int from, int b) {
            boolean better =
                    costThere < cost[state]
                            || (costThere == cost[state]
                                    && from == before[state]
                                    && rank(b) < rank(by[state] & 0xFF));
            if (!better) {
                return;
            }
            boolean queued = cost[state] == costThere;
            cost[state] = costThere;
            before[state] = from;
            by[state] = (byte) b;
            if (queued) {
                return;
            }
            int bucket = costThere % buckets.length;
            if (sizes[bucket] == buckets[bucket].length) {
                buckets[bucket] = Arrays.copyOf(buckets[bucket], 2 * sizes[bucket]);
            }
            buckets[bucket][sizes[bucket]++] = state;
            waiting++;
        }

        private String text(int state) {
            var text = new StringBuilder();
            for (int at = state; at != 0; at = before[at]) {
                text.append((char) (by[at] & 0xFF));
            }
            return text.reverse().toString();
        }
    }

    /// The most readable byte of a range.
    private static int readable(int first, int last) {
        int best = first;
        for (int b = first + 1; b <= last; b++) {
            best = rank(b) < rank(best) ? b : best;
        }
        return best;
    }

    private static final int[] RANKS = ranks();

    private static int rank(int b) {
        return RANKS[b];
    }

    /// Letters before slashes and dots, then digits and other signs; what cannot be shown is last.
    private static int[] ranks() {
        var ranks = new int[256];
        for (int b = 0; b < 256; b++) {
            ranks[b] = b > ' ' && b < 127 ? 100 + b : 1000 + b;
        }
        for (int b = 0; b < 26; b++) {
            ranks['a' + b] = 1 + b;
            ranks['A' + b] = 70 + b;
        }
        for (int b = 0; b < 10; b++) {
            ranks['0' + b] = 40 + b;
        }
        ranks['x'] = 0;
        ranks['/'] = 30;
        ranks['.'] = 31;
        ranks['-'] = 60;
        ranks['_'] = 61;
        return ranks;
    }

    /// How many readable characters one is worth.
    private static int[] costs() {
        var costs = new int[256];
        for (int b = 0; b < 256; b++) {
            boolean word = Character.digit(b, 36) >= 0 || "/.-_".indexOf(b) >= 0;
            costs[b] = word && b < 128 ? 2 : b > ' ' && b < 127 ? 5 : COST_MAX;
        }
        return costs;
    }
}
