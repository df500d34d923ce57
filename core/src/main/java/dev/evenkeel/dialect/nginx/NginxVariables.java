package dev.evenkeel.dialect.nginx;

import dev.evenkeel.dialect.nginx.NginxTemplate.Value;
import dev.evenkeel.model.Expression;
import dev.evenkeel.model.Field;
import dev.evenkeel.model.Table;
import dev.evenkeel.model.Version;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// What the variables of a configuration stand for. Those that a block computes (`map`, `geo`,
/// `split_clients`) are put in place where they are used, as nginx evaluates them there.
final class NginxVariables {
    /// How deeply variables may be computed from variables.
    private static final int DEPTH_MAX = 60;

    /// How many variables a variable may be computed from, all in all: they are put in place one by
    /// one, which multiplies them.
    private static final int PARTS_MAX = 10_000;

    /// Directives whose texts cannot change where a request goes.
    private static final Set<String> ASIDE =
            Set.of("log_format", "access_log", "add_header", "add_trailer", "more_set_headers");

    private final NginxNotes notes;
    private final NginxBuiltins builtins;
    private final Map<String, NginxDirective> blocks = new LinkedHashMap<>();
    private final Set<String> assigned = new HashSet<>();
    private final Set<String> scripted = new HashSet<>();
    private final Set<String> mentioned = new HashSet<>();

    /// Whether what a request asks for may change on its way.
    private boolean changes;

    /// Whether headers with underscores in their names are kept anywhere.
    private boolean underscores;

    private final Map<String, Value> known = new HashMap<>();
    private final Set<String> underway = new HashSet<>();
    private final List<Table> tables = new ArrayList<>();
    private final Map<String, Integer> sizes = new HashMap<>();

    /// The parts of what is being computed, so far.
    private int parts;

    NginxVariables(NginxConfig config, NginxNotes notes) {
        this.notes = notes;
        collect(config.directives());
        this.builtins = new NginxBuiltins(config, underscores);
    }

    NginxBuiltins builtins() {
        return builtins;
    }

    Version version() {
        return builtins.version();
    }

    /// Computes every block that declares a variable, used or not; the tables, in order.
    List<Table> tables() {
        for (Map.Entry<String, NginxDirective> block : blocks.entrySet()) {
            value(block.getKey(), block.getValue());
        }
        return tables;
    }

    void add(Table table) {
        tables.add(table);
    }

    /// Whether a variable is used anywhere where it can matter.
    boolean isMentioned(String name) {
        return mentioned.contains(name);
    }

    boolean keepsUnderscores() {
        return underscores;
    }

    boolean isDefinedByBlock(String name) {
        return blocks.containsKey(name);
    }

    /// What a variable stands for where `use` uses it.
    Value value(String name, NginxDirective use) {
        Value before = known.get(name);
        if (before != null) {
            parts = Math.min(PARTS_MAX, parts + sizes.getOrDefault(name, 1));
            return before;
        }
        NginxDirective block = blocks.get(name);
        if (block != null) {
            return computed(name, block);
        }
        if (assigned.contains(name) && !name.equals("args")) {
            return new Value(new Expression.Variable(name), null);
        }
        Expression builtin = scripted.contains(name) ? null : builtins.expression(name);
        if (builtin != null) {
            return new Value(builtin, null);
        }
        String written = "$" + name;
        return new Value(new Expression.Unknown(written, use.span()), written);
    }

    private Value computed(String name, NginxDirective block) {
        String written = "$" + name;
        var unknown = new Value(new Expression.Unknown(written, block.span()), written);
        if (underway.size() >= DEPTH_MAX || !underway.add(name)) {
            notes.limited(block, "the variable " + written + " is computed from itself");
            return unknown;
        }
        int outside = parts;
        parts = 1;
        Value value =
                switch (block.name()) {
                    case "map" -> new NginxMap(this, notes, block).value();
                    case "geo" -> new NginxGeo(this, notes, block).value();
                    default -> NginxSplit.value(this, notes, block);
                };
        underway.remove(name);
        boolean tooLarge = parts >= PARTS_MAX;
        if (tooLarge) {
            notes.limited(block, "the variable " + written + " is computed from too many others");
            value = unknown;
        }
        known.put(name, value);
        sizes.put(name, tooLarge ? 1 : parts);
        parts = tooLarge ? outside : Math.min(PARTS_MAX, outside + parts);
        return value;
    }

    /// The name of a variable as written, without dollar sign and braces; names have no case.
    static String name(String written) {
        int start = written.startsWith("${") ? 2 : written.startsWith("$") ? 1 : 0;
        int end = written.length() - (start == 2 && written.endsWith("}") ? 1 : 0);
        return written.substring(start, end).toLowerCase(Locale.ROOT);
    }

