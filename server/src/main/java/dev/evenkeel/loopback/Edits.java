package dev.evenkeel.loopback;

import dev.evenkeel.text.Source;
import dev.evenkeel.text.Span;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Changes of one text, each with its reason. A change inside of what another one replaces is
/// forgotten. Lines keep their numbers: what is taken out leaves its line ends behind, and only a
/// text with more lines makes new ones.
final class Edits {
    private record Edit(
            int start, int end, String text, String why, boolean mayDecide, boolean isTold) {}

    private final Source source;
    private final Source original;
    private final int shift;
    private final List<Edit> edits = new ArrayList<>();

    Edits(Source source) {
        this(source, source, 0);
    }

    /// `source` holds the original text from `shift` on.
    Edits(Source source, Source original, int shift) {
        this.source = source;
        this.original = original;
        this.shift = shift;
    }

    /// A change that cannot change what becomes of a request.
    void replace(Span span, String text, String why) {
        add(span, text, why, false);
    }

    /// A change that may.
    void alter(Span span, String text, String why) {
        add(span, text, why, true);
    }

    void drop(Span span, String why) {
        replace(span, "", why);
    }

    void takeOut(Span span, String why) {
        alter(span, "", why);
    }

    /// Nothing is changed, and nothing told, where the text is the same already.
    private void add(Span span, String text, String why, boolean mayDecide) {
        if (!span.text().equals(text)) {
            edits.add(new Edit(span.start(), span.end(), text, why, mayDecide, true));
        }
    }

    /// Something of our own, which is not told.
    void insert(int at, String text) {
        edits.add(new Edit(at, at, text, "", false, false));
    }

    /// The place in the original text.
    Span place(Span span) {
        int start = Math.clamp(span.start() - shift, 0, original.length());
        return new Span(original, start, Math.clamp(span.end() - shift, start, original.length()));
    }

    /// The changed text; `changes` is told what was changed.
    Changed apply(List<Change> changes) {
        edits.sort(Comparator.comparingInt(Edit::start).thenComparingInt(edit -> -edit.end()));
        var text = new StringBuilder(source.length());
        var added = new ArrayList<Integer>();
        int line = 1;
        int at = 0;
        for (Edit edit : edits) {
            if (edit.start() < at) {
                continue;
            }
            line += append(text, source.text().substring(at, edit.start()));
            int before = newlines(source.text().substring(edit.start(), edit.end()));
            int now = append(text, edit.text());
            for (int i = before; i < now; i++) {
                added.add(line + i + 1);
            }
            text.append("\n".repeat(Math.max(0, before - now)));
            line += Math.max(before, now);
            at = edit.end();
            if (edit.isTold()) {
                Span place = place(new Span(source, edit.start(), edit.end()));
                changes.add(new Change(place, edit.text(), edit.why(), edit.mayDecide()));
            }
        }
        append(text, source.text().substring(at));
        return new Changed(original, text.toString(), added);
    }

    private static int append(StringBuilder text, String more) {
        text.append(more);
        return newlines(more);
    }

    private static int newlines(String text) {
        int count = 0;
        for (int at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
            count++;
        }
        return count;
    }

    /// A changed text, what it was made from, and the numbers of the lines that were added.
    record Changed(Source original, String text, List<Integer> added) {
        Changed {
            added = List.copyOf(added);
        }

        Changed withText(String other) {
            return new Changed(original, other, added);
        }

        /// The line of the original text that a line (from 1) comes from.
        Span line(int number) {
            int before = 0;
            for (int each : added) {
                before += each <= number ? 1 : 0;
            }
            int line = Math.clamp(number - before, 1, Math.max(1, original.lines()));
            return original.length() == 0 ? new Span(original, 0, 0) : original.lineSpan(line);
        }
    }
}
