package dev.evenkeel.loopback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.loopback.Edits.Changed;
import dev.evenkeel.text.Source;
import dev.evenkeel.text.Span;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;

/// Changed texts keep their lines, and changes are told where they were written.
final class EditsTest {
    private static final Source SOURCE = Source.of("file", "one\ntwo {\n inner\n}\nthree\n");

    private static Span span(String part) {
        int start = SOURCE.text().indexOf(part);
        return new Span(SOURCE, start, start + part.length());
    }

    @Test
    void whatIsTakenOutLeavesItsLineEnds() {
        var edits = new Edits(SOURCE);
        edits.takeOut(span("two {\n inner\n}"), "why");
        var changes = new ArrayList<Change>();
        assertThat(edits.apply(changes).text()).isEqualTo("one\n\n\n\nthree\n");
        assertThat(changes).containsExactly(new Change(span("two {\n inner\n}"), "", "why", true));
    }

    @Test
    void aChangeInsideOfAnotherIsForgotten() {
        var edits = new Edits(SOURCE);
        edits.replace(span("inner"), "other", "inside");
        edits.drop(span("two {\n inner\n}"), "outside");
        var changes = new ArrayList<Change>();
        edits.apply(changes);
        assertThat(changes).extracting(Change::why).containsExactly("outside");
    }

    @Test
    void whatIsTheSameAlreadyIsNoChange() {
        var edits = new Edits(SOURCE);
        edits.replace(span("three"), "three", "why");
        var changes = new ArrayList<Change>();
        assertThat(edits.apply(changes).text()).isEqualTo(SOURCE.text());
        assertThat(changes).isEmpty();
    }

    @Test
    void knowsTheOriginalLineBehindAddedOnes() {
        var edits = new Edits(SOURCE);
        edits.replace(span("one"), "first\nsecond\nthird", "why");
        edits.drop(span("inner"), "why");
        Changed changed = edits.apply(new ArrayList<>());
        assertThat(changed.text()).isEqualTo("first\nsecond\nthird\ntwo {\n \n}\nthree\n");
        int[] lines = {1, 1, 1, 2, 3, 4, 5};
        for (int i = 0; i < lines.length; i++) {
            assertThat(changed.line(i + 1).line()).as("line " + (i + 1)).isEqualTo(lines[i]);
        }
    }

    @Test
    void tellsPlacesOfTheTextWithoutWhatWasPutInFront() {
        Source whole = Source.of("file", "http { " + SOURCE.text() + "}");
        var edits = new Edits(whole, SOURCE, 7);
        int at = whole.text().indexOf("three");
        edits.drop(new Span(whole, at, at + 5), "why");
        var changes = new ArrayList<Change>();
        edits.apply(changes);
        assertThat(changes.getFirst().span()).isEqualTo(span("three"));
    }
}
