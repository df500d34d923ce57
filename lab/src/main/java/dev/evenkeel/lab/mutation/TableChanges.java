package dev.evenkeel.lab.mutation;

import dev.evenkeel.lab.conformance.Chance;
import dev.evenkeel.lab.mutation.Mutant.Kind;
import dev.evenkeel.text.Source;
import dev.evenkeel.text.Span;

import java.util.ArrayList;
import java.util.List;

/// What can be changed in a text of keys and values that stands beside a configuration, one pair a
/// line, or of values alone.
final class TableChanges {
    private TableChanges() {}

    static List<Change> of(Source source, Chance chance) {
        var changes = new ArrayList<Change>();
        for (int number = 1; number <= source.lines(); number++) {
            Span line = source.lineSpan(number);
            int start = skip(source, line.start(), line.end(), true);
            if (start == line.end() || source.text().charAt(start) == '#') {
                continue;
            }
            int end = skip(source, start, line.end(), false);
            var key = new Span(source, start, end);
            int value = skip(source, end, line.end(), true);
            boolean alone = value == line.end();
            changes.add(
                    Change.of(
                            alone ? Kind.MATCHED_VALUE : Kind.TABLE_KEY,
                            key,
                            Words.changed(key.text(), chance)));
            if (!alone) {
                var second = new Span(source, value, skip(source, value, line.end(), false));
                changes.add(
                        Change.of(Kind.TABLE_VALUE, second, Words.changed(second.text(), chance)));
            }
        }
        return changes;
    }

    /// Behind the blanks from an offset, or behind what is none.
    private static int skip(Source source, int from, int to, boolean blanks) {
        int at = from;
        while (at < to && (" \t".indexOf(source.text().charAt(at)) >= 0) == blanks) {
            at++;
        }
        return at;
    }
}
