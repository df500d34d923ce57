package dev.evenkeel.dialect.nginx;

import java.util.ArrayList;
import java.util.List;

/// A `location` with those nested in it. `text` is the path, the regular expression, or the name
/// with its `@`.
record NginxLocation(
        Kind kind,
        String text,
        NginxDirective directive,
        NginxLevel level,
        List<NginxLocation> nested) {
    /// How deeply locations may be nested; what lies deeper is left out.
    private static final int DEPTH_MAX = 30;

    enum Kind {
        EXACT,
        PREFIX,
        /// A prefix that keeps the regular expressions of its level from being tried.
        FINAL_PREFIX,
        REGEX,
        REGEX_ANY_CASE,
        NAMED
    }

    /// The locations written at a level, in order.
    static List<NginxLocation> of(NginxLevel level) {
        return of(level, 0);
    }

    private static List<NginxLocation> of(NginxLevel level, int depth) {
        if (depth > DEPTH_MAX) {
            return List.of();
        }
        var found = new ArrayList<NginxLocation>();
        for (NginxDirective directive : level.own("location")) {
            found.add(location(directive, level, depth));
        }
        return found;
    }

    private static NginxLocation location(NginxDirective directive, NginxLevel outer, int depth) {
        var level = new NginxLevel(outer, directive.block());
        List<NginxLocation> nested = of(level, depth + 1);
        String first = directive.argument(0);
        if (directive.arguments() > 1) {
            Kind kind =
                    switch (first) {
                        case "=" -> Kind.EXACT;
                        case "^~" -> Kind.FINAL_PREFIX;
                        case "~" -> Kind.REGEX;
                        case "~*" -> Kind.REGEX_ANY_CASE;
                        default -> Kind.PREFIX;
                    };
            return new NginxLocation(kind, directive.argument(1), directive, level, nested);
        }
        if (first.startsWith("=")) {
            return new NginxLocation(Kind.EXACT, first.substring(1), directive, level, nested);
        }
        if (first.startsWith("^~")) {
            String text = first.substring(2);
            return new NginxLocation(Kind.FINAL_PREFIX, text, directive, level, nested);
        }
        if (first.startsWith("~")) {
            boolean anyCase = first.startsWith("~*");
            Kind kind = anyCase ? Kind.REGEX_ANY_CASE : Kind.REGEX;
            String text = first.substring(anyCase ? 2 : 1);
            return new NginxLocation(kind, text, directive, level, nested);
        }
        Kind kind = first.startsWith("@") ? Kind.NAMED : Kind.PREFIX;
        return new NginxLocation(kind, first, directive, level, nested);
    }

    boolean isRegex() {
        return kind == Kind.REGEX || kind == Kind.REGEX_ANY_CASE;
    }

    boolean isPrefix() {
        return kind == Kind.PREFIX || kind == Kind.FINAL_PREFIX;
    }

    /// As written: `= /login`, `~ \.php$`, `/`.
    String written() {
        return String.join(" ", directive.argumentList());
    }

    /// Whether a request for the path without its last slash is sent to the path with it.
    boolean addsSlash() {
        return (isPrefix() || kind == Kind.EXACT)
                && text.length() > 1
                && text.endsWith("/")
                && NginxContent.passes(level);
    }
}
