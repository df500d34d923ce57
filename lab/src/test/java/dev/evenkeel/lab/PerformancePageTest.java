package dev.evenkeel.lab;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class PerformancePageTest {
    private static final String PAGE = "# Performance\n\n## A\n\nold a\n\n## B\n\nold b\n";

    @Test
    void replacesOneSectionAndLeavesTheOthers() {
        assertThat(PerformancePage.replaced(PAGE, "A", "new a\n"))
                .isEqualTo("# Performance\n\n## A\n\nnew a\n\n## B\n\nold b\n");
        assertThat(PerformancePage.replaced(PAGE, "B", "new b\n"))
                .isEqualTo("# Performance\n\n## A\n\nold a\n\n## B\n\nnew b\n");
    }

    @Test
    void addsASectionThatWasNotThere() {
        assertThat(PerformancePage.replaced(PAGE, "C", "new c\n"))
                .isEqualTo(PAGE + "\n## C\n\nnew c\n");
    }
}
