package dev.evenkeel.predict;

import dev.evenkeel.model.Coverage;
import dev.evenkeel.predict.ConfigurationDiff.Side;
import dev.evenkeel.routing.RoutingDiff.Obstacle;
import dev.evenkeel.text.Source;
import dev.evenkeel.text.Span;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/// Lines that are not fully modelled. What says the same under the same head on both sides, for the
/// same program in the same version, does the same; of anything else that is not known.
final class OpenLines {
    /// For each line of a source the line that is its head: the nearest above that stands further
    /// out (0: none).
    private final IdentityHashMap<Source, int[]> heads = new IdentityHashMap<>();

    private OpenLines() {}

    static List<Obstacle> changed(Side before, Side after) {
        var open = new OpenLines();
        List<Coverage.Line> were = lines(before.coverage());
        List<Coverage.Line> are = lines(after.coverage());
        Map<String, Integer> common = new HashMap<>();
        if (before.balancer().target().equals(after.balancer().target())) {
            Map<String, Integer> there = new HashMap<>();
            were.forEach(line -> there.merge(open.key(line.span()), 1, Integer::sum));
            Map<String, Integer> here = new HashMap<>();
            are.forEach(line -> here.merge(open.key(line.span()), 1, Integer::sum));
            here.forEach(
                    (key, count) -> common.put(key, Math.min(count, there.getOrDefault(key, 0))));
        }
        var changed = new ArrayList<Obstacle>();
        open.addOthers(were, new HashMap<>(common), changed);
        open.addOthers(are, new HashMap<>(common), changed);
        return changed;
    }

    private void addOthers(
            List<Coverage.Line> lines, Map<String, Integer> common, List<Obstacle> changed) {
        for (Coverage.Line line : lines) {
            if (common.merge(key(line.span()), -1, Integer::sum) < 0) {
                changed.add(new Obstacle(line.why(), line.span()));
            }
        }
    }

    private static List<Coverage.Line> lines(Coverage coverage) {
        var lines = new ArrayList<Coverage.Line>(coverage.unknown());
        lines.addAll(coverage.unmodelled());
        lines.addAll(coverage.limited());
        return lines;
    }

    /// What a line says, and under which head.
    private String key(Span span) {
        Source source = span.source();
        int[] known = heads.get(source);
        if (known == null) {
            known = heads(source);
            heads.put(source, known);
        }
        int head = known[span.line()];
        String above = head == 0 ? "" : source.lineSpan(head).text().strip();
        return span.text().strip() + '\n' + above;
    }

    private static int[] heads(Source source) {
        record Open(int line, int indentation) {}
        // Of a text that ends without a line end, and of an empty one, there is one line more.
        int[] heads = new int[source.lines() + 2];
        Deque<Open> above = new ArrayDeque<>();
        for (int line = 1; line <= source.lines(); line++) {
            int indentation = source.indentation(line);
            if (indentation < 0) {
                continue;
            }
            while (!above.isEmpty() && above.peek().indentation() >= indentation) {
                above.pop();
            }
            heads[line] = above.isEmpty() ? 0 : above.peek().line();
            above.push(new Open(line, indentation));
        }
        return heads;
    }
}
