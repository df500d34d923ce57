package dev.evenkeel.verify;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.regex.Pattern;

final class RegexTextTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "^/api/v[0-9]+(/.*)?$",
                "\\.(?:css|js|png)$",
                "^(?<tenant>[a-z]+)\\.example$",
                "^/users/(\\d+)/edit$",
                "[^/]\\.php(/|$)",
                "^/(?!private)public/?",
                "a{2}",
                "a{2,3}b",
                "^/a(b(c|d)e|f)g",
                "^[\\w-]+@",
                "^.*$",
                ""
            })
    void aTextThatLooksLikeItMatches(String regex) {
        String like = RegexText.of(regex);
        assertThat(Pattern.compile(regex).matcher(like).find()).as(like).isTrue();
    }

    @Test
    void brokenOnesEnd() {
        for (String regex :
                new String[] {"(", "[", "\\", "(?", "(?<", "a{", "((((|", ")", "[^", "|a"}) {
            assertThat(RegexText.of(regex)).hasSizeLessThan(8);
        }
        assertThat(RegexText.of("(".repeat(100_000))).isEmpty();
    }
}
