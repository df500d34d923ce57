package dev.evenkeel.language;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A nondeterministic automaton for many patterns at once. Literals share a trie, so that thousands
/// of them cost what their texts cost.
///
/// A configuration is a state in one of three layers: somewhere in the text, where what is left is
/// exactly a line feed, and where nothing is left; the ends of lines and texts lead to the latter.
final class Nfa {
    static final int LAYERS = 3;

    private final List<State> states = new ArrayList<>();
    private final Map<ByteSet, Integer> sets = new HashMap<>();
    private final List<ByteSet> setList = new ArrayList<>();
    private final int anchored;
    private final int floating;

    /// A state with its edges: consuming a byte of a set, or nothing.
    static final class State {
        private final List<Edge> edges = new ArrayList<>(2);
        private int[] plain = {};
        private int[] start = {};
        private int[] end = {};
        private int[] lineEnd = {};

        /// The pattern that is matched whatever follows; -1 for none.
        private int accepts = -1;

        /// The pattern that is matched when nothing is left; -1 for none.
        private int acceptsAtEnd = -1;

        List<Edge> edges() {
            return edges;
        }

        int[] plain() {
            return plain;
        }

        int[] start() {
            return start;
        }

        int[] end() {
            return end;
        }

        int[] lineEnd() {
            return lineEnd;
        }

        int accepts() {
            return accepts;
        }

        int acceptsAtEnd() {
            return acceptsAtEnd;
        }
    }

    record Edge(int set, int target) {}

    Nfa(List<Pattern> patterns) {
        anchored = state();
        floating = state();
        consume(floating, ByteSet.ALL, floating);
        var tries = new HashMap<TrieEdge, Integer>();
        for (int i = 0; i < patterns.size(); i++) {
            switch (patterns.get(i)) {
                case Pattern.Literal literal -> literal(literal, i, tries);
                case Pattern.Search(Regular regular) -> {
                    int accepted = state();
                    states.get(accepted).accepts = i;
                    compile(regular, floating, accepted);
                }
            }
        }
    }

    private record TrieEdge(int state, ByteSet bytes) {}

    int anchored() {
        return anchored;
    }

    int floating() {
        return floating;
    }

    State state(int number) {
        return states.get(number);
    }

    int size() {
        return states.size();
    }

    List<ByteSet> sets() {
        return setList;
    }

    private int state() {
        states.add(new State());
        return states.size() - 1;
    }

    private void consume(int from, ByteSet bytes, int to) {
        Integer set = sets.get(bytes);
        if (set == null) {
            set = setList.size();
            sets.put(bytes, set);
            setList.add(bytes);
        }
        states.get(from).edges.add(new Edge(set, to));
    }

    private void literal(Pattern.Literal literal, int number, Map<TrieEdge, Integer> tries) {
        boolean fromStart =
                switch (literal.place()) {
                    case WHOLE, START -> true;
                    case END, ANYWHERE -> false;
                };
        int at = fromStart ? anchored : floating;
        for (int i = 0; i < literal.text().length(); i++) {
            ByteSet one = ByteSet.of(literal.text().charAt(i));
            ByteSet bytes = literal.ignoreCase() ? one.inAnyCase() : one;
            var edge = new TrieEdge(at, bytes);
            Integer next = tries.get(edge);
            if (next == null) {
                next = state();
                tries.put(edge, next);
                consume(at, bytes, next);
            }
            at = next;
        }
        int accepted = state();
        boolean toEnd =
                switch (literal.place()) {
                    case WHOLE, END -> true;
                    case START, ANYWHERE -> false;
                };
        if (toEnd) {
            states.get(accepted).acceptsAtEnd = number;
            states.get(at).end = with(states.get(at).end, accepted);
        } else {
            states.get(accepted).accepts = number;
            states.get(at).plain = with(states.get(at).plain, accepted);
        }
    }

    private static int[] with(int[] all, int one) {
        int[] more = java.util.Arrays.copyOf(all, all.length + 1);
        more[all.length] = one;
        return more;
    }

    private void plain(int from, int to) {
        states.get(from).plain = with(states.get(from).plain, to);
    }

    /// Adds what leads from one state to another over texts that an expression matches.
    private void compile(Regular regular, int from, int to) {
        switch (regular) {
            case Regular.Nothing _ -> {}
            case Regular.One(ByteSet bytes) -> consume(from, bytes, to);
            case Regular.Start _ -> states.get(from).start = with(states.get(from).start, to);
            case Regular.End _ -> states.get(from).end = with(states.get(from).end, to);
            case Regular.LineEnd _ -> states.get(from).lineEnd = with(states.get(from).lineEnd, to);
            case Regular.Then(List<Regular> parts) -> {
                int at = from;
                for (Regular part : parts) {
                    int next = state();
                    compile(part, at, next);
                    at = next;
                }
                plain(at, to);
            }
            case Regular.Or(List<Regular> alternatives) -> {
                for (Regular alternative : alternatives) {
                    int start = state();
                    plain(from, start);
                    compile(alternative, start, to);
                }
            }
            case Regular.Repeat(Regular inner, int min, int max) ->
                    repeat(inner, min, max, from, to);
        }
    }

    private void repeat(Regular inner, int min, int max, int from, int to) {
        int at = state();
        plain(from, at);
        for (int i = 0; i < min; i++) {
            int next = state();
            compile(inner, at, next);
            at = next;
        }
        if (max < 0) {
            int loop = state();
            plain(at, loop);
            int back = state();
            compile(inner, loop, back);
            plain(back, loop);
            at = loop;
        }
        for (int i = min; i < max; i++) {
            plain(at, to);
            int next = state();
            compile(inner, at, next);
            at = next;
        }
        plain(at, to);
    }
}
