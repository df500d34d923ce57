package dev.evenkeel.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.language.ByteSet;
import dev.evenkeel.language.Partition;
import dev.evenkeel.language.Pattern;
import dev.evenkeel.language.Regular;

import dk.brics.automaton.Automaton;
import dk.brics.automaton.BasicAutomata;
import dk.brics.automaton.BasicOperations;

import org.apache.lucene.util.automaton.Automata;
import org.apache.lucene.util.automaton.CharacterRunAutomaton;
import org.apache.lucene.util.automaton.Operations;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;

/// Which texts lie in which patterns, against two libraries of automata: for every combination of
/// patterns whether some text is matched by just these, and membership of texts.
final class LanguageOraclesTest {
    private static final int ROUNDS = 2_000;
    private static final int PATTERNS_MAX = 4;
    private static final int STATES_MAX = 100_000;

    /// A library's view of languages of bytes.
    private interface Oracle<A> {
        A bytes(ByteSet bytes);

        A concatenated(List<A> parts);

        A union(List<A> parts);

        A repeated(A inner, int min, int max);

        A intersection(A one, A other);

        A difference(A one, A other);

        boolean isEmpty(A one);

        boolean contains(A one, String text);
    }

    @Test
    void agreesWithBrics() {
        compare(new Brics(), 1);
    }

    @Test
    void agreesWithLucene() {
        compare(new Lucene(), 2);
    }

    private static <A> void compare(Oracle<A> oracle, long seed) {
        var random = new Random(seed);
        A all = repeated(oracle, oracle.bytes(ByteSet.ALL));
        int atoms = 0;
        for (int round = 0; round < ROUNDS; round++) {
            var patterns = new ArrayList<Pattern>();
            var languages = new ArrayList<A>();
            for (int i = random.nextInt(PATTERNS_MAX); i >= 0; i--) {
                add(random, oracle, all, patterns, languages);
            }
            Partition partition = Objects.requireNonNull(Partition.of(patterns, STATES_MAX));
            var combinations = new ArrayList<BitSet>();
            combine(oracle, all, languages, 0, new BitSet(), combinations);
            assertThat(partition.atoms())
                    .as("%s", patterns)
                    .extracting(Partition.Atom::patterns)
                    .containsExactlyInAnyOrderElementsOf(combinations);
            for (int i = 0; i < 20; i++) {
                String text = text(random);
                isMatchedAlike(oracle, partition, languages, text);
            }
            for (Partition.Atom atom : partition.atoms()) {
                isMatchedAlike(oracle, partition, languages, atom.witness());
                assertThat(partition.patterns(partition.atomOf(atom.witness())))
                        .isEqualTo(atom.patterns());
            }
            atoms += partition.atomCount();
        }
        assertThat(atoms).isGreaterThan(3 * ROUNDS);
    }

    private static <A> void isMatchedAlike(
            Oracle<A> oracle, Partition partition, List<A> languages, String text) {
        BitSet matched = partition.patterns(partition.atomOf(text));
        for (int j = 0; j < languages.size(); j++) {
            assertThat(matched.get(j))
                    .as("pattern %s on <%s>", j, text)
                    .isEqualTo(oracle.contains(languages.get(j), text));
        }
    }

    /// The combinations of patterns from one on that some text is matched by, of those in a set.
    private static <A> void combine(
            Oracle<A> oracle,
            A texts,
            List<A> languages,
            int from,
            BitSet matched,
            List<BitSet> combinations) {
        if (oracle.isEmpty(texts)) {
            return;
        }
        if (from == languages.size()) {
            combinations.add((BitSet) matched.clone());
            return;
        }
        A one = languages.get(from);
        A outside = oracle.difference(texts, one);
        combine(oracle, outside, languages, from + 1, matched, combinations);
        matched.set(from);
        A inside = oracle.intersection(texts, one);
        combine(oracle, inside, languages, from + 1, matched, combinations);
        matched.clear(from);
    }

    private static <A> A repeated(Oracle<A> oracle, A inner) {
        return oracle.repeated(inner, 0, -1);
    }

    private static <A> void add(
            Random random, Oracle<A> oracle, A all, List<Pattern> patterns, List<A> languages) {
        Regular inner = regular(random, 0);
        A language = translated(oracle, inner);
        boolean fromStart = random.nextBoolean();
        boolean toEnd = random.nextBoolean();
        var parts = new ArrayList<Regular>();
        var around = new ArrayList<A>();
        if (fromStart) {
            parts.add(new Regular.Start());
        } else {
            around.add(all);
        }
        parts.add(inner);
        around.add(language);
        if (toEnd) {
            parts.add(new Regular.End());
        } else {
            around.add(all);
        }
        patterns.add(new Pattern.Search(new Regular.Then(parts)));
        languages.add(oracle.concatenated(around));
    }

    private static Regular regular(Random random, int depth) {
        return switch (random.nextInt(depth > 2 ? 3 : 7)) {
            case 0 -> new Regular.One(bytes(random));
            case 1 -> Regular.text(text(random), random.nextBoolean());
            case 2 -> random.nextInt(20) == 0 ? new Regular.Nothing() : Regular.text("a", false);
            case 3 -> {
                int min = random.nextInt(3);
                int max = random.nextBoolean() ? -1 : min + random.nextInt(3);
                yield new Regular.Repeat(regular(random, depth + 1), min, max);
            }
            case 4 -> new Regular.Or(several(random, depth));
            default -> new Regular.Then(several(random, depth));
        };
    }

