package dev.evenkeel.lab.loopback;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.evenkeel.text.Source;
import dev.evenkeel.text.Span;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Changes of one text, each with its reason. A change inside of what another one replaces is
/// forgotten.
final class Edits {
    private record Edit(int start, int end, String text, String why) {}

    private final Source source;
    private final List<Edit> edits = new ArrayList<>();

    Edits(Source source) {
        this.source = source;
    }

    /// Nothing is changed, and no reason counted, where the text is the same already.
    void replace(Span span, String text, String why) {
        if (!span.text().equals(text)) {
            edits.add(new Edit(span.start(), span.end(), text, why));
        }
    }

    void drop(Span span, String why) {
        replace(span, "", why);
    }

    void insert(int at, String text, String why) {
        edits.add(new Edit(at, at, text, why));
    }

    /// The changed text; the reasons are counted in `counts`.
    String apply(Map<String, Integer> counts) {
        edits.sort(Comparator.comparingInt(Edit::start).thenComparingInt(edit -> -edit.end()));
        var text = new StringBuilder(source.length());
        int at = 0;
        for (Edit edit : edits) {
            if (edit.start() >= at) {
                text.append(source.text(), at, edit.start()).append(edit.text());
                at = edit.end();
                counts.merge(edit.why(), 1, Integer::sum);
            }
        }
        return text.append(source.text(), at, source.length()).toString();
    }

    /// A text without these lines, counted from 1; their ends stay, so that the others keep their
    /// numbers.
    static String withoutLines(String text, Set<Integer> numbers) {
        Source source = Source.of("", text.getBytes(ISO_8859_1));
        var edits = new Edits(source);
        for (int number : numbers) {
            if (number >= 1 && number <= source.lines()) {
                edits.drop(source.lineSpan(number), "");
            }
        }
        return edits.apply(new TreeMap<>());
    }
}
