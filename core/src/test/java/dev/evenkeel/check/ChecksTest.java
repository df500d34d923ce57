package dev.evenkeel.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ChecksTest {
    @Test
    void namesAreMadeOfClassNamesAndBack() {
        assertThat(Checks.id("UnusedPool")).isEqualTo("unused-pool");
        for (String id : Checks.ids()) {
            assertThat(Checks.id(Checks.className(id))).isEqualTo(id);
            assertThat(id).matches("[a-z]+(-[a-z]+)+|refused");
        }
    }

    @Test
    void namesAreSortedAndDifferent() {
        assertThat(Checks.ids()).isSorted().doesNotHaveDuplicates();
        assertThat(Checks.all()).hasSize(32);
    }

    @Test
    void everyCheckHasItsPageAndItsSummary() {
        for (String id : Checks.ids()) {
            assertThat(Checks.page(id)).as(id).isPresent();
            assertThat(Checks.summary(id).orElseThrow()).as(id).doesNotContain("\n");
        }
        assertThat(Checks.page("no-such-check")).isEmpty();
    }
}
