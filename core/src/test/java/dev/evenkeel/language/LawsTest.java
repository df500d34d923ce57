package dev.evenkeel.language;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.Random;

/// Laws that hold for all partitions, on random ones.
final class LawsTest {
    private static final int ROUNDS = 1_000;
    private static final int STATES_MAX = 100_000;
    private static final List<Pattern.Place> PLACES = List.of(Pattern.Place.values());
    private static final List<String> EXPRESSIONS =
            List.of("a.*b", "^/[ab]+$", "(ab|ba)/", "a{2,3}$", "[^/]/[^/]", "^(a|/b)*$", "B|a\\.");

    private static Partition of(List<Pattern> patterns) {
        return Objects.requireNonNull(Partition.of(patterns, STATES_MAX));
    }

    private static String text(Random random, int longest) {
        var text = new StringBuilder();
        for (int i = random.nextInt(longest + 1); i > 0; i--) {
            text.append("abAB/.{Z".charAt(random.nextInt(8)));
        }
        return text.toString();
    }

    private static List<Pattern> patterns(Random random, int most) {
        var patterns = new ArrayList<Pattern>();
        for (int i = random.nextInt(most + 1); i > 0; i--) {
            if (random.nextInt(4) == 0) {
                String text = EXPRESSIONS.get(random.nextInt(EXPRESSIONS.size()));
                Regular regular = RegularParser.parse(text, random.nextBoolean());
                patterns.add(new Pattern.Search(Objects.requireNonNull(regular)));
            } else {
                // Literals somewhere inside multiply what has to be remembered.
                Pattern.Place place = PLACES.get(random.nextInt(random.nextInt(3) == 0 ? 4 : 3));
                String text = text(random, 3);
                patterns.add(new Pattern.Literal(place, text, random.nextBoolean()));
            }
        }
        return patterns;
    }

    private static String lower(String text) {
        return text.replace('A', 'a').replace('B', 'b').replace('Z', 'z');
    }

    private static boolean matches(Pattern.Literal literal, String text) {
        String value = literal.ignoreCase() ? lower(text) : text;
        String wanted = literal.ignoreCase() ? lower(literal.text()) : literal.text();
        return switch (literal.place()) {
            case WHOLE -> value.equals(wanted);
            case START -> value.startsWith(wanted);
            case END -> value.endsWith(wanted);
            case ANYWHERE -> value.contains(wanted);
        };
    }

    @Test
    void literalsStandWhereTheyShall() {
        var random = new Random(1);
        for (int round = 0; round < ROUNDS; round++) {
            var patterns = new ArrayList<Pattern>();
            for (int i = random.nextInt(12); i >= 0; i--) {
                Pattern.Place place = PLACES.get(random.nextInt(i > 3 ? 3 : 4));
                patterns.add(new Pattern.Literal(place, text(random, 4), random.nextBoolean()));
            }
            Partition partition = of(patterns);
            for (int i = 0; i < 30; i++) {
                String text = text(random, 6);
                BitSet matching = partition.patterns(partition.atomOf(text));
                for (int j = 0; j < patterns.size(); j++) {
                    var literal = (Pattern.Literal) patterns.get(j);
                    assertThat(matching.get(j))
                            .as("%s on <%s>", literal, text)
                            .isEqualTo(matches(literal, text));
                }
            }
        }
    }

    @Test
    void everyAtomHoldsItsWitnessAndNoTwoHaveTheSamePatterns() {
        var random = new Random(2);
        for (int round = 0; round < ROUNDS; round++) {
            Partition partition = of(patterns(random, 6));
            var seen = new HashMap<BitSet, Integer>();
            for (int atom = 0; atom < partition.atomCount(); atom++) {
                String witness = partition.witness(atom, List.of());
                assertThat(partition.atomOf(witness)).isEqualTo(atom);
                assertThat(seen.put(partition.patterns(atom), atom)).isNull();
                for (int pattern = 0; pattern < partition.patternCount(); pattern++) {
                    assertThat(partition.matching(pattern).get(atom))
                            .isEqualTo(partition.patterns(atom).get(pattern));
                }
            }
        }
    }

    @Test
    void dividingByBothIsDividingByAll() {
        var random = new Random(3);
        for (int round = 0; round < ROUNDS; round++) {
            List<Pattern> some = patterns(random, 4);
            List<Pattern> others = patterns(random, 4);
            var all = new ArrayList<Pattern>(some);
            all.addAll(others);
            Partition both = Objects.requireNonNull(of(some).and(of(others), STATES_MAX));
            isAlike(both, of(all), random);
        }
    }

    private static void isAlike(Partition one, Partition other, Random random) {
        assertThat(one.patternCount()).isEqualTo(other.patternCount());
        assertThat(one.atomCount()).isEqualTo(other.atomCount());
        for (int i = 0; i < 20; i++) {
            String text = text(random, 8);
            assertThat(one.patterns(one.atomOf(text)))
                    .isEqualTo(other.patterns(other.atomOf(text)));
        }
    }

