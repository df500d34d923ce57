package dev.evenkeel.dialect.nginx;

import org.jspecify.annotations.Nullable;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Locations inside locations, locations twice, and what may not stand in some kinds of them.
/// Source: nginx, `ngx_http_core_location` and `ngx_http_init_locations`.
final class NginxNestingRules {
    private final NginxProblems problems;

    NginxNestingRules(NginxProblems problems) {
        this.problems = problems;
    }

    private enum Kind {
        EXACT,
        PREFIX,
        REGEX,
        NAMED
    }

    private record Place(Kind kind, String name) {
        static Place of(NginxDirective location) {
            String first = location.argument(0);
            if (location.arguments() > 1) {
                Kind kind =
                        switch (first) {
                            case "=" -> Kind.EXACT;
                            case "^~" -> Kind.PREFIX;
                            default -> Kind.REGEX;
                        };
                return new Place(kind, location.argument(1));
            }
            if (first.startsWith("=")) {
                return new Place(Kind.EXACT, first.substring(1));
            }
            if (first.startsWith("^~")) {
                return new Place(Kind.PREFIX, first.substring(2));
            }
            if (first.startsWith("~")) {
                return new Place(Kind.REGEX, first.substring(first.startsWith("~*") ? 2 : 1));
            }
            return new Place(first.startsWith("@") ? Kind.NAMED : Kind.PREFIX, first);
        }
    }

    void check(NginxConfig config) {
        walk(config.directives());
    }

    /// Goes down to where locations begin.
    private void walk(List<NginxDirective> directives) {
        level(directives, null);
        for (NginxDirective directive : directives) {
            if (directive.is("http") || directive.is("server")) {
                walk(directive.block());
            }
        }
    }

    /// The directives of a server or of a location (`outer`).
    private void level(List<NginxDirective> directives, @Nullable Place outer) {
        var seen = new HashSet<String>();
        NginxDirective files = null;
        for (NginxDirective directive : directives) {
            switch (directive.name()) {
                case "location" -> location(directive, outer, seen);
                case "if", "limit_except" -> {
                    if (outer != null) {
                        passes(directive.block(), "an \"" + directive.name() + "\" block");
                    }
                }
                case "root", "alias" -> {
                    files(directive, files, outer);
                    files = directive;
                }
                default -> {}
            }
        }
        if (outer != null && (outer.kind == Kind.REGEX || outer.kind == Kind.NAMED)) {
            passes(
                    directives,
                    outer.kind == Kind.REGEX
                            ? "a location given by a regular expression"
                            : "a named location");
        }
    }

    private void location(NginxDirective directive, @Nullable Place outer, Set<String> seen) {
        if (!directive.hasBlock() || directive.arguments() < 1) {
            return;
        }
        Place place = Place.of(directive);
        String fault = outer == null ? null : nested(place, outer);
        if (fault != null) {
            problems.refuse(directive, fault, "");
        }
        boolean single = place.kind == Kind.EXACT || place.kind == Kind.PREFIX;
        boolean known = NginxPlaceholders.isFilledInLater(place.name);
        if (single && !known && !seen.add(place.kind + place.name)) {
            problems.refuse(
                    directive,
                    "duplicate location " + Shown.of(place.name),
                    "the same location stands before it in this block; merge them");
        }
        level(directive.block(), place);
    }

    private static @Nullable String nested(Place place, Place outer) {
        String name = Shown.of(place.name);
        if (outer.kind == Kind.EXACT) {
            return "location "
                    + name
                    + " cannot be inside the exact location "
                    + Shown.of(outer.name);
        }
        if (outer.kind == Kind.NAMED) {
            return "location "
                    + name
                    + " cannot be inside the named location "
                    + Shown.of(outer.name);
        }
        if (place.kind == Kind.NAMED) {
            return "named location " + name + " can be on the server level only";
        }
        if (place.kind != Kind.REGEX && !place.name.startsWith(outer.name)) {
            return "location " + name + " is outside location " + Shown.of(outer.name);
        }
        return null;
    }

    private void passes(List<NginxDirective> directives, String where) {
        for (NginxDirective directive : directives) {
            if (!directive.is("proxy_pass")) {
                continue;
            }
            String address = directive.argument(0);
            int host = address.indexOf("://") + 3;
            if (address.indexOf('$') < 0
                    && host > 2
                    && !NginxUrl.of(address.substring(host), NginxUrl.Use.CONNECT_WITH_URI)
                            .uri()
                            .isEmpty()) {
                problems.refuse(
                        directive,
                        "\"proxy_pass\" cannot have URI part in location given by regular"
                                + " expression, or inside named location, or inside \"if\""
                                + " statement, or inside \"limit_except\" block",
                        "it stands in " + where + "; drop what follows the host and port");
            }
        }
    }

    private void files(
            NginxDirective directive, @Nullable NginxDirective before, @Nullable Place outer) {
        String value = directive.argument(0);
        if (before != null && !before.name().equals(directive.name())) {
            problems.refuse(
                    directive,
                    "\""
                            + directive.name()
                            + "\" directive is duplicate, \""
                            + before.name()
                            + "\" directive was specified earlier",
                    "keep one of them");
        } else if (directive.is("alias") && outer != null && outer.kind == Kind.NAMED) {
            problems.refuse(
                    directive,
                    "the \"alias\" directive cannot be used inside the named location",
                    "use \"root\"");
        } else if (value.contains("$document_root")
                || value.contains("${document_root}")
                || value.contains("$realpath_root")
                || value.contains("${realpath_root}")) {
            problems.refuse(
                    directive,
                    "the $document_root and $realpath_root variables cannot be used in the \""
                            + directive.name()
                            + "\" directive",
                    "write the path itself");
        }
    }
}
