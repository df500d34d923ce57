package dev.evenkeel.dialect.nginx;

import dev.evenkeel.dialect.nginx.NginxTemplate.Value;
import dev.evenkeel.model.Expression;
import dev.evenkeel.model.Matcher;
import dev.evenkeel.model.Table;
import dev.evenkeel.text.Span;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/// A `map` block as a table in the order in which nginx tries its keys: exact keys, with
/// `hostnames` leading wildcards and then trailing ones, the longest first, at last regular
/// expressions as written. Keys other than expressions have no case.
final class NginxMap {
    private final NginxVariables variables;
    private final NginxNotes notes;
    private final NginxDirective block;
    private final List<Table.Entry> exact = new ArrayList<>();
    private final List<Table.Entry> leading = new ArrayList<>();
    private final List<Table.Entry> trailing = new ArrayList<>();
    private final List<Table.Entry> expressions = new ArrayList<>();
    private Expression standard = Expression.text("");
    private boolean hostnames;
    private boolean isVolatile;
    private boolean complete = true;
    private boolean emptyKey;
    private @Nullable String unknown;

    NginxMap(NginxVariables variables, NginxNotes notes, NginxDirective block) {
        this.variables = variables;
        this.notes = notes;
        this.block = block;
    }

    /// The value of the variable that the block declares; its table is added to the tables.
    Value value() {
        List<NginxDirective> lines = block.block();
        for (NginxDirective line : lines) {
            read(line);
        }
        Value source = new NginxTemplate(variables, block).value(block.argument(0));
        unknown = source.unknown() != null ? source.unknown() : unknown;
        String name = NginxVariables.name(block.argument(1));
        var table = new Table(name, Table.Order.FIRST, entries(), standard, complete, block.span());
        variables.add(table);
        Expression key = source.expression();
        if (hostnames) {
            key = new Expression.Converted(key, "without_dot", List.of());
        }
        var found = new Expression.Lookup(table, key, null);
        return new Value(isVolatile ? found : variables.once(name, found), unknown);
    }

    private List<Table.Entry> entries() {
        Comparator<Table.Entry> longest = (one, other) -> length(other) - length(one);
        leading.sort(longest);
        trailing.sort(longest);
        var entries = new ArrayList<>(exact);
        entries.addAll(leading);
        entries.addAll(trailing);
        if (!expressions.isEmpty() && !emptyKey) {
            // An empty text is never compared with a regular expression.
            entries.add(entry(Matcher.Method.EXACT, "", block.span(), standard));
        }
        entries.addAll(expressions);
        return entries;
    }

    private static int length(Table.Entry entry) {
        return entry.key().patterns().getFirst().text().length();
    }

    private void read(NginxDirective line) {
        String key = line.name();
        if (line.arguments() == 0) {
            // Words without a value are options; this one counts for the lines behind it.
            hostnames |= key.equals("hostnames");
            isVolatile |= key.equals("volatile");
            return;
        }
        if (key.equals("include") && !isQuotedName(line)) {
            complete = false;
            notes.limited(line, "what the missing file says is not known");
            return;
        }
        if (key.startsWith("~")) {
            readExpression(line, key);
            return;
        }
        Expression value = value(line, Map.of());
        if (key.equals("default")) {
            standard = value;
            return;
        }
        boolean literal = key.startsWith("\\");
        readKey(literal ? key.substring(1) : key, line, value);
    }

    private static boolean isQuotedName(NginxDirective line) {
        char first = line.source().text().charAt(line.span().start());
        return first == '"' || first == '\'';
    }

    private void readExpression(NginxDirective line, String key) {
        boolean ignoreCase = key.startsWith("~*");
        String regex = key.substring(ignoreCase ? 2 : 1);
        Expression value = value(line, NginxRegex.captures(regex));
        Matcher matcher = NginxRegex.matcher(regex, ignoreCase, line.argumentSpan(-1));
        expressions.add(new Table.Entry(matcher, value, line.span()));
    }

    private void readKey(String key, NginxDirective line, Expression value) {
        Span span = line.argumentSpan(-1);
        if (hostnames && key.startsWith("*.") && key.length() > 2) {
            leading.add(entry(Matcher.Method.SUFFIX, key.substring(1), span, value));
        } else if (hostnames && key.startsWith(".") && key.length() > 1) {
            exact.add(entry(Matcher.Method.EXACT, key.substring(1), span, value));
            leading.add(entry(Matcher.Method.SUFFIX, key, span, value));
        } else if (hostnames && key.endsWith(".*") && key.length() > 2) {
            String prefix = key.substring(0, key.length() - 1);
            trailing.add(entry(Matcher.Method.PREFIX, prefix, span, value));
        } else {
            emptyKey |= key.isEmpty();
            exact.add(entry(Matcher.Method.EXACT, key, span, value));
        }
    }

    private Expression value(NginxDirective line, Map<String, Expression> captures) {
        var template = new NginxTemplate(variables, line, captures, UnaryOperator.identity());
        Value value = template.value(line.argument(0));
        unknown = unknown == null ? value.unknown() : unknown;
        return value.expression();
    }

    private static Table.Entry entry(
            Matcher.Method method, String text, Span span, Expression value) {
        var pattern = new Matcher.Pattern(text, span);
        return new Table.Entry(new Matcher(method, true, List.of(pattern), true), value, span);
    }
}
