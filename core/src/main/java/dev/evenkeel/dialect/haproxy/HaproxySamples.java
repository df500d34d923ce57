package dev.evenkeel.dialect.haproxy;

import dev.evenkeel.dialect.Directive;
import dev.evenkeel.dialect.DirectiveTable;
import dev.evenkeel.dialect.Support;
import dev.evenkeel.model.Version;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What sample expressions are made of in one version: fetches, converters, ACL keywords and the
/// conditions that exist without being written.
final class HaproxySamples {
    private static final DirectiveTable TABLE =
            DirectiveTable.beside(HaproxySamples.class, "haproxy-samples.table");

    private final Version version;
    private final Map<String, Fetch> fetches = new HashMap<>();
    private final Map<String, Converter> converters = new HashMap<>();

    private final Map<String, Criterion> criteria = new HashMap<>();

    HaproxySamples(Version version) {
        this.version = version;
    }

    /// The whole table, for the page that says what is understood.
    static DirectiveTable table() {
        return TABLE;
    }

    /// What an expression starts with. `arguments` are the types of all arguments it can take, of
    /// which the first `needed` must be given.
    record Fetch(Directive row, HaproxyType output, List<String> arguments, int needed) {
        /// Whether it has a value at a place.
        boolean isAvailable(HaproxyPlace place) {
            return place.offers(row);
        }

        Support support() {
            return row.support();
        }
    }

    /// A function in an expression.
    record Converter(
            Directive row,
            HaproxyType input,
            HaproxyType output,
            List<String> arguments,
            int needed) {}

    /// An ACL keyword: a fetch with its own matching method.
    record Criterion(String fetch, String method) {}

    @Nullable Fetch fetch(String keyword) {
        Fetch known = fetches.get(keyword);
        if (known != null) {
            return known;
        }
        Directive row = TABLE.find(keyword, "fetch", version);
        if (row == null) {
            return null;
        }
        HaproxyType output = HaproxyType.ANY;
        for (String word : row.contexts()) {
            if (isType(word)) {
                output = HaproxyType.of(word);
            }
        }
        var found = new Fetch(row, output, arguments(row), row.argumentsMin());
        fetches.put(keyword, found);
        return found;
    }

    @Nullable Converter converter(String keyword) {
        Converter known = converters.get(keyword);
        if (known != null) {
            return known;
        }
        Directive row = TABLE.find(keyword, "converter", version);
        if (row == null) {
            return null;
        }
        var found =
                new Converter(
                        row,
                        HaproxyType.of(value(row, "from=")),
                        HaproxyType.of(value(row, "to=")),
                        arguments(row),
                        row.argumentsMin());
        converters.put(keyword, found);
        return found;
    }

    @Nullable Criterion criterion(String keyword) {
        Criterion known = criteria.get(keyword);
        if (known != null) {
            return known;
        }
        Directive row = TABLE.find(keyword, "acl", version);
        if (row == null) {
            return null;
        }
        var found = new Criterion(value(row, "is="), value(row, "match="));
        criteria.put(keyword, found);
        return found;
    }

    /// Whether a condition of this name exists without being written.
    @Nullable Directive condition(String name) {
        return TABLE.find(name, "condition", version);
    }

    private static boolean isType(String word) {
        return switch (word) {
            case "any", "bool", "int", "addr", "ipv4", "ipv6", "str", "bin", "meth" -> true;
            default -> false;
        };
    }

    private static String value(Directive row, String prefix) {
        for (String word : row.contexts()) {
            if (word.startsWith(prefix)) {
                return word.substring(prefix.length());
            }
        }
        throw new IllegalStateException("no " + prefix + " in the row of " + row.keyword());
    }

    private static List<String> arguments(Directive row) {
        String[] types = new String[12];
        int count = 0;
        for (String word : row.contexts()) {
            int equals = word.indexOf('=');
            if (equals > 0 && word.charAt(0) <= '9') {
                types[Integer.parseInt(word.substring(0, equals)) - 1] = word.substring(equals + 1);
                count++;
            }
        }
        return List.of(Arrays.copyOf(types, count));
    }
}
