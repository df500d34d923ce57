package dev.evenkeel.language;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A nondeterministic automaton that finds an expression in a text.
///
/// A configuration is a state in one of three layers: somewhere in the text, where what is left is
/// exactly a line feed, and where nothing is left; the ends of lines and texts lead to the latter.
/// Source of the construction: K. Thompson, "Regular expression search algorithm" (1968).
final class Nfa {
    static final int LAYERS = 3;

    private final List<State> states = new ArrayList<>();
    private final Map<ByteSet, Integer> sets = new HashMap<>();
    private final List<ByteSet> setList = new ArrayList<>();
    private final int begin;
    private final int accepted;
    private final int statesMax;

    /// A state with its edges: consuming a byte of a set, or nothing.
    static final class State {
        private final List<Edge> edges = new ArrayList<>(1);
        private int[] plain = NONE;
        private int[] start = NONE;
        private int[] end = NONE;
        private int[] lineEnd = NONE;

        private static final int[] NONE = {};

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
    }

    record Edge(int set, int target) {}

    Nfa(Regular regular, int statesMax) {
        this.statesMax = statesMax;
        begin = state();
        accepted = state();
        consume(begin, ByteSet.ALL, begin);
        compile(regular, begin, accepted);
    }

    /// Whether more states would be needed than are allowed.
    boolean isTooLarge() {
        return states.size() > statesMax;
    }

    int begin() {
        return begin;
    }

    int accepted() {
        return accepted;
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

    private static int[] with(int[] all, int one) {
        int[] more = Arrays.copyOf(all, all.length + 1);
        more[all.length] = one;
        return more;
    }

    private void plain(int from, int to) {
        states.get(from).plain = with(states.get(from).plain, to);
    }

    /// Adds what leads from one state to another over texts that an expression matches.
    private void compile(Regular regular, int from, int to) {
        if (isTooLarge()) {
            return;
        }
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
        for (int i = 0; i < min && !isTooLarge(); i++) {
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
        for (int i = min; i < max && !isTooLarge(); i++) {
            plain(at, to);
            int next = state();
            compile(inner, at, next);
            at = next;
        }
        plain(at, to);
    }
}
