package dev.evenkeel.dialect.nginx;

import dev.evenkeel.text.Span;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// One name of a server. `text` is what is compared: the whole name, the end with its dot (`.x` of
/// `*.x`), the beginning with its dot (`mail.` of `mail.*`), or the regular expression.
record NginxServerName(Kind kind, String text, String written, Span span) {
    enum Kind {
        EXACT,
        /// The name and everything below it (`.x`); `text` is the name.
        WITH_BELOW,
        BELOW,
        BEGINNING,
        REGEX,
        /// The name of the machine.
        MACHINE
    }

    /// The names of a server, in order; a server without names answers to requests without host.
    static List<NginxServerName> of(NginxDirective server, NginxLevel level) {
        var names = new ArrayList<NginxServerName>(2);
        for (NginxDirective line : level.own("server_name")) {
            for (int i = 0; i < line.arguments(); i++) {
                names.add(name(line.argument(i), line.argumentSpan(i)));
            }
        }
        return names.isEmpty()
                ? List.of(new NginxServerName(Kind.EXACT, "", "", server.span()))
                : names;
    }

    /// What `$server_name` is where this is the first name.
    String variable() {
        if (kind == Kind.REGEX) {
            return written;
        }
        String lower = written.toLowerCase(Locale.ROOT);
        return kind == Kind.WITH_BELOW ? lower.substring(1) : lower;
    }

    private static NginxServerName name(String written, Span span) {
        if (written.startsWith("~")) {
            return new NginxServerName(Kind.REGEX, written.substring(1), written, span);
        }
        String name = written.toLowerCase(Locale.ROOT);
        if (name.equals("$hostname")) {
            return new NginxServerName(Kind.MACHINE, name, written, span);
        }
        if (name.startsWith("*.") && name.length() > 2) {
            return new NginxServerName(Kind.BELOW, name.substring(1), written, span);
        }
        if (name.startsWith(".") && name.length() > 1) {
            return new NginxServerName(Kind.WITH_BELOW, name.substring(1), written, span);
        }
        if (name.endsWith(".*") && name.length() > 2) {
            String beginning = name.substring(0, name.length() - 1);
            return new NginxServerName(Kind.BEGINNING, beginning, written, span);
        }
        return new NginxServerName(Kind.EXACT, name, written, span);
    }
}
