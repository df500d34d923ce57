package dev.evenkeel.language;

import static org.assertj.core.api.Assertions.assertThat;

import static java.util.Objects.requireNonNull;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;

final class PartitionTest {
    private static final List<Pattern.Place> PLACES = List.of(Pattern.Place.values());

    private static Pattern.Literal literal(Pattern.Place place, String text) {
        return new Pattern.Literal(place, text, false);
    }

    private static Partition partition(List<Pattern> patterns) {
        return Objects.requireNonNull(Partition.of(patterns, 100_000));
    }

    @Test
    void nestedPrefixesGiveOneAtomEachAndOneForTheRest() {
        Partition partition =
                partition(
                        List.of(
                                literal(Pattern.Place.START, "/a"),
                                literal(Pattern.Place.START, "/a/b"),
                                literal(Pattern.Place.START, "/a/b/c")));
        assertThat(partition.atoms())
                .extracting(atom -> atom.patterns() + " " + atom.witness())
                .containsExactlyInAnyOrder("{} ", "{0} /a", "{0, 1} /a/b", "{0, 1, 2} /a/b/c");
    }

    @Test
    void tenThousandNamesCostWhatTheirTextsCost() {
        var patterns = new ArrayList<Pattern>();
        for (int i = 0; i < 10_000; i++) {
            patterns.add(literal(Pattern.Place.WHOLE, "host" + i + ".example"));
            patterns.add(literal(Pattern.Place.END, ".zone" + i + ".example"));
        }
        Partition partition = Objects.requireNonNull(Partition.of(patterns, 400_000));
        assertThat(partition.atoms()).hasSize(20_001);
        assertThat(partition.atoms().get(partition.atomOf("host77.example")).patterns())
                .isEqualTo(BitSet.valueOf(bits(154)));
    }

    private static long[] bits(int one) {
        var set = new BitSet();
        set.set(one);
        return set.toLongArray();
    }

    @Test
    void whatNeedsMoreStatesThanAllowedIsLeftOut() {
        var patterns = new ArrayList<Pattern>();
        for (int i = 0; i < 40; i++) {
            Regular regular = RegularParser.parse("a.{" + (10 + i) + "}b.{3}c", false);
            patterns.add(new Pattern.Search(Objects.requireNonNull(regular)));
        }
        assertThat(Partition.of(patterns, 20_000)).isNull();
    }

    /// Against the JDK's own expressions, on random patterns and texts.
    @Test
    void saysOfEveryTextWhichPatternsMatchIt() {
        var random = new Random(11);
        for (int round = 0; round < 300; round++) {
            var patterns = new ArrayList<Pattern>();
            var oracles = new ArrayList<java.util.regex.Pattern>();
            for (int i = 1 + random.nextInt(4); i > 0; i--) {
                add(random, patterns, oracles);
            }
            Partition partition = partition(patterns);
            for (int i = 0; i < 60; i++) {
                String text = text(random);
                BitSet matched = partition.atoms().get(partition.atomOf(text)).patterns();
                for (int j = 0; j < oracles.size(); j++) {
                    assertThat(matched.get(j))
                            .as("%s on <%s>", oracles.get(j), text)
                            .isEqualTo(oracles.get(j).matcher(text).find());
                }
            }
            for (Partition.Atom atom : partition.atoms()) {
                assertThat(partition.atoms().get(partition.atomOf(atom.witness()))).isEqualTo(atom);
            }
        }
    }

    private static void add(
            Random random, List<Pattern> patterns, List<java.util.regex.Pattern> oracles) {
        boolean anyCase = random.nextInt(3) == 0;
        int flags =
                java.util.regex.Pattern.UNIX_LINES
                        | (anyCase ? java.util.regex.Pattern.CASE_INSENSITIVE : 0);
        if (random.nextInt(3) == 0) {
            Pattern.Place place = PLACES.get(random.nextInt(4));
            String word = text(random).replace("\n", "");
            patterns.add(new Pattern.Literal(place, word, anyCase));
            String quoted = java.util.regex.Pattern.quote(word);
            String oracle =
                    switch (place) {
                        case WHOLE -> "\\A" + quoted + "\\z";
                        case START -> "\\A" + quoted;
                        case END -> quoted + "\\z";
                        case ANYWHERE -> quoted;
                    };
            oracles.add(java.util.regex.Pattern.compile(oracle, flags));
            return;
        }
        String expression = expression(random, 0);
        Regular regular = RegularParser.parse(expression, anyCase);
        if (regular != null) {
            patterns.add(new Pattern.Search(regular));
            oracles.add(java.util.regex.Pattern.compile(expression, flags));
        }
    }

    private static String text(Random random) {
        var text = new StringBuilder();
        for (int i = random.nextInt(6); i > 0; i--) {
            text.append(pick(random, "a", "b", "A", "/", ".", "1", "\n", "a"));
        }
        return text.toString();
    }

    private static String expression(Random random, int depth) {
        var text = new StringBuilder();
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            text.append(atom(random, depth));
            if (random.nextInt(3) == 0) {
                text.append(pick(random, "*", "+", "?", "{2}", "{1,}", "{0,2}", "*?"));
            }
        }
        return random.nextInt(4) == 0 ? text + "|" + atom(random, depth) : text.toString();
    }

    private static String atom(Random random, int depth) {
        return switch (random.nextInt(depth > 2 ? 5 : 8)) {
            case 0 -> pick(random, "a", "b", "/", "\\.", "1");
            case 1 -> ".";
            case 2 -> pick(random, "\\d", "\\w", "\\s", "\\W", "\\x61");
            case 3 -> pick(random, "[a-z]", "[^/]", "[ab]", "[^a\\d]");
            case 4 -> pick(random, "(?:^)", "(?:$)", "a", "(?:\\z)", "(?:\\A)");
            case 5 -> "(" + expression(random, depth + 1) + ")";
            case 6 -> "(?i:" + expression(random, depth + 1) + ")";
            default -> "(?:" + expression(random, depth + 1) + ")";
        };
    }

    private static String pick(Random random, String... of) {
        return of[random.nextInt(of.length)];
    }

    @Test
    void tellsTextsWithoutAnImageFromTheOthers() {
        Partition everything = requireNonNull(Partition.of(List.of(), 100));
        Partition behind = requireNonNull(everything.before(Transducer.behind("?"), 100));
        assertThat(behind.matching(0).get(behind.atomOf("/a?b"))).isTrue();
        assertThat(behind.matching(0).get(behind.atomOf("/a"))).isFalse();
    }
}
