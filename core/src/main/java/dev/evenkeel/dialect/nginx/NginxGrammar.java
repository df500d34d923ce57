package dev.evenkeel.dialect.nginx;

import dev.evenkeel.dialect.Directive;
import dev.evenkeel.dialect.DirectiveTable;
import dev.evenkeel.dialect.LineCoverage;
import dev.evenkeel.dialect.Support;
import dev.evenkeel.model.Version;

import org.jspecify.annotations.Nullable;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// Holds every directive against the directive table: whether it exists, may stand there, has a
/// block, takes that many arguments of that form, and stands there for the first time. Says on the
/// way how far each line is understood.
final class NginxGrammar {
    private static final String LOAD_MODULE = "load_module";

    private static final Support FILLED_IN_LATER =
            new Support.Unmodelled("what will stand here is not known");

    private final DirectiveTable table;
    private final Version version;
    private final LineCoverage coverage;
    private final NginxProblems problems;
    private final NginxValues values;
    private final NginxDirectiveRules rules;
    private final boolean foreignModules;

    private NginxGrammar(NginxConfig config, LineCoverage coverage, NginxProblems problems) {
        this.table = config.table();
        this.version = config.version();
        this.coverage = coverage;
        this.problems = problems;
        this.values = new NginxValues(problems);
        this.rules = new NginxDirectiveRules(version, problems);
        this.foreignModules = loadsForeignModules(config);
    }

    static void check(NginxConfig config, LineCoverage coverage, NginxProblems problems) {
        var grammar = new NginxGrammar(config, coverage, problems);
        grammar.check(config.directives(), config.outermost());
    }

    private void check(List<NginxDirective> directives, String context) {
        var seen = new HashSet<String>();
        for (NginxDirective directive : directives) {
            check(directive, context, seen);
        }
    }

    private void check(NginxDirective directive, String context, Set<String> seen) {
        if (NginxPlaceholders.isPlaceholder(directive.name()) && directive.arguments() == 0) {
            // No directive yet, but the place of some: there is nothing to understand.
            return;
        }
        if (NginxPlaceholders.isFilledInLater(directive.name())) {
            mark(directive, FILLED_IN_LATER);
            return;
        }
        Directive row = table.find(directive.name(), context, version);
        if (row == null) {
            misplaced(directive, context);
            return;
        }
        mark(directive, row.support());
        boolean loose = row.arguments().is("loose");
        if (!loose && NginxContexts.hasBlock(row) != directive.hasBlock()) {
            problems.refuse(
                    directive,
                    directive.hasBlock()
                            ? "directive \"" + directive.name() + "\" is not terminated by \";\""
                            : "directive \"" + directive.name() + "\" has no opening \"{\"",
                    directive.hasBlock() ? "end it with \";\"" : "it needs a block");
            return;
        }
        if (!loose && !row.takes(directive.arguments())) {
            problems.refuse(
                    directive,
                    "invalid number of arguments in \"" + directive.name() + "\" directive",
                    "it takes " + taken(row) + ", here are " + directive.arguments());
        } else if (row.arguments().is("once") && !seen.add(directive.name())) {
            problems.refuse(
                    directive,
                    "\"" + directive.name() + "\" directive is duplicate",
                    "it may stand only once in a block");
        } else if (!loose) {
            values.check(directive, row);
            rules.check(directive, context);
        }
        inside(directive, row);
    }

    private void inside(NginxDirective directive, Directive row) {
        String opened = NginxContexts.opened(row);
        if (opened != null) {
            check(directive.block(), opened);
            return;
        }
        for (NginxDirective entry : directive.block()) {
            mark(entry, row.support());
        }
    }

    private void mark(NginxDirective directive, Support support) {
        directive.mark(coverage, support);
    }

    private void misplaced(NginxDirective directive, String context) {
        List<Directive> rows = table.rows(directive.name());
        if (rows.isEmpty()) {
            mark(directive, Support.UNKNOWN);
            if (!foreignModules && !problems.isFull(directive.source())) {
                problems.refuse(
                        directive,
                        "unknown directive " + Shown.of(directive.name()),
                        unknownAdvice(directive.name()));
            }
            return;
        }
        mark(directive, rows.getFirst().support());
        if (rows.getFirst().arguments().is("loose")) {
            return;
        }
        Directive here = existing(rows);
        if (here == null) {
            problems.refuse(
                    directive,
                    "unknown directive \"" + directive.name() + "\" in nginx " + version,
                    versionAdvice(rows));
            return;
        }
        problems.refuse(
                directive,
                "\"" + directive.name() + "\" directive is not allowed here",
                "it stands in "
                        + NginxContexts.shown(context)
                        + "; it may stand in "
                        + places(rows));
    }

    private @Nullable Directive existing(List<Directive> rows) {
        for (Directive row : rows) {
            if (row.existsIn(version)) {
                return row;
            }
        }
        return null;
    }

    private String places(List<Directive> rows) {
        var places = new TreeSet<String>();
        for (Directive row : rows) {
            if (row.existsIn(version)) {
                places.addAll(row.contexts());
            }
        }
        return String.join(", ", places);
    }

    private static String versionAdvice(List<Directive> rows) {
        Directive row = rows.getFirst();
        if (row.until() != null) {
            return "it is gone since " + row.until();
        }
        return row.since() != null ? "it exists since " + row.since() : "";
    }

    private String unknownAdvice(String name) {
        String close = NginxSpelling.closest(name, table);
        return close == null
                ? "check its spelling; where a module by others knows it, load that with"
                        + " load_module"
                : "did you mean \"" + close + "\"?";
    }

    private static String taken(Directive row) {
        int min = row.argumentsMin();
        int max = row.argumentsMax();
        if (max < 0) {
            return min + " or more";
        }
        return min == max ? String.valueOf(min) : min + " to " + max;
    }

    /// Modules that are not part of nginx may bring directives that nobody here knows.
    private static boolean loadsForeignModules(NginxConfig config) {
        for (NginxDirective directive : config.directives()) {
            if (directive.is(LOAD_MODULE)) {
                return true;
            }
        }
        return false;
    }
}
