package dev.evenkeel.dialect.nginx;

import dev.evenkeel.dialect.nginx.NginxTemplate.Value;
import dev.evenkeel.model.Expression;
import dev.evenkeel.model.Field;
import dev.evenkeel.model.Matcher;
import dev.evenkeel.model.Table;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A `geo` block as a table of networks in which the longest prefix wins. Values are texts without
/// variables.
final class NginxGeo {
    private final NginxVariables variables;
    private final NginxNotes notes;
    private final NginxDirective block;
    private final Map<String, Table.Entry> entries = new LinkedHashMap<>();
    private String standard = "";
    private boolean complete = true;
    private boolean ranges;
    private @Nullable String unknown;

    NginxGeo(NginxVariables variables, NginxNotes notes, NginxDirective block) {
        this.variables = variables;
        this.notes = notes;
        this.block = block;
    }

    Value value() {
        for (NginxDirective line : block.block()) {
            read(line);
        }
        boolean computed = block.arguments() > 1;
        Expression key = Expression.field(Field.Kind.SOURCE);
        if (computed) {
            Value source = new NginxTemplate(variables, block).value(block.argument(0));
            unknown = unknown == null ? source.unknown() : unknown;
            key = source.expression();
        }
        String name = NginxVariables.name(block.argument(computed ? 1 : 0));
        var table =
                new Table(
                        name,
                        Table.Order.LONGEST,
                        List.copyOf(entries.values()),
                        Expression.text(standard),
                        complete,
                        block.span());
        variables.add(table);
        var found = new Expression.Lookup(table, key, null);
        return new Value(variables.once(name, computed ? orStandard(found) : found), unknown);
    }

    /// What is no address finds nothing, not even the standard value.
    private Expression orStandard(Expression found) {
        return new Expression.Converted(found, "default-to", List.of(standard));
    }

    private void read(NginxDirective line) {
        switch (line.name()) {
            case "ranges" -> ranges = true;
            case "default" -> standard = line.argument(0);
            case "delete" -> entries.remove(line.argument(0));
            case "include" -> {
                complete = false;
                notes.limited(line, "what the missing file says is not known");
            }
            case "proxy", "proxy_recursive" -> {
                notes.limited(line, "the address is not taken from the request's headers");
                unknown = "the address behind a proxy";
            }
            default -> add(line);
        }
    }

    private void add(NginxDirective line) {
        if (line.arguments() != 1) {
            return;
        }
        String network = line.name();
        List<String> networks = ranges ? networks(network) : List.of(network);
        var patterns = new ArrayList<Matcher.Pattern>(networks.size());
        for (String text : networks) {
            patterns.add(new Matcher.Pattern(text, line.argumentSpan(-1)));
        }
        var key = new Matcher(Matcher.Method.NETWORK, false, patterns, true);
        Expression value = Expression.text(line.argument(0));
        entries.put(network, new Table.Entry(key, value, line.span()));
    }

    /// The networks that a range `FIRST-LAST` of IPv4 addresses consists of; a range that is none
    /// as it stands.
    static List<String> networks(String range) {
        int dash = range.indexOf('-');
        long first = dash < 0 ? -1 : address(range.substring(0, dash));
        long last = dash < 0 ? -1 : address(range.substring(dash + 1));
        if (first < 0 || last < first) {
            return List.of(range);
        }
        var networks = new ArrayList<String>();
        while (first <= last) {
            int bits = first == 0 ? 32 : Math.min(32, Long.numberOfTrailingZeros(first));
            while (first + (1L << bits) - 1 > last) {
                bits--;
            }
            networks.add(text(first) + "/" + (32 - bits));
            first += 1L << bits;
        }
        return networks;
    }

    private static String text(long address) {
        return (address >> 24)
                + "."
                + (address >> 16 & 255)
                + "."
                + (address >> 8 & 255)
                + "."
                + (address & 255);
    }

    private static long address(String text) {
        long address = 0;
        int parts = 0;
        int at = 0;
        while (at <= text.length() && parts < 4) {
            int dot = text.indexOf('.', at);
            int end = dot < 0 ? text.length() : dot;
            int part = NginxNumber.parse(text.substring(at, end));
            if (part < 0 || part > 255) {
                return -1;
            }
            address = address << 8 | part;
            parts++;
            at = end + 1;
        }
        return parts == 4 && at > text.length() ? address : -1;
    }
}
