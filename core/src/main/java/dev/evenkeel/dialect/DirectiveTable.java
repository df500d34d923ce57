package dev.evenkeel.dialect;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.evenkeel.model.Version;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A dialect's one table of what it knows: parser, translator and the generated page read it.
///
/// It is a text beside the dialect's classes, a row a line, columns separated by `|`: `keyword |
/// contexts | arguments | support | versions | note`. Contexts are words of the dialect, separated
/// by blanks. Arguments are `2`, `0-3` or `1+`, then words of the dialect about their form, if it
/// has any. Support is `understood`, `harmless`, `limited` or `unmodelled`; the last two need a
/// note. Versions are empty, `2.6+`, `-3.3` (gone in 3.3) or `2.6-3.3`. Lines that start with `#`
/// are comments. A keyword may have several rows.
public final class DirectiveTable {
    private final Map<String, List<Directive>> rows;

    private DirectiveTable(Map<String, List<Directive>> rows) {
        this.rows = rows;
    }

    /// The table in the resource `name` that stands beside `owner`.
    public static DirectiveTable beside(Class<?> owner, String name) {
        try (InputStream in = owner.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("no table " + name + " beside " + owner);
            }
            return of(new String(in.readAllBytes(), UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static DirectiveTable of(String text) {
        return new DirectiveTable(new Rows().read(text));
    }

    /// Every row of a keyword; empty when it is unknown.
    public List<Directive> rows(String keyword) {
        return rows.getOrDefault(keyword, List.of());
    }

    /// The row of a keyword that stands in a context and exists in a version.
    public @Nullable Directive find(String keyword, String context, Version version) {
        for (Directive row : rows(keyword)) {
            if (row.standsIn(context) && row.existsIn(version)) {
                return row;
            }
        }
        return null;
    }

    /// Every row, in the order of the table.
    public List<Directive> all() {
        var all = new ArrayList<Directive>(2 * rows.size());
        for (List<Directive> ofKeyword : rows.values()) {
            all.addAll(ofKeyword);
        }
        return all;
    }

    /// Reads rows. They are many, and most of their cells are equal: each kind is read once.
    private static final class Rows {
        private final Map<String, Set<String>> contexts = new HashMap<>();
        private final Map<String, Arguments> arguments = new HashMap<>();
        private final Map<String, @Nullable Version[]> versions = new HashMap<>();

        Map<String, List<Directive>> read(String text) {
            var rows = new LinkedHashMap<String, List<Directive>>(2048);
            int start = 0;
            while (start < text.length()) {
                int newline = text.indexOf('\n', start);
                int end = newline < 0 ? text.length() : newline;
                if (end > start && text.charAt(start) != '#') {
                    Directive row = row(text.substring(start, end));
                    rows.computeIfAbsent(row.keyword(), _ -> new ArrayList<>(1)).add(row);
                }
                start = end + 1;
            }
            return rows;
        }

        private Directive row(String line) {
            String[] cells = new String[] {"", "", "", "", "", ""};
            int start = 0;
            for (int i = 0; i < cells.length && start <= line.length(); i++) {
                int bar = i == cells.length - 1 ? -1 : line.indexOf('|', start);
                int end = bar < 0 ? line.length() : bar;
                cells[i] = line.substring(start, end).strip();
                start = end + 1;
            }
            @Nullable Version[] versions = versions(cells[4]);
            return new Directive(
                    cells[0],
                    contexts(cells[1]),
                    arguments(cells[2], line),
                    support(cells[3], cells[5], line),
                    versions[0],
                    versions[1]);
        }

        private Set<String> contexts(String cell) {
            Set<String> known = contexts.get(cell);
            if (known == null) {
                known = Set.copyOf(words(cell));
                contexts.put(cell, known);
            }
            return known;
        }

        private static List<String> words(String cell) {
            var words = new ArrayList<String>();
            int start = 0;
            while (start < cell.length()) {
                int blank = cell.indexOf(' ', start);
                int end = blank < 0 ? cell.length() : blank;
                if (end > start) {
                    words.add(cell.substring(start, end));
                }
                start = end + 1;
            }
            return words;
        }

        private Arguments arguments(String cell, String line) {
            Arguments known = arguments.get(cell);
            if (known == null) {
                known = newArguments(cell, line);
                arguments.put(cell, known);
            }
            return known;
        }

        private static Arguments newArguments(String cell, String line) {
            List<String> words = words(cell);
            String range = words.isEmpty() ? "" : words.getFirst();
            List<String> form = words.subList(Math.min(1, words.size()), words.size());
            int dash = range.indexOf('-');
            if (range.endsWith("+")) {
                int least = Integer.parseInt(range.substring(0, range.length() - 1));
                return new Arguments(least, -1, form);
            }
            if (dash > 0) {
                int most = Integer.parseInt(range.substring(dash + 1));
                return new Arguments(Integer.parseInt(range.substring(0, dash)), most, form);
            }
            if (range.isEmpty()) {
                throw new IllegalStateException("no arguments in the row: " + line);
            }
            return new Arguments(Integer.parseInt(range), Integer.parseInt(range), form);
        }

        private static Support support(String cell, String note, String line) {
            return switch (cell) {
                case "understood" -> Support.UNDERSTOOD;
                case "harmless" -> Support.HARMLESS;
                case "limited" -> new Support.Limited(note);
                case "unmodelled" -> new Support.Unmodelled(note);
                default -> throw new IllegalStateException("no support in the row: " + line);
            };
        }

        private @Nullable Version[] versions(String cell) {
            @Nullable Version @Nullable [] known = versions.get(cell);
            if (known == null) {
                known = newVersions(cell);
                versions.put(cell, known);
            }
            return known;
        }

        private static @Nullable Version[] newVersions(String cell) {
            if (cell.isEmpty()) {
                return new @Nullable Version[] {null, null};
            }
            if (cell.endsWith("+")) {
                return new @Nullable Version[] {
                    version(cell.substring(0, cell.length() - 1)), null
                };
            }
            int dash = cell.indexOf('-');
            return new @Nullable Version[] {
                dash == 0 ? null : version(cell.substring(0, dash)),
                version(cell.substring(dash + 1))
            };
        }

        private static Version version(String text) {
            return Version.parse(text)
                    .orElseThrow(() -> new IllegalStateException("no version: " + text));
        }
    }
}
