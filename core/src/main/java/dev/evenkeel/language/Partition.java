package dev.evenkeel.language;

import org.jspecify.annotations.Nullable;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/// All texts, divided by which of some patterns match them: each part (atom) is the set of the
/// texts that exactly the same patterns match, and holds at least one text. A deterministic
/// automaton over bytes decides in one walk which atom a text belongs to.
///
/// Patterns and atoms are numbered from 0. Atoms are numbered in the order of the texts, bytewise
/// and what is longer behind what it begins with: the texts with one beginning lie in a run of
/// numbers where patterns look at beginnings.
public final class Partition {
    /// Its labels are the atoms.
    private final Automaton automaton;

    private final int patternCount;

    /// Of each pattern the atoms whose texts it matches, in order.
    private final int[][] atomsOfPattern;

    private @Nullable Witnesses witnesses;

    /// One part: the numbers of the patterns that match its texts, and one of its texts, as short
    /// and as readable as any.
    public record Atom(BitSet patterns, String witness) {}

    private Partition(Automaton automaton, int patternCount) {
        this.automaton = numbered(automaton);
        this.patternCount = patternCount;
        this.atomsOfPattern = atomsOfPattern(this.automaton, patternCount);
    }

    private static Automaton numbered(Automaton automaton) {
        var numbers = new int[automaton.labels()];
        Arrays.fill(numbers, -1);
        int count = 0;
        for (int state : automaton.order(0)) {
            int label = automaton.label(state);
            if (numbers[label] < 0) {
                numbers[label] = count++;
            }
        }
        return automaton.renumbered(numbers, count);
    }

    private static int[][] atomsOfPattern(Automaton automaton, int patternCount) {
        var counts = new int[patternCount];
        for (int atom = 0; atom < automaton.labels(); atom++) {
            for (int pattern : automaton.set(atom)) {
                counts[pattern]++;
            }
        }
        var atoms = new int[patternCount][];
        for (int pattern = 0; pattern < patternCount; pattern++) {
            atoms[pattern] = new int[counts[pattern]];
        }
        for (int atom = automaton.labels() - 1; atom >= 0; atom--) {
            for (int pattern : automaton.set(atom)) {
                atoms[pattern][--counts[pattern]] = atom;
            }
        }
        return atoms;
    }

    /// `null` when more than so many states would be needed.
    public static @Nullable Partition of(List<Pattern> patterns, int statesMax) {
        List<Automaton> parts = parts(patterns, statesMax);
        if (parts == null) {
            return null;
        }
        // The smallest two first: what is made on the way stays small, and few patterns meet many.
        var open =
                new PriorityQueue<Part>(
                        Comparator.comparingInt((Part part) -> part.automaton().states())
                                .thenComparingInt(Part::age));
        int age = 0;
        for (Automaton part : parts) {
            open.add(new Part(part, age++));
        }
        while (open.size() > 1) {
            Automaton small = open.remove().automaton();
            Automaton large = open.remove().automaton();
            Automaton both = Product.of(small, large, 0, statesMax);
            if (both == null) {
                return null;
            }
            open.add(new Part(reduced(both, small.states() + large.states()), age++));
        }
        return new Partition(open.remove().automaton(), patterns.size());
    }

    private record Part(Automaton automaton, int age) {}

    /// An automaton for the literals of each kind, and one for each other pattern.
    private static @Nullable List<Automaton> parts(List<Pattern> patterns, int statesMax) {
        var kinds = new ArrayList<List<Literals.Numbered>>();
        for (int i = 0; i < 4; i++) {
            kinds.add(new ArrayList<>());
        }
        var parts = new ArrayList<@Nullable Automaton>();
        for (int i = 0; i < patterns.size(); i++) {
            switch (patterns.get(i)) {
                case Pattern.Literal literal -> {
                    int anyCase = literal.ignoreCase() ? 1 : 0;
                    var numbered = new Literals.Numbered(i, literal);
                    switch (literal.place()) {
                        case WHOLE, START -> kinds.get(anyCase).add(numbered);
                        case END -> kinds.get(2 + anyCase).add(numbered);
                        case ANYWHERE -> {
                            Regular text = Regular.text(literal.text(), literal.ignoreCase());
                            parts.add(found(text, i, statesMax));
                        }
                    }
                }
                case Pattern.Search(Regular regular, _) -> parts.add(found(regular, i, statesMax));
            }
            if (!parts.isEmpty() && parts.getLast() == null) {
                return null;
            }
        }
        for (int i = 0; i < 4; i++) {
            List<Literals.Numbered> kind = kinds.get(i);
            if (!kind.isEmpty() || (i == 0 && parts.isEmpty())) {
                var literals = new Literals(kind, i % 2 == 1);
                parts.add(
                        i < 2
                                ? Beginnings.of(literals, statesMax)
                                : Endings.of(literals, statesMax));
            }
        }
        var all = new ArrayList<Automaton>();
        for (Automaton part : parts) {
            if (part == null) {
                return null;
            }
            all.add(part);
        }
        return all;
    }

