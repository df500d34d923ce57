package dev.evenkeel.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.language.Partition;
import dev.evenkeel.language.Pattern;
import dev.evenkeel.language.Regular;
import dev.evenkeel.language.RegularParser;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.Objects;
import java.util.Random;

/// Expressions read as languages, against those that requests are matched with.
final class RegularExpressionsTest {
    private static final int EXPRESSIONS = 3_000;
    private static final int STATES_MAX = 50_000;

    private static final List<String> ATOMS =
            List.of(
                    "a",
                    "b",
                    "B",
                    "/",
                    "\\.",
                    "\\/",
                    "-",
                    "1",
                    ".",
                    "\\d",
                    "\\D",
                    "\\w",
                    "\\W",
                    "\\s",
                    "\\S",
                    "\\h",
                    "\\H",
                    "\\v",
                    "\\V",
                    "\\N",
                    "\\n",
                    "\\t",
                    "\\x61",
                    "\\x{62}",
                    "\\x2",
                    "\\061",
                    "\\0",
                    "\\e",
                    "\\a",
                    "\\f",
                    "\\-",
                    "\\_",
                    "\\Qa.b\\E",
                    "\\Q/*",
                    "[ab]",
                    "[^ab]",
                    "[a-c/]",
                    "[^/]",
                    "[]a]",
                    "[^]a]",
                    "[a-]",
                    "[-a]",
                    "[\\d/]",
                    "[^\\w]",
                    "[[:alpha:]]",
                    "[[:digit:]a]",
                    "[^[:space:]]",
                    "[[:^upper:]]",
                    "[[:punct:]]",
                    "[[:xdigit:]]",
                    "[[:lower:]]",
                    "[[:^lower:]/]",
                    "[[:word:]-]",
                    "[\\x61-b]",
                    "[.\\]]",
                    "[\\b]",
                    "[a\\-c]",
                    "[+--]",
                    "[[a]",
                    "{",
                    "}",
                    "{a",
                    "{,2}",
                    "]",
                    ",",
                    "\u00E9",
                    "[\\h]",
                    "[^\\n]",
                    "[\\Qa\\E]",
                    "(?#note)",
                    "(?i)",
                    "(?s)",
                    "(?-i)",
                    "(?i:a)",
                    "(?s-i:.)",
                    "(?<n>a)",
                    "(?P<n>b)",
                    "(?'n'a)",
                    "^",
                    "$",
                    "\\A",
                    "\\z",
                    "\\Z");

    private static final List<String> REPEATS =
            List.of(
                    "*", "+", "?", "*?", "+?", "??", "{2}", "{1,}", "{0,2}", "{1,2}?", "{0}",
                    "{0,0}");

    private static final String CHARACTERS =
            "abcABC/.-_1 \n\t\r\u000B\u001B\u0007\0]{},+*\u00E9\u00A0\u0085";

    @Test
    void matchWhatRequestsAreMatchedWith() {
        var random = new Random(7);
        int compared = 0;
        for (int i = 0; i < EXPRESSIONS; i++) {
            String expression = expression(random, 0);
            boolean anyCase = random.nextInt(3) == 0;
            Regular regular = RegularParser.parse(expression, anyCase);
            Regex regex = Regex.of(expression, anyCase);
            if (regular == null || regex == null) {
                continue;
            }
            compared++;
            Partition partition =
                    Objects.requireNonNull(
                            Partition.of(List.of(new Pattern.Search(regular)), STATES_MAX));
            for (int j = 0; j < 60; j++) {
                String text = text(random);
                assertThat(partition.patterns(partition.atomOf(text)).get(0))
                        .as("/%s/ (any case: %s) on <%s>", expression, anyCase, Escapes.of(text))
                        .isEqualTo(regex.matcher(text).find());
            }
        }
        assertThat(compared).isGreaterThan(EXPRESSIONS / 2);
    }

    /// What is no regular language is not read as one.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a(?=b)",
                "a(?!b)",
                "(?<=a)b",
                "(?<!a)b",
                "\\bword",
                "a\\B",
                "(a)\\1",
                "(?<n>a)\\k<n>",
                "(?>a*)a",
                "a*+a",
                "a++",
                "a?+",
                "a{2}+",
                "(?R)",
                "(?1)(a)",
                "(a)(?(1)b)",
                "\\Ga",
                "a\\Kb",
                "(*ANY)a",
                "\\p{L}",
                "\\R",
                "\\X",
                "(?|a|b)",
                "(?x) a b",
                "(?m)^a",
                "a{,2}",
                "a{ 1,2}",
                "(?s){1,}",
                "|{2}",
                "{3}",
                "[\\d-z]",
                "[a-\\d]",
                "[[.a.]]",
                "[\\N]",
                "[[=a=]]",
                "^*",
                "$+",
                "\\A?",
                "\\i",
                "\\Qab\\E*",
                "(?U)a+",
                "(?J)a",
                "\\Ca",
                "*a",
                "a**",
                "(",
                ")",
                "[",
                "[b-a]",
                "a{2,1}",
                "\\",
                "(?",
                "(?<n",
                "[[:no:]]"
            })
    void isNoLanguage(String expression) {
        assertThat(RegularParser.parse(expression, false)).isNull();
    }

    private static String expression(Random random, int depth) {
        var text = new StringBuilder();
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            boolean group = depth < 3 && random.nextInt(5) == 0;
            String open = random.nextBoolean() ? "(" : "(?:";
            text.append(group ? open + expression(random, depth + 1) + ")" : one(random, ATOMS));
            if (random.nextInt(4) == 0) {
                text.append(one(random, REPEATS));
            }
            if (random.nextInt(8) == 0) {
                text.append('|');
            }
        }
        return text.toString();
    }

    private static String one(Random random, List<String> of) {
        return of.get(random.nextInt(of.size()));
    }

    private static String text(Random random) {
        var text = new StringBuilder();
        for (int i = random.nextInt(6); i > 0; i--) {
            text.append(CHARACTERS.charAt(random.nextInt(CHARACTERS.length())));
        }
        return random.nextInt(4) == 0 ? text + "\n" : text.toString();
    }

    /// Texts to be seen in a failure.
    private static final class Escapes {
        private static String of(String text) {
            var escaped = new StringBuilder();
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                escaped.append(c > ' ' && c < 127 ? String.valueOf(c) : "%" + (int) c + ";");
            }
            return escaped.toString();
        }
    }
}
