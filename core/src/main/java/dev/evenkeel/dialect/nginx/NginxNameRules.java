package dev.evenkeel.dialect.nginx;

import dev.evenkeel.dialect.Directive;

import org.jspecify.annotations.Nullable;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Variables: used under a name that nginx knows or that some directive declares. Where a module by
/// others or a file that is not here may declare names, nothing is refused.
final class NginxNameRules {
    private final NginxConfig config;
    private final NginxProblems problems;
    private final Set<String> declared = new HashSet<>();
    private final Set<String> refused = new HashSet<>();

    NginxNameRules(NginxConfig config, NginxProblems problems) {
        this.config = config;
        this.problems = problems;
    }

    void check() {
        for (NginxDirective directive : config.directives()) {
            if (directive.is("http") || directive.is("stream")) {
                NginxNames known = directive.is("http") ? NginxNames.http() : NginxNames.stream();
                declared.clear();
                declare(directive.block());
                walk(directive.block(), directive.name(), known);
            }
        }
    }

    private void declare(List<NginxDirective> directives) {
        for (NginxDirective directive : directives) {
            declare(directive);
            if (directive.opaque() == null) {
                declare(directive.block());
            }
        }
    }

    private void declare(NginxDirective directive) {
        switch (directive.name()) {
            case "set", "auth_request_set", "perl_set", "js_set", "js_var" ->
                    declare(directive.argument(0));
            case "map", "geo", "split_clients" -> {
                declare(directive.argument(directive.arguments() - 1));
                entries(directive);
            }
            case "location", "rewrite", "server_name", "if" -> groups(directive.argumentList());
            default -> {
                List<Directive> rows = config.table().rows(directive.name());
                if (rows.isEmpty() || rows.getFirst().arguments().is("loose")) {
                    directive.argumentList().forEach(this::declare);
                } else if (rows.getFirst().arguments().is("free")) {
                    directive.block().forEach(entry -> declare(entry.name()));
                }
            }
        }
    }

    private void entries(NginxDirective map) {
        for (NginxDirective entry : map.block()) {
            if (entry.name().startsWith("~")) {
                groups(List.of(entry.name()));
            }
        }
    }

    private void groups(List<String> patterns) {
        for (String pattern : patterns) {
            if (pattern.contains("(?")) {
                for (String name : NginxRegexRules.groupNames(pattern)) {
                    declared.add(name.toLowerCase(Locale.ROOT));
                }
            }
        }
    }

    private void declare(String word) {
        if (word.startsWith("$")) {
            declared.add(word.substring(1).toLowerCase(Locale.ROOT));
        }
    }

    private void walk(List<NginxDirective> directives, String context, NginxNames known) {
        for (NginxDirective directive : directives) {
            Directive row = config.table().find(directive.name(), context, config.version());
            if (row == null) {
                continue;
            }
            uses(directive, row, known);
            String inner = NginxContexts.opened(row);
            if (inner != null) {
                walk(directive.block(), inner, known);
            } else if (directive.is("map")) {
                for (NginxDirective entry : directive.block()) {
                    use(entry, entry.argument(0), known);
                }
            }
        }
    }

    private void uses(NginxDirective directive, Directive row, NginxNames known) {
        for (String form : row.arguments().form()) {
            if (!form.startsWith("variables")) {
                continue;
            }
            switch (form) {
                case "variables" -> all(directive, 0, known);
                case "variables:0" -> use(directive, directive.argument(0), known);
                case "variables:1" -> use(directive, directive.argument(1), known);
                case "variables:1+" -> all(directive, 1, known);
                case "variables:source" -> {
                    if (directive.arguments() == 2) {
                        use(directive, directive.argument(0), known);
                    }
                }
                default -> throw new IllegalStateException("form " + form);
            }
        }
    }

    private void all(NginxDirective directive, int from, NginxNames known) {
        boolean pattern = false;
        for (int i = from; i < directive.arguments(); i++) {
            String word = directive.argument(i);
            if (!pattern && !word.startsWith("~")) {
                use(directive, word, known);
            }
            // In a condition the word behind ~ is a regular expression: its $ is none of a name.
            pattern = directive.is("if") && word.contains("~") && word.length() < 4;
        }
    }

    private void use(NginxDirective directive, String word, NginxNames known) {
        int dollar = word.indexOf('$');
        while (dollar >= 0) {
            int start = dollar + 1;
            boolean braces = word.startsWith("{", start);
            int end = nameEnd(word, braces ? start + 1 : start);
            String name = word.substring(braces ? start + 1 : start, end);
            String fault = fault(word, name, braces, end);
            if (fault != null) {
                problems.refuse(directive, fault, "write ${name} for a variable");
                return;
            }
            name(directive, name.toLowerCase(Locale.ROOT), known);
            dollar = word.indexOf('$', end);
        }
    }

    private static int nameEnd(String word, int start) {
        int end = start;
        while (end < word.length() && isNamePart(word.charAt(end))) {
            end++;
        }
        return end;
    }

    private static boolean isNamePart(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '_';
    }

    private static @Nullable String fault(String word, String name, boolean braces, int end) {
        if (NginxPlaceholders.isFilledInLater(word)) {
            return null;
        }
        if (braces && !word.startsWith("}", end)) {
            return "the closing bracket in " + Shown.of(name) + " variable is missing";
        }
        return name.isEmpty() ? "invalid variable name in " + Shown.of(word) : null;
    }

    private void name(NginxDirective directive, String name, NginxNames known) {
        boolean capture = !name.isEmpty() && name.charAt(0) >= '1' && name.charAt(0) <= '9';
        if (capture || config.isPartial() || known.know(name) || declared.contains(name)) {
            return;
        }
        if (refused.add(name)) {
            problems.refuse(
                    directive,
                    "unknown \"" + name + "\" variable",
                    "declare it with \"set\" or \"map\", or correct its name");
        }
    }
}
