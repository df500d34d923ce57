package dev.evenkeel.dialect.haproxy;

import dev.evenkeel.model.Matcher;
import dev.evenkeel.text.Source;
import dev.evenkeel.text.Sources;
import dev.evenkeel.text.Span;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The files that ACLs and maps name, each read once.
final class HaproxyFiles {
    private final HaproxyContext context;
    private final Map<String, Content> contents = new HashMap<>();
    private final Map<String, List<Matcher.Pattern>> patterns = new HashMap<>();
    private final Map<String, List<Row>> rows = new HashMap<>();
    private final Set<String> reported = new HashSet<>();
    private long taken;

    HaproxyFiles(HaproxyContext context) {
        this.context = context;
    }

    /// A key and a value, each where it stands.
    record Row(Matcher.Pattern key, Matcher.Pattern value) {}

    /// What a path stands for: a text, nothing on purpose (`source` is `null` and `here` is true),
    /// or something that is not here.
    private record Content(@Nullable Source source, boolean here) {}

    /// Whether a file is here; says so once if it is not.
    boolean isHere(String path, Span span) {
        Content content = content(path);
        if (!content.here && reported.add(path)) {
            context.problems.missing(
                    span,
                    "the file " + path + " is not here, so what it says is not known",
                    "put it there, or name the directory it lies under with --root");
        }
        return content.here;
    }

    /// One pattern a line, blanks included.
    List<Matcher.Pattern> patterns(String path) {
        List<Matcher.Pattern> known = patterns.get(path);
        if (known == null) {
            Source source = content(path).source;
            known = source == null ? List.of() : lines(source, HaproxyFiles::pattern);
            patterns.put(path, known);
        }
        return counted(known, path);
    }

    /// A key and a value a line, separated by blanks.
    List<Row> rows(String path) {
        List<Row> known = rows.get(path);
        if (known == null) {
            Source source = content(path).source;
            known = source == null ? List.of() : lines(source, HaproxyFiles::row);
            rows.put(path, known);
        }
        return counted(known, path);
    }

    /// Entries of a file as often as they are used; none when that is too many.
    private <T> List<T> counted(List<T> entries, String path) {
        Source source = content(path).source;
        taken += entries.size();
        if (taken <= HaproxyBounds.ROWS_MAX || source == null) {
            return entries;
        }
        context.problems.giveUp(
                new Span(source, 0, 0),
                "the lines of maps and ACL files that are used add up to more than "
                        + HaproxyBounds.ROWS_MAX
                        + ": the rest was not read",
                "use fewer of them, or a shorter file");
        return List.of();
    }

    private Content content(String path) {
        Content known = contents.get(path);
        if (known == null) {
            known = read(path);
            contents.put(path, known);
        }
        return known;
    }

    private Content read(String path) {
        String file = path;
        boolean optional = false;
        if (context.atLeast(3, 0)) {
            if (path.startsWith("virt@")) {
                return new Content(null, true);
            }
            optional = path.startsWith("opt@");
            if (optional) {
                file = path.substring("opt@".length());
            } else if (path.startsWith("file@")) {
                file = path.substring("file@".length());
            }
        }
        return switch (context.config.sources().read(file)) {
            case Sources.Found(Source source) -> new Content(source, true);
            case Sources.Missing _ -> new Content(null, optional);
            case Sources.Unreadable _ -> new Content(null, false);
        };
    }

    /// What one line of a file says.
    private interface Line<T> {
        T of(Source source, int from, int end);
    }

    private static <T> List<T> lines(Source source, Line<T> line) {
        var found = new ArrayList<T>();
        String text = source.text();
        int start = 0;
        while (start < text.length() && found.size() <= HaproxyBounds.ROWS_MAX) {
            int next = lineEnd(text, start);
            int from = skipBlanks(text, start, next);
            int end = stop(text, from, next);
            if (text.charAt(start) != '#' && end > from) {
                found.add(line.of(source, from, end));
            }
            start = next + 1;
        }
        return found;
    }

    private static Row row(Source source, int from, int end) {
        String text = source.text();
        int keyEnd = from;
        while (keyEnd < end && !isBlank(text.charAt(keyEnd))) {
            keyEnd++;
        }
        int value = skipBlanks(text, keyEnd, end);
        int valueEnd = end;
        while (valueEnd > value && isBlank(text.charAt(valueEnd - 1))) {
            valueEnd--;
        }
        return new Row(pattern(source, from, keyEnd), pattern(source, value, valueEnd));
    }

    private static Matcher.Pattern pattern(Source source, int start, int end) {
        var span = new Span(source, start, end);
        return new Matcher.Pattern(span.text(), span);
    }

    private static int lineEnd(String text, int from) {
        int newline = text.indexOf('\n', from);
        return newline < 0 ? text.length() : newline;
    }

    private static int skipBlanks(String text, int from, int end) {
        int i = from;
        while (i < end && isBlank(text.charAt(i))) {
            i++;
        }
        return i;
    }

    /// Where a line ends for HAProxy: at the first carriage return.
    private static int stop(String text, int from, int end) {
        int i = from;
        while (i < end && text.charAt(i) != '\r') {
            i++;
        }
        return i;
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }
}
