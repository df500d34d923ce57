package dev.evenkeel.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.Map;

class SourcesTest {
    private final Sources sources =
            Sources.of(Map.of("d/b.conf", "b", "d/a.conf", "a", "d/x.txt", "x"));

    @Test
    void matchesInNameOrder() {
        assertThat(sources.match("d/*.conf")).containsExactly("d/a.conf", "d/b.conf");
    }

    @Test
    void saysWhatIsMissing() {
        assertThat(sources.read("d/none")).isInstanceOf(Sources.Missing.class);
        assertThat(sources.exists("d/none")).isFalse();
        assertThat(sources.exists("d/x.txt")).isTrue();
    }
}
