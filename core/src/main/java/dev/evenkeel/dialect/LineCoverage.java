package dev.evenkeel.dialect;

import dev.evenkeel.model.Coverage;
import dev.evenkeel.text.Source;
import dev.evenkeel.text.Span;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Collects how far each effective line is understood while a text is read: every stage marks what
/// it sees, a line counts as its worst mark says. A directive that runs over several lines counts
/// as one, where it begins.
public final class LineCoverage {
    private final Map<Source, Marks> sources = new LinkedHashMap<>();

    /// Says how far the line in which `span` begins is understood. Marks may come in any order and
    /// any number; where two are equally bad the first stays.
    public void mark(Span span, Support support) {
        mark(span.source(), span.start(), span.end(), support);
    }

    /// The same without making a span.
    public void mark(Source source, int start, int end, Support support) {
        Marks marks = sources.get(source);
        if (marks == null) {
            marks = new Marks(source);
            sources.put(source, marks);
        }
        marks.add(start, end, support);
    }

    /// The sum of all marks, in the order of the texts.
    public Coverage coverage() {
        var sum = new Sum();
        for (Marks marks : sources.values()) {
            marks.addTo(sum);
        }
        return new Coverage(sum.understood, sum.harmless, sum.limited, sum.unmodelled, sum.unknown);
    }

    /// The marks of one source: flat arrays, as there is at least one for each line.
    private static final class Marks {
        private final Source source;
        private int size;
        private int[] starts = new int[64];
        private int[] ends = new int[64];
        private Support[] supports = new Support[64];

        Marks(Source source) {
            this.source = source;
        }

        void add(int start, int end, Support support) {
            if (size > 0 && starts[size - 1] == start) {
                if (support.rank() > supports[size - 1].rank()) {
                    ends[size - 1] = end;
                    supports[size - 1] = support;
                }
                return;
            }
            if (size == starts.length) {
                starts = Arrays.copyOf(starts, 2 * size);
                ends = Arrays.copyOf(ends, 2 * size);
                supports = Arrays.copyOf(supports, 2 * size);
            }
            starts[size] = start;
            ends[size] = end;
            supports[size++] = support;
        }

        void addTo(Sum sum) {
            // The worst mark of each line, counted from 1; 0 where there is none.
            int[] worst = new int[source.lines() + 2];
            for (int i = 0; i < size; i++) {
                int line = source.line(starts[i]);
                int known = worst[line];
                if (known == 0 || supports[i].rank() > supports[known - 1].rank()) {
                    worst[line] = i + 1;
                }
            }
            for (int mark : worst) {
                if (mark > 0) {
                    sum.add(this, mark - 1);
                }
            }
        }
    }

    private static final class Sum {
        private int understood;
        private int harmless;
        private final List<Coverage.Line> limited = new ArrayList<>();
        private final List<Coverage.Line> unmodelled = new ArrayList<>();
        private final List<Coverage.Line> unknown = new ArrayList<>();

        void add(Marks marks, int index) {
            switch (marks.supports[index]) {
                case Support.Understood _ -> understood++;
                case Support.Harmless _ -> harmless++;
                case Support.Limited(String note) -> limited.add(line(marks, index, note));
                case Support.Unmodelled(String why) -> unmodelled.add(line(marks, index, why));
                case Support.Unknown _ ->
                        unknown.add(line(marks, index, "no directive of this version is like it"));
            }
        }

        private static Coverage.Line line(Marks marks, int index, String why) {
            var span = new Span(marks.source, marks.starts[index], marks.ends[index]);
            return new Coverage.Line(span, why);
        }
    }
}
