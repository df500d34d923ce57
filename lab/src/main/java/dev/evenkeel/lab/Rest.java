package dev.evenkeel.lab;

import dev.evenkeel.model.Coverage;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// The lines that are not fully modelled, counted by keyword: numbers and keywords only, nothing of
/// what anybody wrote.
final class Rest {
    /// Keywords that say little without the next word.
    private static final Set<String> FAMILIES =
            Set.of(
                    "option",
                    "http-request",
                    "http-response",
                    "http-after-response",
                    "tcp-request",
                    "tcp-response",
                    "http-check",
                    "tcp-check",
                    "stats",
                    "timeout",
                    "no",
                    "stick");

    private static final Pattern KEYWORD = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]{0,40}");

    /// How often a keyword has a state, and in how many files.
    record Row(String keyword, String state, int lines, int files) {}

    private record Key(String keyword, String state) {}

    private final Map<Key, Integer> lines = new HashMap<>();
    private final Map<Key, Set<String>> files = new HashMap<>();

    void add(String file, Coverage coverage) {
        add(file, "limited", coverage.limited());
        add(file, "unmodelled", coverage.unmodelled());
        add(file, "unknown", coverage.unknown());
    }

    private void add(String file, String state, List<Coverage.Line> found) {
        for (Coverage.Line line : found) {
            var key = new Key(keyword(line.span().text()), state);
            lines.merge(key, 1, Integer::sum);
            files.computeIfAbsent(key, _ -> new HashSet<>()).add(file);
        }
    }

    /// Most frequent first.
    List<Row> rows() {
        var rows = new ArrayList<Row>();
        lines.forEach((key, count) ->
                rows.add(
                        new Row(
                                key.keyword(),
                                key.state(),
                                count,
                                files.getOrDefault(key, Set.of()).size())));
        rows.sort(
                Comparator.comparingInt(Row::lines)
                        .reversed()
                        .thenComparing(Row::keyword)
                        .thenComparing(Row::state));
        return rows;
    }

    private static String keyword(String text) {
        String[] words = text.strip().split("[\\s;{]+", 3);
        if (!KEYWORD.matcher(words[0]).matches()) {
            return "(other)";
        }
        boolean two = FAMILIES.contains(words[0]) && words.length > 1;
        return two && KEYWORD.matcher(words[1]).matches() ? words[0] + " " + words[1] : words[0];
    }
}
