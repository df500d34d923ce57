package dev.evenkeel.dialect.nginx;

import dev.evenkeel.dialect.Directive;
import dev.evenkeel.dialect.DirectiveTable;

import java.util.List;

/// Finds out in which block a piece of a configuration is meant to stand.
final class NginxFragment {
    /// Where pieces usually stand; of equally good ones the first is taken.
    private static final List<String> CONTEXTS =
            List.of(
                    "http",
                    "server",
                    "location",
                    "upstream",
                    "stream",
                    "stream-server",
                    "stream-upstream",
                    "main",
                    "events",
                    "mail",
                    "mail-server");

    /// How deep into blocks the directives are weighed.
    private static final int DEPTH = 3;

    private final DirectiveTable table;

    NginxFragment(DirectiveTable table) {
        this.table = table;
    }

    /// The context in which most of the directives may stand; `main` for a whole configuration.
    String context(List<NginxDirective> directives) {
        if (directives.isEmpty()) {
            return "main";
        }
        for (NginxDirective directive : directives) {
            if (directive.hasBlock() && isOnlyMain(directive.name())) {
                return "main";
            }
        }
        String best = "main";
        int most = 0;
        for (String context : CONTEXTS) {
            int fitting = fitting(directives, context, DEPTH);
            if (fitting > most) {
                best = context;
                most = fitting;
            }
        }
        return best;
    }

    private static boolean isOnlyMain(String name) {
        return name.equals("http")
                || name.equals("events")
                || name.equals("stream")
                || name.equals("mail");
    }

    private int fitting(List<NginxDirective> directives, String context, int depth) {
        int sum = 0;
        for (NginxDirective directive : directives) {
            for (Directive row : table.rows(directive.name())) {
                if (row.standsIn(context) && mayBlock(row, directive)) {
                    sum += 4;
                    String inner = NginxContexts.opened(row);
                    if (inner != null && depth > 0) {
                        sum += fitting(directive.block(), inner, depth - 1);
                    }
                    break;
                }
            }
        }
        return sum;
    }

    private static boolean mayBlock(Directive row, NginxDirective directive) {
        return NginxContexts.hasBlock(row) == directive.hasBlock() || row.arguments().is("loose");
    }
}
