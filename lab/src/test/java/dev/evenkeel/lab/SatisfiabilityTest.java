package dev.evenkeel.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.lab.Satisfiability.Condition;
import dev.evenkeel.language.ByteSet;
import dev.evenkeel.language.Partition;
import dev.evenkeel.language.Pattern;
import dev.evenkeel.language.Regular;
import dev.evenkeel.language.RegularParser;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;

/// Conditions on several fields at once: that some request meets them is what the solver says.
final class SatisfiabilityTest {
    private static final int ROUNDS = 1_000;
    private static final int STATES_MAX = 100_000;
    private static final List<String> FIELDS = List.of("host", "path", "method");
    private static final List<Pattern.Place> PLACES = List.of(Pattern.Place.values());
    private static final List<String> WORDS =
            List.of(
                    "/",
                    "/a",
                    "/a/b",
                    "a",
                    "b",
                    "ab",
                    ".example",
                    "a.example",
                    "GET",
                    "",
                    "A",
                    "/A");
    private static final List<String> EXPRESSIONS =
            List.of("a.*b", "(a|b)+", "/[^/]*/", "a{2,3}", "[A-Z]", "\\.", "[^a-z]", "x?/a(/.*)?");

    @Test
    void agreesWithZ3() {
        var random = new Random(8);
        int[] answers = new int[3];
        try (var solver = new Satisfiability()) {
            for (int round = 0; round < ROUNDS; round++) {
                var conditions = new ArrayList<Condition>();
                for (int i = 1 + random.nextInt(7); i > 0; i--) {
                    conditions.add(condition(random));
                }
                Boolean expected = solver.isSatisfiable(conditions);
                if (expected == null) {
                    answers[2]++;
                    continue;
                }
                assertThat(isSatisfiable(conditions)).as("%s", conditions).isEqualTo(expected);
                answers[expected ? 1 : 0]++;
            }
        }
        assertThat(answers[0]).isGreaterThan(ROUNDS / 10);
        assertThat(answers[1]).isGreaterThan(ROUNDS / 10);
        assertThat(answers[2]).isLessThan(ROUNDS / 10);
    }

    private static Condition condition(Random random) {
        boolean negated = random.nextInt(3) == 0;
        return switch (random.nextInt(6)) {
            case 0 -> {
                int first = random.nextInt(100);
                yield new Condition.OfNumber("port", first, first + random.nextInt(50), negated);
            }
            case 1, 2 -> new Condition.OfSomeValue("header", pattern(random), negated);
            default -> {
                String field = FIELDS.get(random.nextInt(FIELDS.size()));
                yield new Condition.OfText(field, pattern(random), negated);
            }
        };
    }

    private static Pattern pattern(Random random) {
        if (random.nextInt(3) > 0) {
            Pattern.Place place = PLACES.get(random.nextInt(PLACES.size()));
            String word = WORDS.get(random.nextInt(WORDS.size()));
            return new Pattern.Literal(place, word, random.nextInt(4) == 0);
        }
        String text = EXPRESSIONS.get(random.nextInt(EXPRESSIONS.size()));
        Regular inner = Objects.requireNonNull(RegularParser.parse(text, random.nextBoolean()));
        if (random.nextInt(4) == 0) {
            inner = new Regular.Repeat(new Regular.One(ByteSet.of("ab/").not()), 1, 2);
        }
        return new Pattern.Search(random.nextBoolean() ? Regular.whole(inner) : inner);
    }

    /// By the atoms of each field: fields do not bear on each other.
    private static boolean isSatisfiable(List<Condition> conditions) {
        var ports = new BitSet();
        ports.set(0, 65_536);
        for (Condition condition : conditions) {
            if (condition instanceof Condition.OfNumber(_, int first, int last, boolean negated)) {
                var between = new BitSet();
                between.set(first, last + 1);
                if (negated) {
                    ports.andNot(between);
                } else {
                    ports.and(between);
                }
            }
        }
        boolean texts = FIELDS.stream().allMatch(field -> isTextSatisfiable(field, conditions));
        return !ports.isEmpty() && texts && areValuesSatisfiable(conditions);
    }

    private static boolean isTextSatisfiable(String field, List<Condition> conditions) {
        var patterns = new ArrayList<Pattern>();
        var negated = new BitSet();
        for (Condition condition : conditions) {
            if (condition instanceof Condition.OfText(String of, Pattern pattern, boolean no)
                    && of.equals(field)) {
                negated.set(patterns.size(), no);
                patterns.add(pattern);
            }
        }
        Partition partition = Objects.requireNonNull(Partition.of(patterns, STATES_MAX));
        var wanted = new BitSet();
        wanted.set(0, patterns.size());
        wanted.andNot(negated);
        var found = new HashSet<BitSet>();
        for (int atom = 0; atom < partition.atomCount(); atom++) {
            found.add(partition.patterns(atom));
        }
        return found.contains(wanted);
    }

    /// Every condition that asks for a value finds one that no other forbids.
    private static boolean areValuesSatisfiable(List<Condition> conditions) {
        var patterns = new ArrayList<Pattern>();
        var negated = new BitSet();
        for (Condition condition : conditions) {
            if (condition instanceof Condition.OfSomeValue(_, Pattern pattern, boolean no)) {
                negated.set(patterns.size(), no);
                patterns.add(pattern);
            }
        }
        Partition partition = Objects.requireNonNull(Partition.of(patterns, STATES_MAX));
        for (int i = 0; i < patterns.size(); i++) {
            BitSet atoms = partition.matching(i);
            for (int j = negated.nextSetBit(0); j >= 0; j = negated.nextSetBit(j + 1)) {
                atoms.andNot(partition.matching(j));
            }
            if (!negated.get(i) && atoms.isEmpty()) {
                return false;
            }
        }
        return true;
    }
}
