package dev.evenkeel.dialect.nginx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.text.Problem;
import dev.evenkeel.text.Source;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;

class NginxParserTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "# only a comment",
                "user  nobody ;\r\nevents{}\n",
                "http { server { return 200 \"a;b}\"; } }",
                "location / { content_by_lua_block { x = '}' -- }\n } }",
                "a { b { c",
                "a; } b",
                "x \"unclosed",
                "\ufeffuser nobody;",
                "\u0000;{",
                "%%GLOBALS%%\nuser nobody;"
            })
    void printsBackWhatItRead(String text) {
        Source source = Source.of("nginx.conf", text);
        assertThat(NginxParser.parse(source).print()).isEqualTo(source.text());
    }

    @Test
    void saysWhereItStopsHearingComments() {
        String text = "#\n".repeat(NginxBounds.COMMENTS_MAX + 2) + "events {}\n";
        NginxTree tree = NginxParser.parse(Source.of("x", text));
        assertThat(tree.problems())
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.kind()).isEqualTo(Problem.Kind.REMARK);
                    assertThat(problem.span().line()).isEqualTo(NginxBounds.COMMENTS_MAX + 1);
                });
        assertThat(tree.directives()).hasSize(1);
    }

    @Test
    void resolvesEscapesInsideQuotesAndOutside() {
        assertThat(first("a 'b\\'c' \\\"d \"e\\tf\" \\.g \\\\h;").argumentList())
                .containsExactly("b'c", "\"d", "e\tf", "\\.g", "\\h");
    }

    @Test
    void aBraceBehindADollarBelongsToTheWord() {
        NginxDirective directive = first("return 200 a${b}c;");
        assertThat(directive.argument(1)).isEqualTo("a${b}c");
        assertThat(directive.hasBlock()).isFalse();
    }

    @Test
    void quotesAndCommentsBeginOnlyWhereAWordBegins() {
        assertThat(first("a b\"c#d e'f ; # g;\n").argumentList()).containsExactly("b\"c#d", "e'f");
    }

    @Test
    void aParenthesisMayFollowAClosingQuote() {
        assertThat(first("if ($a = \"b\") {}").argumentList())
                .containsExactly("($a", "=", "b", ")");
    }

    @Test
    void luaStringsAndCommentsHideBraces() {
        NginxDirective lua =
                first("content_by_lua_block { a = '}' b = [[}]] -- }\n c = {1} --[=[ } ]=] }");
        assertThat(lua.opaque()).contains("c = {1}");
        assertThat(NginxParser.parse(Source.of("f", "log_by_lua_block { ]] }")).problems())
                .isEmpty();
    }

    @Test
    void aWordMustEndBeforeNginxStopsSeeing() {
        assertThat(mistakes("a \"" + "b".repeat(4094) + "\"; c;")).isEmpty();
        assertThat(mistakes("a \"" + "b".repeat(4095) + "\"; c;"))
                .singleElement()
                .asString()
                .contains("too long");
        assertThat(mistakes("#" + "b".repeat(5000) + "\na;")).hasSize(1);
    }

    @Test
    void tellsEveryMistakeWithItsLine() {
        List<Problem> problems =
                NginxParser.parse(Source.of("f", "}\na {\n b c }\n\"d\"e;\nf {\n")).problems();
        assertThat(problems)
                .extracting(problem -> problem.span().line())
                .containsExactly(1, 3, 4, 6);
    }

    @Test
    void hostileTextsEndSoonInAProblem() {
        for (String part : List.of("{", "}", ";", "a{", "\"", "\\", "a ", "a\"", "\0")) {
            Source source = Source.of("f", part.repeat(200_000));
            NginxTree tree = NginxParser.parse(source);
            assertThat(tree.problems()).as(part).isNotEmpty().hasSizeLessThan(30);
            assertThat(tree.print()).isEqualTo(source.text());
        }
    }

    private static NginxDirective first(String text) {
        return NginxParser.parse(Source.of("f", text)).directives().getFirst();
    }

    private static List<String> mistakes(String text) {
        return NginxParser.parse(Source.of("f", text)).problems().stream()
                .map(Problem::message)
                .toList();
    }
}
