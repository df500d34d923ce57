package dev.evenkeel.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {
    @ParameterizedTest
    @CsvSource({
        "*.conf, a.conf, true",
        "*.conf, .conf, true",
        "*.conf, a.conf.bak, false",
        "conf.d/*.conf, conf.d/a.conf, true",
        "conf.d/*.conf, conf.d/x/a.conf, false",
        "*/a, b/a, true",
        "*, a/b, false",
        "a?c, abc, true",
        "a?c, a/c, false",
        "[a-c]x, bx, true",
        "[a-c]x, dx, false",
        "[!a-c]x, dx, true",
        "[]x, []x, true",
        "a*b*c, aXbYbZc, true",
        "a*b*c, aXc, false",
        "\\*a, *a, true",
        "\\*a, ba, false",
        "a*, a, true",
    })
    void matchesAsAShellDoes(String pattern, String path, boolean expected) {
        assertThat(new Glob(pattern).matches(path)).isEqualTo(expected);
    }

    @Test
    void isDecidedInLinearStepsPerStar() {
        String path = "a".repeat(20_000);
        assertThat(new Glob("*a*a*a*a*b").matches(path)).isFalse();
    }
}
