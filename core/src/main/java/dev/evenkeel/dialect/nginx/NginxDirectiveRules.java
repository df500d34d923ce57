package dev.evenkeel.dialect.nginx;

import dev.evenkeel.model.Version;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/// What nginx demands of the arguments of single directives, each by itself. Sources: the `set`
/// functions of nginx's modules.
final class NginxDirectiveRules {
    private static final Set<String> METHODS =
            Set.of(
                    "get",
                    "head",
                    "post",
                    "put",
                    "delete",
                    "mkcol",
                    "copy",
                    "move",
                    "options",
                    "propfind",
                    "proppatch",
                    "lock",
                    "unlock",
                    "patch",
                    "connect");

    private static final List<String> LOG_LEVELS =
            List.of("emerg", "alert", "crit", "error", "warn", "notice", "info");

    private static final List<String> EVENT_METHODS =
            List.of("epoll", "poll", "select", "kqueue", "eventport", "/dev/poll");

    private final NginxProblems problems;
    private final NginxParameterRules parameters;
    private final NginxEntryRules entries;

    NginxDirectiveRules(Version version, NginxProblems problems) {
        this.problems = problems;
        this.parameters = new NginxParameterRules(version, problems);
        this.entries = new NginxEntryRules(problems);
    }

    void check(NginxDirective directive, String context) {
        String fault = fault(directive, context);
        if (fault != null) {
            problems.refuse(directive, fault, "");
            return;
        }
        parameters.check(directive, context);
    }

    private @Nullable String fault(NginxDirective directive, String context) {
        String first = directive.argument(0);
        boolean unknown = NginxPlaceholders.isFilledInLater(first);
        return switch (directive.name()) {
            case "if" -> NginxConditionRules.fault(directive);
            case "location" -> location(directive);
            case "rewrite" -> rewrite(directive);
            case "return" -> context.startsWith("stream") || unknown ? null : returned(directive);
            case "set" -> variableName(first);
            case "map", "split_clients" -> {
                entries.check(directive);
                yield variableName(directive.argument(1));
            }
            case "geo" -> {
                entries.check(directive);
                yield variableName(directive.argument(directive.arguments() - 1));
            }
            case "error_page" -> errorPage(directive);
            case "try_files" -> tryFiles(directive);
            case "limit_except" -> methods(directive);
            case "error_log" -> logLevel(directive);
            case "use" ->
                    unknown || EVENT_METHODS.contains(first)
                            ? null
                            : "invalid event type " + Shown.of(first);
            case "worker_connections" ->
                    unknown || NginxQuantity.number(first) >= 0
                            ? null
                            : "invalid number "
                                    + Shown.of(first)
                                    + " in \"worker_connections\" directive";
            case "worker_processes" ->
                    unknown || first.equals("auto") || NginxQuantity.number(first) >= 0
                            ? null
                            : "\"worker_processes\" directive invalid value";
            case "keepalive_timeout" -> keepaliveTimeout(directive);
            case "keepalive" ->
                    unknown || NginxQuantity.number(first) > 0
                            ? null
                            : "invalid value " + Shown.of(first) + " in \"keepalive\" directive";
            case "limit_conn" -> limitConnections(directive);
            case "zone" -> zone(directive);
            case "ssl_session_cache" -> sessionCache(directive);
            case "expires" -> expires(directive);
            case "server_name" -> serverName(directive);
            case "proxy_redirect", "proxy_cookie_domain", "proxy_cookie_path" ->
                    offOrPair(directive);
            case "limit_req_zone", "limit_conn_zone" -> named(directive, "zone=", "zone");
            case "limit_req" -> named(directive, "zone=", "zone");
            default -> rest(directive, context);
        };
    }

    private static @Nullable String rest(NginxDirective directive, String context) {
        String name = directive.name();
        if (name.endsWith("_cache_valid")) {
            return cacheValid(directive);
        }
        if (name.endsWith("_cache_path")) {
            return named(directive, "keys_zone=", "keys_zone");
        }
        return NginxAddressRules.fault(directive, context);
    }

