package dev.evenkeel.dialect.nginx;

import dev.evenkeel.dialect.nginx.NginxPlace.Trait;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What happens anywhere in a server, found out before its rules are made: what never happens needs
/// no rules.
final class NginxTraits {
    private final Set<Trait> traits = EnumSet.noneOf(Trait.class);
    private final Set<String> asked = new HashSet<>();
    private final Set<String> declared = new HashSet<>();
    private final Set<String> indexes = new HashSet<>(Set.of("index.html"));
    private final List<String> prefixes = new ArrayList<>();
    private boolean strong;
    private boolean files;

    private NginxTraits() {}

    static Set<Trait> of(NginxDirective server, NginxLevel level) {
        var found = new NginxTraits();
        level.inherited("error_page").forEach(found::look);
        level.inherited("index").forEach(found::look);
        var open = new ArrayDeque<List<NginxDirective>>();
        open.add(server.block());
        while (!open.isEmpty()) {
            for (NginxDirective directive : open.removeLast()) {
                found.look(directive);
                if (!directive.block().isEmpty()) {
                    open.add(directive.block());
                }
            }
        }
        return found.all();
    }

    private Set<Trait> all() {
        files |= !prefixes.contains("/");
        if (files && (strong || mayTakeIndex())) {
            traits.add(Trait.INDEXES);
            traits.add(Trait.REWRITES);
        }
        if (!declared.containsAll(asked)) {
            traits.add(Trait.MISSES);
        }
        return traits;
    }

    private void look(NginxDirective directive) {
        trait(directive);
        String last = directive.argument(directive.arguments() - 1);
        switch (directive.name()) {
            case "error_page", "try_files" -> {
                boolean variable = last.startsWith("$") && directive.is("error_page");
                if (last.startsWith("@") || variable) {
                    asked.add(last);
                }
            }
            case "index" -> indexes.addAll(directive.argumentList());
            case "rewrite", "if" -> strong = true;
            case "location" -> location(directive, last);
            default -> {
                // Nothing else matters for where a path leads.
            }
        }
    }

    private void location(NginxDirective location, String last) {
        String first = location.argument(0);
        var level = new NginxLevel(null, location.block());
        files |= !NginxContent.passes(level) && !level.has("return");
        if (last.startsWith("@")) {
            declared.add(last);
        } else if (first.startsWith("~") || first.startsWith("=")) {
            strong = true;
        } else {
            prefixes.add(last);
        }
    }

    /// Whether a prefix may begin the path of an index file and not that of its directory.
    private boolean mayTakeIndex() {
        for (String prefix : prefixes) {
            String end = prefix.substring(prefix.lastIndexOf('/') + 1);
            for (String index : indexes) {
                boolean plain = index.indexOf('/') < 0 && index.indexOf('$') < 0;
                if (!plain || (!end.isEmpty() && index.startsWith(end))) {
                    return true;
                }
            }
        }
        return false;
    }

    private void trait(NginxDirective directive) {
        String last = directive.argument(directive.arguments() - 1);
        switch (directive.name()) {
            case "rewrite" -> {
                traits.add(Trait.REWRITES);
                if (last.equals("break")) {
                    traits.add(Trait.REPLACES);
                }
                if (NginxRewriting.isRelative(directive)) {
                    traits.add(Trait.RELATIVE);
                }
            }
            case "set" -> {
                if (directive.argument(0).equalsIgnoreCase("$args")) {
                    traits.add(Trait.REWRITES);
                }
            }
            case "break" -> traits.add(Trait.REPLACES);
            case "error_page", "try_files" -> {
                if (!last.startsWith("@") && !last.startsWith("=")) {
                    traits.add(Trait.REWRITES);
                }
                if (directive.is("error_page")) {
                    traits.add(Trait.SHOWS);
                }
            }
            default -> {
                // Nothing else changes the path.
            }
        }
    }
}
