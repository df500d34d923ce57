package dev.evenkeel.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.model.Coverage;
import dev.evenkeel.text.Source;
import dev.evenkeel.text.Span;

import org.junit.jupiter.api.Test;

import java.util.List;

class LineCoverageTest {
    private final Source source = Source.of("x", "one two\nthree four\nfive\n");
    private final LineCoverage lines = new LineCoverage();

    @Test
    void aLineCountsAsItsWorstMarkSays() {
        lines.mark(new Span(source, 0, 3), Support.UNDERSTOOD);
        lines.mark(new Span(source, 8, 13), Support.HARMLESS);
        lines.mark(new Span(source, 4, 7), new Support.Limited("two"));
        lines.mark(new Span(source, 0, 7), Support.HARMLESS);
        Coverage coverage = lines.coverage();
        assertThat(coverage.lines()).isEqualTo(2);
        assertThat(coverage.harmless()).isEqualTo(1);
        assertThat(coverage.limited())
                .isEqualTo(List.of(new Coverage.Line(new Span(source, 4, 7), "two")));
    }

    @Test
    void ofEquallyBadMarksTheFirstStays() {
        lines.mark(new Span(source, 14, 18), new Support.Unmodelled("first"));
        lines.mark(new Span(source, 8, 13), new Support.Unmodelled("second"));
        assertThat(lines.coverage().unmodelled())
                .extracting(Coverage.Line::why)
                .containsExactly("first");
    }

    @Test
    void whatNobodyMarksDoesNotCount() {
        assertThat(lines.coverage().lines()).isZero();
        assertThat(lines.coverage().isFull()).isTrue();
    }
}
