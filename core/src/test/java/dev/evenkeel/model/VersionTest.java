package dev.evenkeel.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VersionTest {
    @Test
    void ordersByNumberNotByText() {
        assertThat(Version.of(1, 9)).isLessThan(Version.of(1, 18));
        assertThat(Version.of(3, 0)).isGreaterThan(Version.of(2, 10));
        assertThat(Version.of(2, 6).atLeast(2, 6)).isTrue();
        assertThat(Version.of(2, 6).atLeast(2, 7)).isFalse();
    }

    @Test
    void readsReleasesAndLines() {
        assertThat(Version.parse("2.6")).contains(Version.of(2, 6));
        assertThat(Version.parse("1.22.1")).contains(Version.of(1, 22));
    }

    @Test
    void refusesWhatIsNoVersion() {
        assertThat(Version.parse("2")).isEmpty();
        assertThat(Version.parse("2.x")).isEmpty();
        assertThat(Version.parse("")).isEmpty();
        assertThat(Version.parse("2.99999999999")).isEmpty();
    }
}
