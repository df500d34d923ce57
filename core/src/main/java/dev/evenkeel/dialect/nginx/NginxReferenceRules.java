package dev.evenkeel.dialect.nginx;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Log formats and memory zones of an `http` block: used under a name that is declared, declared
/// once. nginx reads formats in the order of the text, zones it looks up at the end.
final class NginxReferenceRules {
    private final NginxConfig config;
    private final NginxProblems problems;
    private final Set<String> formats = new HashSet<>(Set.of("combined"));
    private final Set<String> requestZones = new HashSet<>();
    private final Set<String> connectionZones = new HashSet<>();
    private final Set<String> cacheZones = new HashSet<>();
    private final List<NginxDirective> requestUses = new ArrayList<>();
    private final List<NginxDirective> connectionUses = new ArrayList<>();
    private final List<NginxDirective> cacheUses = new ArrayList<>();

    NginxReferenceRules(NginxConfig config, NginxProblems problems) {
        this.config = config;
        this.problems = problems;
    }

    void check(NginxDirective http) {
        walk(http.block());
        if (config.isPartial()) {
            return;
        }
        for (NginxDirective use : requestUses) {
            zone(use, zoneOf(use, "zone="), requestZones, "limit_req_zone");
        }
        for (NginxDirective use : connectionUses) {
            zone(use, use.argument(0), connectionZones, "limit_conn_zone");
        }
        for (NginxDirective use : cacheUses) {
            String name = use.argument(0);
            if (!isOpen(name) && !name.equals("off") && !cacheZones.contains(name)) {
                problems.refuse(
                        http.closing(),
                        "\"" + use.name() + "\" zone " + Shown.of(name) + " is unknown",
                        "line "
                                + use.span().line()
                                + " uses it; declare it with "
                                + use.name()
                                + "_path ... keys_zone="
                                + name
                                + ":10m");
            }
        }
    }

    private void walk(List<NginxDirective> directives) {
        for (NginxDirective directive : directives) {
            visit(directive);
            if (directive.opaque() == null && !directive.is("map") && !directive.is("types")) {
                walk(directive.block());
            }
        }
    }

    private void visit(NginxDirective directive) {
        switch (directive.name()) {
            case "log_format" -> format(directive);
            case "access_log" -> log(directive);
            case "limit_req_zone" -> declare(directive, requestZones);
            case "limit_conn_zone" -> declare(directive, connectionZones);
            case "limit_req" -> requestUses.add(directive);
            case "limit_conn" -> connectionUses.add(directive);
            case "proxy_cache_path", "fastcgi_cache_path", "uwsgi_cache_path", "scgi_cache_path" ->
                    cacheZones.add(zoneOf(directive, "keys_zone="));
            case "proxy_cache", "fastcgi_cache", "uwsgi_cache", "scgi_cache" ->
                    cacheUses.add(directive);
            default -> {}
        }
    }

    private void format(NginxDirective directive) {
        if (!formats.add(directive.argument(0).toLowerCase(Locale.ROOT))) {
            problems.refuse(
                    directive,
                    "duplicate \"log_format\" name " + Shown.of(directive.argument(0)),
                    "give it another name");
        }
    }

    private void log(NginxDirective directive) {
        String format = directive.argument(1);
        if (directive.arguments() > 1
                && !config.isPartial()
                && !directive.argument(0).equals("off")
                && !isOpen(format)
                && !formats.contains(format.toLowerCase(Locale.ROOT))) {
            problems.refuse(
                    directive,
                    "unknown log format " + Shown.of(format),
                    "declare it before this line with \"log_format\"");
        }
    }

    private void declare(NginxDirective directive, Set<String> zones) {
        String name = zoneOf(directive, "zone=");
        if (!zones.add(name) && !name.isEmpty()) {
            problems.refuse(
                    directive,
                    directive.name() + " " + Shown.of(name) + " is already bound to a key",
                    "give this zone another name");
        }
    }

    private void zone(NginxDirective use, String name, Set<String> zones, String declaration) {
        if (!name.isEmpty() && !isOpen(name) && !zones.contains(name)) {
            problems.refuse(
                    use,
                    "zero size shared memory zone " + Shown.of(name),
                    "declare the zone with \"" + declaration + "\"");
        }
    }

    private static boolean isOpen(String name) {
        return name.indexOf('$') >= 0 || NginxPlaceholders.isFilledInLater(name);
    }

    private static String zoneOf(NginxDirective directive, String start) {
        for (String argument : directive.argumentList()) {
            if (argument.startsWith(start)) {
                int colon = argument.indexOf(':', start.length());
                return argument.substring(start.length(), colon < 0 ? argument.length() : colon);
            }
        }
        return "";
    }
}