    private static @Nullable String location(NginxDirective directive) {
        if (directive.arguments() == 2) {
            return switch (directive.argument(0)) {
                case "=", "^~" -> null;
                case "~", "~*" -> regex(directive.argument(1));
                default ->
                        NginxPlaceholders.isFilledInLater(directive.argument(0))
                                ? null
                                : "invalid location modifier " + Shown.of(directive.argument(0));
            };
        }
        String name = directive.argument(0);
        if (name.startsWith("~*")) {
            return regex(name.substring(2));
        }
        return name.startsWith("~") ? regex(name.substring(1)) : null;
    }

    /// Why PCRE would refuse a pattern.
    static @Nullable String regex(String pattern) {
        String fault = NginxRegexRules.fault(pattern);
        return fault == null || NginxPlaceholders.isFilledInLater(pattern)
                ? null
                : "the regular expression " + Shown.of(pattern) + " is refused: " + fault;
    }

    private static @Nullable String rewrite(NginxDirective directive) {
        if (directive.argument(1).isEmpty()) {
            return "empty replacement";
        }
        return regex(directive.argument(0));
    }

    private static @Nullable String returned(NginxDirective directive) {
        String code = directive.argument(0);
        long number = NginxQuantity.number(code);
        boolean url =
                directive.arguments() == 1
                        && (code.startsWith("http://")
                                || code.startsWith("https://")
                                || code.startsWith("$scheme"));
        return (number >= 0 && number <= 999) || (number < 0 && url)
                ? null
                : "invalid return code " + Shown.of(code);
    }

    private static @Nullable String variableName(String name) {
        return (name.length() > 1 && name.startsWith("$"))
                        || NginxPlaceholders.isFilledInLater(name)
                ? null
                : "invalid variable name " + Shown.of(name);
    }

    private static @Nullable String errorPage(NginxDirective directive) {
        int codes = directive.arguments() - 1;
        String last = directive.argument(codes - 1);
        if (last.startsWith("=")) {
            if (codes == 1 || (last.length() > 1 && NginxQuantity.number(last.substring(1)) < 0)) {
                return "invalid value " + Shown.of(last);
            }
            codes--;
        }
        for (int i = 0; i < codes; i++) {
            String word = directive.argument(i);
            long code = NginxQuantity.number(word);
            if (NginxPlaceholders.isFilledInLater(word)) {
                continue;
            }
            if (code < 0 || code == 499) {
                return "invalid value " + Shown.of(word);
            }
            if (code < 300 || code > 599) {
                return "value " + Shown.of(word) + " must be between 300 and 599";
            }
        }
        return null;
    }

    private static @Nullable String tryFiles(NginxDirective directive) {
        String last = directive.argument(directive.arguments() - 1);
        if (!last.startsWith("=") || NginxPlaceholders.isFilledInLater(last)) {
            return null;
        }
        long code = NginxQuantity.number(last.substring(1));
        return code < 0 || code > 999 ? "invalid code " + Shown.of(last) : null;
    }

    private static @Nullable String methods(NginxDirective directive) {
        for (String method : directive.argumentList()) {
            if (!METHODS.contains(method.toLowerCase(Locale.ROOT))) {
                return "invalid method " + Shown.of(method);
            }
        }
        return null;
    }

    private static @Nullable String logLevel(NginxDirective directive) {
        for (int i = 1; i < directive.arguments(); i++) {
            String level = directive.argument(i);
            if (!LOG_LEVELS.contains(level)
                    && !level.startsWith("debug")
                    && !NginxPlaceholders.isFilledInLater(level)) {
                return "invalid log level " + Shown.of(level);
            }
        }
        return null;
    }

    private static @Nullable String keepaliveTimeout(NginxDirective directive) {
        for (String time : directive.argumentList()) {
            if (NginxQuantity.milliseconds(time) < 0 && !NginxPlaceholders.isFilledInLater(time)) {
                return "\"keepalive_timeout\" directive invalid value";
            }
        }
        return null;
    }

    private static @Nullable String limitConnections(NginxDirective directive) {
        String word = directive.argument(1);
        long number = NginxQuantity.number(word);
        if (NginxPlaceholders.isFilledInLater(word) || (number > 0 && number <= 65_535)) {
            return null;
        }
        return number > 65_535
                ? "connection limit must be less 65536"
                : "invalid number of connections " + Shown.of(word);
    }

