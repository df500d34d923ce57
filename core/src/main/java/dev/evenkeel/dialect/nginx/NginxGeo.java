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
import java.util.TreeMap;

/// A `geo` block as a table of networks in which the longest prefix wins; of ranges the last one
/// that holds an address counts. Values are texts without variables.
final class NginxGeo {
    private final NginxVariables variables;
    private final NginxNotes notes;
    private final NginxDirective block;
    private final Map<String, Table.Entry> entries = new LinkedHashMap<>();
    private final TreeMap<Long, Range> pieces = new TreeMap<>();
    private String standard = "";
    private boolean complete = true;
    private boolean ranges;
    private @Nullable String unknown;

    /// Addresses that one line gives a value.
    private record Range(long first, long last, NginxDirective line) {}

    NginxGeo(NginxVariables variables, NginxNotes notes, NginxDirective block) {
        this.variables = variables;
        this.notes = notes;
        this.block = block;
    }

    Value value() {
        for (NginxDirective line : block.block()) {
            read(line);
        }
        pieces.values().forEach(this::entry);
        boolean computed = block.arguments() > 1;
        boolean known = unknown == null;
        Expression key =
                known
                        ? Expression.field(Field.Kind.SOURCE)
                        : new Expression.Unknown(String.valueOf(unknown), block.span());
        if (computed) {
            Value source = new NginxTemplate(variables, block).value(block.argument(0));
            unknown = unknown == null ? source.unknown() : unknown;
            key = known ? source.expression() : key;
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
            case "delete" -> delete(line);
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
        Range range = ranges ? range(line, line.name()) : null;
        if (range == null) {
            entries.put(line.name(), entry(line, List.of(line.name())));
        } else {
            cut(range);
            pieces.put(range.first, range);
        }
    }

    private Table.Entry entry(NginxDirective line, List<String> networks) {
        var patterns = new ArrayList<Matcher.Pattern>(networks.size());
        for (String text : networks) {
            patterns.add(new Matcher.Pattern(text, line.argumentSpan(-1)));
        }
        var key = new Matcher(Matcher.Method.NETWORK, false, patterns, true);
        return new Table.Entry(key, Expression.text(line.argument(0)), line.span());
    }

    private void entry(Range piece) {
        List<String> networks = networks(piece.first, piece.last);
        entries.put(networks.getFirst(), entry(piece.line, networks));
    }

    /// Leaves of what was said before only what lies outside of a range.
    private void cut(Range range) {
        Map.Entry<Long, Range> found = pieces.floorEntry(range.last);
        while (found != null && found.getValue().last >= range.first) {
            Range piece = found.getValue();
            pieces.remove(piece.first);
            if (piece.last > range.last) {
                pieces.put(range.last + 1, new Range(range.last + 1, piece.last, piece.line));
            }
            if (piece.first < range.first) {
                pieces.put(piece.first, new Range(piece.first, range.first - 1, piece.line));
            }
            found = pieces.floorEntry(range.last);
        }
    }

    /// Networks are deleted as they are written, of ranges what is left of them.
    private void delete(NginxDirective line) {
        Range range = ranges ? range(line, line.argument(0)) : null;
        if (range == null) {
            entries.remove(line.argument(0));
            return;
        }
        Range piece = pieces.get(range.first);
        if (piece != null && piece.last == range.last) {
            pieces.remove(range.first);
        } else {
            notes.limited(line, "which part of other ranges it deletes is not followed");
            unknown = "what a range leaves";
        }
    }

    /// `FIRST-LAST` of IPv4 addresses; `null` when the text is none.
    private static @Nullable Range range(NginxDirective line, String text) {
        int dash = text.indexOf('-');
        long first = dash < 0 ? -1 : address(text.substring(0, dash));
        long last = dash < 0 ? -1 : address(text.substring(dash + 1));
        return first < 0 || last < first ? null : new Range(first, last, line);
    }

    /// The networks that a range consists of.
    private static List<String> networks(long start, long last) {
        var networks = new ArrayList<String>();
        long first = start;
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
