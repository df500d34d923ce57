package dev.evenkeel.routing;

import dev.evenkeel.model.Expression;
import dev.evenkeel.model.Field;
import dev.evenkeel.model.Matcher;
import dev.evenkeel.model.Table;

import java.util.IdentityHashMap;
import java.util.Map;

/// Expressions as texts that are equal only if the expressions always yield the same, wherever they
/// stand.
final class CanonicalText {
    private final IdentityHashMap<Table, String> tables = new IdentityHashMap<>();
    private final Map<String, Integer> tableNumbers;

    /// Tables with equal contents get equal numbers in everything that shares `tableNumbers`.
    CanonicalText(Map<String, Integer> tableNumbers) {
        this.tableNumbers = tableNumbers;
    }

    String of(Expression expression) {
        var text = new StringBuilder();
        write(expression, text);
        return text.toString();
    }

    private void write(Expression expression, StringBuilder text) {
        switch (expression) {
            case Expression.Text(String literal) -> quoted(literal, text);
            case Expression.Part(Field field) -> {
                text.append(field.kind());
                if (!field.name().isEmpty()) {
                    text.append('(').append(field.name()).append(')');
                }
                if (field.occurrence() != 0) {
                    text.append('#').append(field.occurrence());
                }
            }
            case Expression.Variable(String name) -> text.append("variable ").append(name);
            case Expression.Capture(String group) -> text.append("group ").append(group);
            case Expression.Joined(var parts) -> {
                text.append('{');
                for (Expression part : parts) {
                    write(part, text);
                    text.append(' ');
                }
                text.append('}');
            }
            case Expression.Converted(var input, String name, var arguments) -> {
                text.append(name).append('[');
                arguments.forEach(argument -> quoted(argument, text));
                text.append("](");
                write(input, text);
                text.append(')');
            }
            case Expression.Lookup(Table table, var key, var fallback) -> {
                text.append("table ").append(number(table)).append('[');
                write(key, text);
                text.append(']');
                if (fallback != null) {
                    text.append("else ");
                    write(fallback, text);
                }
            }
            case Expression.Split(var key, var shares, boolean rest, _) -> {
                text.append("split ").append(rest).append('[');
                write(key, text);
                text.append(']');
                for (Expression.Share share : shares) {
                    text.append(' ').append(share.basisPoints()).append(':');
                    write(share.value(), text);
                }
            }
            case Expression.Unknown unknown -> text.append("unknown ").append(unknown.text());
        }
    }

    private static void quoted(String literal, StringBuilder text) {
        text.append('"').append(literal.replace("\\", "\\\\").replace("\"", "\\\"")).append('"');
    }

    String of(Matcher matcher) {
        var text = new StringBuilder();
        write(matcher, text);
        return text.toString();
    }

    private static void write(Matcher matcher, StringBuilder text) {
        text.append(matcher.method())
                .append(matcher.ignoreCase() ? "~" : "")
                .append(matcher.complete() ? "" : "…");
        for (Matcher.Pattern pattern : matcher.patterns()) {
            text.append(' ');
            quoted(pattern.text(), text);
        }
    }

    private int number(Table table) {
        String contents = tables.computeIfAbsent(table, this::contents);
        return tableNumbers.computeIfAbsent(contents, _ -> tableNumbers.size());
    }

    private String contents(Table table) {
        var text = new StringBuilder();
        text.append(table.order()).append(table.complete() ? "" : table.name());
        for (Table.Entry entry : table.entries()) {
            write(entry.key(), text);
            text.append("->");
            write(entry.value(), text);
            text.append('\n');
        }
        if (table.fallback() != null) {
            text.append("else ");
            write(table.fallback(), text);
        }
        return text.toString();
    }
}