    @Test
    void anImageOfAnImageIsThatOfBothFunctions() {
        var random = new Random(4);
        List<Transducer> functions =
                List.of(
                        Transducer.lower(),
                        Transducer.surrounded("/a", "b"),
                        Transducer.stripped("/", ""),
                        Transducer.hostOnly(),
                        Transducer.withoutDot(),
                        Objects.requireNonNull(Transducer.field(2, "/", 1)),
                        Objects.requireNonNull(Transducer.word(-2, "/.", 1)));
        for (int round = 0; round < ROUNDS; round++) {
            Partition images = of(patterns(random, 4));
            Transducer first = functions.get(random.nextInt(functions.size()));
            Transducer second = functions.get(random.nextInt(functions.size()));
            Partition whole = Objects.requireNonNull(images.before(first.then(second), STATES_MAX));
            Partition inner = Objects.requireNonNull(images.before(second, STATES_MAX));
            Partition steps = Objects.requireNonNull(inner.before(first, STATES_MAX));
            int last = images.patternCount();
            for (int i = 0; i < 20; i++) {
                String text = text(random, 8);
                BitSet expected = steps.patterns(steps.atomOf(text));
                expected.clear(last + 1);
                assertThat(whole.patterns(whole.atomOf(text))).isEqualTo(expected);
                assertThat(expected.get(last)).isEqualTo(first.then(second).apply(text) != null);
            }
        }
    }

    @Test
    void beginningsAreRunsOfAtoms() {
        var random = new Random(5);
        for (int round = 0; round < ROUNDS; round++) {
            var patterns = new ArrayList<Pattern>();
            for (int i = random.nextInt(20); i >= 0; i--) {
                Pattern.Place place =
                        random.nextBoolean() ? Pattern.Place.START : Pattern.Place.WHOLE;
                patterns.add(new Pattern.Literal(place, text(random, 5), false));
            }
            Partition partition = of(patterns);
            for (int i = 0; i < patterns.size(); i++) {
                BitSet atoms = partition.matching(i);
                int first = atoms.nextSetBit(0);
                assertThat(atoms.nextClearBit(first)).isEqualTo(atoms.length());
            }
        }
    }

    @Test
    void suggestionsAreTakenWhereTheyLie() {
        Partition partition =
                of(
                        List.of(
                                new Pattern.Literal(Pattern.Place.START, "/api", false),
                                new Pattern.Literal(Pattern.Place.END, ".php", false)));
        List<String> suggestions = List.of("/index.php", "/api/users", "/api/pets", "/home");
        Witnesses witnesses = partition.witnesses(suggestions);
        var texts = new ArrayList<String>();
        for (int atom = 0; atom < partition.atomCount(); atom++) {
            texts.add(witnesses.of(atom));
            assertThat(partition.witness(atom, suggestions)).isEqualTo(witnesses.of(atom));
        }
        assertThat(texts)
                .containsExactlyInAnyOrder("/home", "/api/users", "/index.php", "/api.php");
    }

    @Test
    void witnessesAreReadableWhereTheyCanBe() {
        Regular expression =
                Objects.requireNonNull(RegularParser.parse("^(\\x00|[!-,]{2}|/a)$", false));
        Partition partition = of(List.of(new Pattern.Search(expression)));
        int atom = partition.matching(0).nextSetBit(0);
        assertThat(partition.witness(atom, List.of())).isEqualTo("/a");
    }

    /// Against the definition: two states are the same when no text tells them apart.
    @Test
    void minimalAutomataHaveAStateForEachThatTextsTellApart() {
        var random = new Random(6);
        for (int round = 0; round < ROUNDS; round++) {
            Automaton automaton = randomAutomaton(random);
            Automaton minimal = Minimal.of(automaton);
            assertThat(minimal.states()).isEqualTo(told(automaton));
            assertThat(Minimal.of(minimal).states()).isEqualTo(minimal.states());
            for (int i = 0; i < 20; i++) {
                String text = text(random, 10);
                assertThat(minimal.label(minimal.walk(0, text)))
                        .isEqualTo(automaton.label(automaton.walk(0, text)));
            }
        }
    }

    /// Every state is reached from the first.
    private static Automaton randomAutomaton(Random random) {
        int states = 1 + random.nextInt(12);
        var builder = new Automaton.Builder();
        for (int state = 0; state < states; state++) {
            builder.range('a' - 1, random.nextInt(states));
            builder.range('a', Math.min(state + 1, states - 1));
            builder.range(random.nextBoolean() ? 'b' : 'z', random.nextInt(states));
            builder.range(255, random.nextInt(states));
            builder.end(random.nextInt(3));
        }
        return builder.automaton(new int[][] {{}, {0}, {1}});
    }

    /// How many classes of states texts tell apart, divided until nothing changes any more.
    private static int told(Automaton automaton) {
        var classes = new int[automaton.states()];
        for (int state = 0; state < classes.length; state++) {
            classes[state] = automaton.label(state);
        }
        int before = 0;
        while (true) {
            var numbers = new HashMap<List<Integer>, Integer>();
            var next = new int[classes.length];
            for (int state = 0; state < classes.length; state++) {
                var row = new ArrayList<Integer>();
                row.add(classes[state]);
                for (int b = 0; b < 256; b++) {
                    row.add(classes[automaton.step(state, b)]);
                }
                next[state] = numbers.computeIfAbsent(row, _ -> numbers.size());
            }
            System.arraycopy(next, 0, classes, 0, next.length);
            if (numbers.size() == before) {
                return before;
            }
            before = numbers.size();
        }
    }
}