    private static @Nullable String zone(NginxDirective directive) {
        if (directive.argument(0).isEmpty()) {
            return "invalid zone name \"\"";
        }
        String word = directive.argument(1);
        if (directive.arguments() < 2 || NginxPlaceholders.isFilledInLater(word)) {
            return null;
        }
        long size = NginxQuantity.size(word);
        if (size < 0) {
            return "invalid zone size " + Shown.of(word);
        }
        return size < NginxParameterRules.ZONE_MIN
                ? "zone " + Shown.of(directive.argument(0)) + " is too small"
                : null;
    }

    private static @Nullable String sessionCache(NginxDirective directive) {
        for (String word : directive.argumentList()) {
            boolean simple = List.of("off", "none", "builtin").contains(word);
            boolean builtin =
                    word.startsWith("builtin:") && NginxQuantity.number(word.substring(8)) >= 0;
            int colon = word.startsWith("shared:") ? word.indexOf(':', 7) : -1;
            long size = colon < 8 ? -1 : NginxQuantity.size(word.substring(colon + 1));
            if (size >= 0 && size < NginxParameterRules.ZONE_MIN) {
                return "session cache " + Shown.of(word) + " is too small";
            }
            if (!simple && !builtin && size < 0 && !NginxPlaceholders.isFilledInLater(word)) {
                return "invalid session cache " + Shown.of(word);
            }
        }
        return null;
    }

    private static @Nullable String expires(NginxDirective directive) {
        boolean modified = directive.arguments() == 2;
        String time = directive.argument(directive.arguments() - 1);
        if (modified && !directive.argument(0).equals("modified")) {
            return "\"expires\" directive invalid value";
        }
        if (time.startsWith("$") || NginxPlaceholders.isFilledInLater(time)) {
            return null;
        }
        if (!modified && List.of("epoch", "max", "off").contains(time)) {
            return null;
        }
        boolean signed = time.startsWith("@") || time.startsWith("+") || time.startsWith("-");
        return NginxQuantity.seconds(signed ? time.substring(1) : time) < 0
                ? "\"expires\" directive invalid value"
                : null;
    }

    private static @Nullable String serverName(NginxDirective directive) {
        for (String name : directive.argumentList()) {
            boolean star = name.startsWith("*") && (name.length() < 3 || name.charAt(1) != '.');
            if (star || name.equals(".")) {
                return "server name " + Shown.of(name) + " is invalid";
            }
            String fault = name.startsWith("~") ? regex(name.substring(1)) : null;
            if (fault != null || name.equals("~")) {
                return fault == null ? "empty regex in server name \"~\"" : fault;
            }
        }
        return null;
    }

    private static @Nullable String offOrPair(NginxDirective directive) {
        String first = directive.argument(0);
        if (directive.arguments() > 1) {
            if (first.startsWith("~")) {
                return regex(first.substring(first.startsWith("~*") ? 2 : 1));
            }
            return null;
        }
        boolean byDefault = directive.is("proxy_redirect") && first.equals("default");
        return first.equals("off") || byDefault || NginxPlaceholders.isFilledInLater(first)
                ? null
                : "invalid parameter " + Shown.of(first);
    }

    private static @Nullable String named(NginxDirective directive, String start, String what) {
        for (String argument : directive.argumentList()) {
            if (argument.startsWith(start) || NginxPlaceholders.isFilledInLater(argument)) {
                return null;
            }
        }
        return "\"" + directive.name() + "\" must have \"" + what + "\" parameter";
    }

    private static @Nullable String cacheValid(NginxDirective directive) {
        int codes = directive.arguments() - 1;
        String time = directive.argument(codes);
        if (NginxQuantity.seconds(time) < 0 && !NginxPlaceholders.isFilledInLater(time)) {
            return "invalid time value " + Shown.of(time);
        }
        for (int i = 0; i < codes; i++) {
            long code = NginxQuantity.number(directive.argument(i));
            if ((code < 100 || code > 599) && !directive.argument(i).equals("any")) {
                return "invalid status " + Shown.of(directive.argument(i));
            }
        }
        return null;
    }
}