    private static @Nullable Automaton found(Regular regular, int number, int statesMax) {
        Automaton automaton = Determinised.of(regular, number, statesMax);
        return automaton == null ? null : Minimal.of(automaton);
    }

    /// Divided by both: the patterns of the other are numbered behind those of this one. `null`
    /// when more than so many states would be needed.
    public @Nullable Partition and(Partition other, int statesMax) {
        Automaton both = Product.of(automaton, other.automaton, patternCount, statesMax);
        return both == null
                ? null
                : new Partition(
                        reduced(both, states() + other.states()),
                        patternCount + other.patternCount);
    }

    /// Minimal, unless it has no more states than are expected of what it was made of.
    private static Automaton reduced(Automaton made, int expected) {
        return made.states() <= expected ? made : Minimal.of(made);
    }

    /// The texts divided by where their images fall: a pattern matches a text when it matched its
    /// image. Behind the patterns comes one more that matches exactly the texts that have an image;
    /// no other matches those that have none. `null` when more than so many states would be needed.
    public @Nullable Partition before(Transducer transducer, int statesMax) {
        Automaton image = automaton;
        int defined = patternCount;
        for (Step step : transducer.steps().reversed()) {
            Automaton before = Preimage.of(image, step, defined, statesMax);
            if (before == null) {
                return null;
            }
            image = reduced(before, image.states() + image.states() / 8);
            // The image of the last one has the number from now on.
            defined = -1;
        }
        return new Partition(image, patternCount + 1);
    }

    public int patternCount() {
        return patternCount;
    }

    public int atomCount() {
        return automaton.labels();
    }

    /// The numbers of the atoms whose texts a pattern matches.
    public BitSet matching(int pattern) {
        return bits(atomsOfPattern[pattern]);
    }

    /// The same, in order.
    public int[] sorted(int pattern) {
        return atomsOfPattern[pattern].clone();
    }

    /// The numbers of the patterns that match the texts of an atom.
    public BitSet patterns(int atom) {
        return bits(automaton.set(atom));
    }

    private static BitSet bits(int[] sorted) {
        var bits = new BitSet(sorted.length == 0 ? 0 : sorted[sorted.length - 1] + 1);
        for (int one : sorted) {
            bits.set(one);
        }
        return bits;
    }

    /// All atoms by their numbers; each is made when it is asked for.
    public List<Atom> atoms() {
        return new AbstractList<>() {
            @Override
            public Atom get(int atom) {
                return new Atom(patterns(atom), shortest().of(atom));
            }

            @Override
            public int size() {
                return atomCount();
            }
        };
    }

    /// The number of the atom that a text belongs to.
    public int atomOf(String text) {
        return automaton.label(automaton.walk(0, text));
    }

    /// How many states the automaton has.
    public int states() {
        return automaton.states();
    }

    /// A text for each atom: the first suggestion that lies in it, else one as short and as
    /// readable as any.
    public Witnesses witnesses(List<String> suggestions) {
        return new Witnesses(automaton, suggestions);
    }

    private Witnesses shortest() {
        Witnesses known = witnesses;
        if (known == null) {
            known = witnesses(List.of());
            witnesses = known;
        }
        return known;
    }

    /// A text of one atom; for those of many there are `witnesses`.
    public String witness(int atom, List<String> suggestions) {
        for (String suggestion : suggestions) {
            if (atomOf(suggestion) == atom) {
                return suggestion;
            }
        }
        return shortest().of(atom);
    }
}
