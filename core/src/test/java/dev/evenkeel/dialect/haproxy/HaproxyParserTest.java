package dev.evenkeel.dialect.haproxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.model.Version;
import dev.evenkeel.text.Problem;
import dev.evenkeel.text.Source;
import dev.evenkeel.text.Span;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;

class HaproxyParserTest {
    private final List<Problem> problems = new ArrayList<>();

    private HaproxyTree parse(String text) {
        problems.clear();
        return HaproxyParser.parse(
                Source.of("x.cfg", text), Version.of(2, 6), new HaproxyProblems(problems));
    }

    private List<String> words(String line) {
        HaproxyTree tree = parse(line + "\n");
        assertThat(problems).isEmpty();
        var words = new ArrayList<String>();
        for (int i = 0; i < tree.lines().getFirst().size(); i++) {
            words.add(tree.lines().getFirst().word(i));
        }
        return words;
    }

    private String refusal(String line) {
        parse(line + "\n");
        return problems.isEmpty() ? "" : problems.getFirst().message();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n",
                "a b\n",
                " a\t b # c\n\n# d",
                "a 'b\n\"c d\n",
                "a\r\nb \r\n",
                "[scope]\nx\n",
                "a \"$B\" '' \\# #x\n\0 rest\nmore",
            })
    void printsBackWhatItRead(String text) {
        HaproxyTree tree = parse(text);
        assertThat(tree.print()).isEqualTo(text);
        int at = 0;
        for (Span piece : tree.pieces()) {
            String gap = text.substring(at, piece.start());
            assertThat(gap).as("between the pieces are blanks only").isBlank();
            at = piece.end();
        }
    }

    @Test
    void splitsAtBlanks() {
        assertThat(words("  server\ts1  10.0.0.1:80 "))
                .containsExactly("server", "s1", "10.0.0.1:80");
    }

    @Test
    void quotesKeepBlanksAndJoin() {
        assertThat(words("a \"b c\"d'e \"f'")).containsExactly("a", "b cde \"f");
        assertThat(words("a \"'\" '#'")).containsExactly("a", "'", "#");
        assertThat(words("a \"\" b")).containsExactly("a", "", "b");
    }

    @Test
    void escapesAreResolvedOutsideSingleQuotes() {
        assertThat(words("a b\\ c \\# \\\" \\' \\\\ \\t"))
                .containsExactly("a", "b c", "#", "\"", "'", "\\", "\t");
        assertThat(words("a \\x41\\x7a \\. '\\x41'")).containsExactly("a", "Az", "\\.", "\\x41");
        assertThat(words("a \"\\$x\" \\$x")).containsExactly("a", "$x", "\\$x");
    }

    @Test
    void commentsBeginAnywhereOutsideQuotes() {
        assertThat(words("a b#c")).containsExactly("a", "b");
        HaproxyTree tree = parse("a # b\n#c\n");
        assertThat(tree.comments()).extracting(Span::text).containsExactly("# b", "#c");
    }

    @Test
    void aCarriageReturnEndsTheLineUnlessItStandsAmongBlanks() {
        assertThat(words("a b\r")).containsExactly("a", "b");
        assertThat(words("a b\rc d")).containsExactly("a", "b");
        assertThat(words("a \rb")).containsExactly("a", "b");
    }

    @Test
    void refusesWhatCannotBeSplit() {
        assertThat(refusal("a \"b")).contains("quote");
        assertThat(refusal("a 'b\\'c'")).contains("quote");
        assertThat(refusal("a \\x4")).contains("hexadecimal");
        assertThat(refusal("a \"${B\"")).contains("brace");
        assertThat(refusal("a \"$\"")).contains("variable");
        assertThat(refusal("a \"$.NO\"")).contains("variable");
        assertThat(refusal("a \"${B[1]}\"")).contains("[*]");
        assertThat(refusal("a" + " b".repeat(64))).contains("64 words");
        assertThat(refusal("a" + " b".repeat(63))).isEmpty();
    }

    @Test
    void refusesATextThatEndsWithoutLineFeed() {
        parse("a\nb");
        assertThat(problems)
                .singleElement()
                .satisfies(p -> assertThat(p.span().line()).isEqualTo(2));
        parse("a\n#b");
        assertThat(problems).hasSize(1);
        parse("");
        assertThat(problems).isEmpty();
    }

    @Test
    void readsNothingBehindANulCharacter() {
        HaproxyTree tree = parse("a\nb\0c\nd\n");
        assertThat(tree.lines()).hasSize(2);
        assertThat(problems)
                .singleElement()
                .satisfies(p -> assertThat(p.span().line()).isEqualTo(2));
    }

    @Test
    void aWordWithAVariableIsUnresolved() {
        HaproxyLine line = parse("a \"$B\" c${D} '$E'\n").lines().getFirst();
        assertThat(line.isUnresolved(0)).isFalse();
        assertThat(line.isUnresolved(1)).isTrue();
        assertThat(line.isUnresolved(2)).as("only quotes make it a variable").isTrue();
        assertThat(line.isUnresolved(3)).isFalse();
        assertThat(line.word(2)).isEqualTo("c${D}");
    }
}