    private static List<Regular> several(Random random, int depth) {
        var several = new ArrayList<Regular>();
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            several.add(regular(random, depth + 1));
        }
        return several;
    }

    private static ByteSet bytes(Random random) {
        return switch (random.nextInt(6)) {
            case 0 -> ByteSet.of("ab");
            case 1 -> ByteSet.range('a', 'z');
            case 2 -> ByteSet.of("/").not();
            case 3 -> ByteSet.ALL;
            case 4 -> ByteSet.range(0x80, 0xFF);
            default -> ByteSet.of("/.");
        };
    }

    private static String text(Random random) {
        var text = new StringBuilder();
        for (int i = random.nextInt(5); i > 0; i--) {
            text.append("abAB/.\n\u00E9".charAt(random.nextInt(8)));
        }
        return text.toString();
    }

    private static <A> A translated(Oracle<A> oracle, Regular regular) {
        return switch (regular) {
            case Regular.Nothing _ -> oracle.union(List.of());
            case Regular.One(ByteSet bytes) -> oracle.bytes(bytes);
            case Regular.Then(List<Regular> parts) -> oracle.concatenated(all(oracle, parts));
            case Regular.Or(List<Regular> parts) -> oracle.union(all(oracle, parts));
            case Regular.Repeat(Regular inner, int min, int max) ->
                    oracle.repeated(translated(oracle, inner), min, max);
            case Regular.Start _, Regular.End _, Regular.LineEnd _ ->
                    throw new IllegalArgumentException("ends are translated outside");
        };
    }

    private static <A> List<A> all(Oracle<A> oracle, List<Regular> parts) {
        return parts.stream().map(part -> translated(oracle, part)).toList();
    }

    private static final class Brics implements Oracle<Automaton> {
        @Override
        public Automaton bytes(ByteSet bytes) {
            var set = new StringBuilder();
            for (char b = 0; b < 256; b++) {
                if (bytes.has(b)) {
                    set.append(b);
                }
            }
            return BasicAutomata.makeCharSet(set.toString());
        }

        @Override
        public Automaton concatenated(List<Automaton> parts) {
            return BasicOperations.concatenate(parts);
        }

        @Override
        public Automaton union(List<Automaton> parts) {
            return parts.isEmpty() ? BasicAutomata.makeEmpty() : BasicOperations.union(parts);
        }

        @Override
        public Automaton repeated(Automaton inner, int min, int max) {
            return max < 0 ? inner.repeat(min) : inner.repeat(min, max);
        }

        @Override
        public Automaton intersection(Automaton one, Automaton other) {
            return one.intersection(other);
        }

        @Override
        public Automaton difference(Automaton one, Automaton other) {
            return one.minus(other);
        }

        @Override
        public boolean isEmpty(Automaton one) {
            return one.isEmpty();
        }

        @Override
        public boolean contains(Automaton one, String text) {
            return one.run(text);
        }
    }

    private static final class Lucene
            implements Oracle<org.apache.lucene.util.automaton.Automaton> {
        @Override
        public org.apache.lucene.util.automaton.Automaton bytes(ByteSet bytes) {
            var ranges = new ArrayList<org.apache.lucene.util.automaton.Automaton>();
            for (int b = 0; b < 256; b++) {
                int first = b;
                while (b < 256 && bytes.has(b)) {
                    b++;
                }
                if (b > first) {
                    ranges.add(Automata.makeCharRange(first, b - 1));
                }
            }
            return union(ranges);
        }

        @Override
        public org.apache.lucene.util.automaton.Automaton concatenated(
                List<org.apache.lucene.util.automaton.Automaton> parts) {
            return parts.isEmpty() ? Automata.makeEmptyString() : Operations.concatenate(parts);
        }

        @Override
        public org.apache.lucene.util.automaton.Automaton union(
                List<org.apache.lucene.util.automaton.Automaton> parts) {
            return parts.isEmpty() ? Automata.makeEmpty() : Operations.union(parts);
        }

        @Override
        public org.apache.lucene.util.automaton.Automaton repeated(
                org.apache.lucene.util.automaton.Automaton inner, int min, int max) {
            // This library says that no text is repeated no times, not even the empty one.
            if (Operations.isEmpty(inner)) {
                return min == 0 ? Automata.makeEmptyString() : inner;
            }
            return max < 0 ? Operations.repeat(inner, min) : Operations.repeat(inner, min, max);
        }

        @Override
        public org.apache.lucene.util.automaton.Automaton intersection(
                org.apache.lucene.util.automaton.Automaton one,
                org.apache.lucene.util.automaton.Automaton other) {
            return Operations.intersection(one, other);
        }

        @Override
        public org.apache.lucene.util.automaton.Automaton difference(
                org.apache.lucene.util.automaton.Automaton one,
                org.apache.lucene.util.automaton.Automaton other) {
            return Operations.minus(one, other, STATES_MAX);
        }

        @Override
        public boolean isEmpty(org.apache.lucene.util.automaton.Automaton one) {
            return Operations.isEmpty(one);
        }

        @Override
        public boolean contains(org.apache.lucene.util.automaton.Automaton one, String text) {
            return new CharacterRunAutomaton(Operations.determinize(one, STATES_MAX)).run(text);
        }
    }
}
