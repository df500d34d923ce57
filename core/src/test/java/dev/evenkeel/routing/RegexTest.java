package dev.evenkeel.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RegexTest {
    private static Regex regex(String text) {
        Regex regex = Regex.of(text, false);
        assertThat(regex).as(text).isNotNull();
        return java.util.Objects.requireNonNull(regex);
    }

    /// What PCRE and the JDK read differently.
    @ParameterizedTest
    @CsvSource(
            delimiter = '@',
            quoteCharacter = '"',
            textBlock =
                    """
                    a{,3}          @ a{,3}
                    {x             @ {x
                    []a]           @ ]
                    [^]a]          @ b
                    [a[b]          @ [
                    [a&&b]         @ &
                    [[:alpha:]_]   @ _
                    [[:^digit:]]   @ a
                    \\Q.a\\E       @ .a
                    (?P<n>a)       @ a
                    (?<n_x>a)\\1   @ aa
                    (?'n'a)        @ a
                    a(?#c)b        @ ab
                    \\x2f          @ /
                    \\x{2f}        @ /
                    [\\b-]         @ -
                    """)
    void matchesAsPcreDoes(String pattern, String text) {
        assertThat(regex(pattern).matcher(text).find()).isTrue();
    }

    @Test
    void aDollarMatchesBeforeALineFeedAtTheEndOnly() {
        assertThat(regex("a$").matcher("a\n").find()).isTrue();
        assertThat(regex("a$").matcher("a\r").find()).isFalse();
        assertThat(regex("a.").matcher("a\r").find()).isTrue();
    }

    @Test
    void countsNamedGroupsAsPcreDoes() {
        Regex regex = regex("(a)(?<tail_1>b)");
        assertThat(regex.names()).containsEntry("tail_1", 2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"(?R)", "(*UTF8)a", "a\\Kb", "(?(1)a|b)", "(?|a)", "(?U)a+", "\\p{L}"})
    void whatTheJdkCannotExpressIsNotUnderstood(String pattern) {
        assertThat(Regex.of(pattern, false)).isNull();
    }

    @Test
    void aMatchThatTakesTooLongIsGivenUp() {
        var matcher = regex(".*.*.*.*.*.*z").matcher("a".repeat(200));
        assertThatThrownBy(matcher::find).isInstanceOf(Regex.TooLong.class);
    }
}
