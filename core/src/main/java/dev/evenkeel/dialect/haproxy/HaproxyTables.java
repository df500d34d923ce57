package dev.evenkeel.dialect.haproxy;

import dev.evenkeel.dialect.Support;
import dev.evenkeel.model.Expression;
import dev.evenkeel.model.Matcher;
import dev.evenkeel.model.Table;
import dev.evenkeel.text.Span;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The maps that converters look values up in.
final class HaproxyTables {
    private static final Support MISSING =
            new Support.Unmodelled("the file of the map is not here");

    private final HaproxyFiles files;
    private final Map<String, Table> tables = new LinkedHashMap<>();

    HaproxyTables(HaproxyFiles files) {
        this.files = files;
    }

    record Found(Expression expression, Support support) {}

    /// Every table that was looked up, in the order of first use.
    List<Table> all() {
        return List.copyOf(tables.values());
    }

    /// The meaning of `map_METHOD_OUTPUT(file[,default])` applied to a key.
    Found lookup(String converter, List<String> arguments, Expression key, Span span)
            throws HaproxyRefusal {
        String path = arguments.getFirst();
        boolean here = files.isHere(path, span);
        String id = converter + " " + path;
        Table table = tables.get(id);
        if (table == null) {
            table = table(converter, path, here, span);
            tables.put(id, table);
        }
        @Nullable Expression fallback =
                arguments.size() > 1 ? Expression.text(arguments.get(1)) : null;
        return new Found(
                new Expression.Lookup(table, key, fallback), here ? Support.UNDERSTOOD : MISSING);
    }

    private Table table(String converter, String path, boolean here, Span span)
            throws HaproxyRefusal {
        String[] parts = converter.split("_", -1);
        String how = parts.length > 1 ? parts[1] : "str";
        boolean substitutes = how.equals("regm");
        boolean ownKey = parts.length > 2 && parts[2].equals("key");
        Matcher.Method method = HaproxyPatterns.method(substitutes ? "reg" : how);
        if (method == null) {
            // map_key: as map, but gives the key.
            method = Matcher.Method.EXACT;
            ownKey = true;
        }
        var entries = new ArrayList<Table.Entry>();
        for (HaproxyFiles.Row row : files.rows(path)) {
            HaproxyPatterns.check(method, row.key().text(), false, row.key().span());
            var matcher = new Matcher(method, false, List.of(row.key()), true);
            String value = ownKey ? row.key().text() : row.value().text();
            entries.add(
                    new Table.Entry(
                            matcher,
                            substitutes ? substitution(value) : Expression.text(value),
                            row.value().span()));
        }
        Table.Order order =
                method == Matcher.Method.PREFIX || method == Matcher.Method.NETWORK
                        ? Table.Order.LONGEST
                        : Table.Order.FIRST;
        return new Table(path, order, entries, null, here, span);
    }

    /// A value in which `\1` stands for what the first group of the key matched.
    static Expression substitution(String value) {
        var parts = new ArrayList<Expression>();
        var text = new StringBuilder();
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            char next = i + 1 < value.length() ? value.charAt(i + 1) : 0;
            if (c == '\\' && next >= '0' && next <= '9') {
                if (!text.isEmpty()) {
                    parts.add(Expression.text(text.toString()));
                    text.setLength(0);
                }
                parts.add(new Expression.Capture(String.valueOf(next)));
                i++;
            } else {
                text.append(c);
            }
        }
        if (parts.isEmpty()) {
            return Expression.text(text.toString());
        }
        if (!text.isEmpty()) {
            parts.add(Expression.text(text.toString()));
        }
        return new Expression.Joined(parts);
    }
}