    private void collect(List<NginxDirective> outermost) {
        var open = new ArrayDeque<List<NginxDirective>>();
        open.add(outermost);
        while (!open.isEmpty()) {
            for (NginxDirective directive : open.removeLast()) {
                declare(directive);
                if (!ASIDE.contains(directive.name())) {
                    mention(directive);
                }
                if (!directive.block().isEmpty()) {
                    open.add(directive.block());
                }
            }
        }
    }

    /// A variable that a block computes, which nginx does once for a request: the first use decides
    /// where what it is computed from may change on the way, or where a value may be set.
    Expression once(String name, Expression computed) {
        boolean remembered = assigned.contains(name) || (changes && mayChange(computed, 0));
        return remembered
                ? new Expression.Converted(computed, Expression.ONCE, List.of(name))
                : computed;
    }

    private static boolean mayChange(Expression expression, int depth) {
        if (depth > DEPTH_MAX) {
            return true;
        }
        return switch (expression) {
            case Expression.Text _, Expression.Unknown _ -> false;
            case Expression.Part(Field field) ->
                    switch (field.kind()) {
                        case NORMALISED_PATH, NORMALISED_QUERY, QUERY_PARAMETER_ANY_CASE, METHOD ->
                                true;
                        default -> false;
                    };
            case Expression.Variable(String name) -> !name.equals(NginxBuiltins.SERVER_NAME);
            case Expression.Capture _ -> true;
            case Expression.Joined(List<Expression> parts) -> anyMayChange(parts, depth);
            case Expression.Converted(Expression input, _, _) -> mayChange(input, depth + 1);
            case Expression.Lookup(Table table, Expression key, _) -> {
                boolean found = mayChange(key, depth + 1);
                for (Table.Entry entry : table.entries()) {
                    found = found || mayChange(entry.value(), depth + 1);
                }
                Expression standard = table.fallback();
                yield found || (standard != null && mayChange(standard, depth + 1));
            }
            case Expression.Split(Expression key, List<Expression.Share> shares, _, _) -> {
                boolean found = mayChange(key, depth + 1);
                for (Expression.Share share : shares) {
                    found = found || mayChange(share.value(), depth + 1);
                }
                yield found;
            }
        };
    }

    private static boolean anyMayChange(List<Expression> parts, int depth) {
        for (Expression part : parts) {
            if (mayChange(part, depth + 1)) {
                return true;
            }
        }
        return false;
    }

    private void declare(NginxDirective directive) {
        int arguments = directive.arguments();
        String last = directive.argument(arguments - 1);
        changes |=
                switch (directive.name()) {
                    case "set", "if", "rewrite", "error_page", "try_files", "index" -> true;
                    default -> false;
                };
        String first = directive.argument(0).toLowerCase(Locale.ROOT);
        underscores |=
                (directive.is("underscores_in_headers") && first.equals("on"))
                        || (directive.is("ignore_invalid_headers") && first.equals("off"));
        switch (directive.name()) {
            case "set" -> assigned.add(name(directive.argument(0)));
            case "map", "geo", "split_clients" -> {
                if (directive.hasBlock() && last.startsWith("$")) {
                    blocks.put(name(last), directive);
                }
            }
            case "auth_request_set", "js_set", "js_var", "perl_set" ->
                    scripted.add(name(directive.argument(0)));
            case "location", "rewrite", "if", "server_name" -> {
                for (int i = 0; i < arguments; i++) {
                    groups(directive.argument(i));
                }
            }
            default -> {
                if (directive.name().startsWith("set_by_lua")) {
                    scripted.add(name(directive.argument(0)));
                }
            }
        }
    }

    private void groups(String regex) {
        if (regex.contains("(?")) {
            for (String name : NginxRegex.groups(regex)) {
                assigned.add(name.toLowerCase(Locale.ROOT));
            }
        }
    }

    private void mention(NginxDirective directive) {
        for (int i = 0; i < directive.arguments(); i++) {
            String text = directive.argument(i);
            for (int at = text.indexOf('$'); at >= 0; at = text.indexOf('$', at + 1)) {
                int end = NginxTemplate.nameEnd(text, at);
                if (end > at + 2) {
                    mentioned.add(name(text.substring(at, end)));
                }
            }
        }
    }

    /// A template without variables or with known ones; notes an unknown one as a limit.
    Expression expression(String text, NginxDirective at) {
        Value value = new NginxTemplate(this, at).value(text);
        limit(value, at);
        return value.expression();
    }

    /// Notes it as a limit of a directive that a value is not known.
    void limit(Value value, NginxDirective at) {
        @Nullable String unknown = value.unknown();
        if (unknown != null) {
            notes.limited(at, unknown + " is not known before run time");
        }
    }
}
