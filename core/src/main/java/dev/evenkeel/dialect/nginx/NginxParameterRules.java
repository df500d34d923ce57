package dev.evenkeel.dialect.nginx;

import dev.evenkeel.model.Version;

import java.util.HashMap;
import java.util.Map;

/// Holds `name=value` parameters against what a directive takes.
final class NginxParameterRules {
    /// For each directive (and context, where the name alone is not enough) the index of the first
    /// parameter, and the parameters: a word as it is, or a name and the form of its value.
    private static final Map<String, String> TAKEN =
            Map.ofEntries(
                    Map.entry(
                            "listen server",
                            "1 default_server default bind setfib=number fastopen=number"
                                    + " backlog=positive rcvbuf=size sndbuf=size accept_filter=any"
                                    + " deferred ipv6only=flag reuseport ssl http2"
                                    + " so_keepalive=any proxy_protocol quic multipath spdy"),
                    Map.entry(
                            "listen stream-server",
                            "1 default_server bind setfib=number fastopen=number udp"
                                    + " backlog=positive rcvbuf=size sndbuf=size accept_filter=any"
                                    + " deferred ipv6only=flag reuseport ssl so_keepalive=any"
                                    + " proxy_protocol multipath"),
                    Map.entry(
                            "server upstream",
                            "1 weight=positive max_conns=number max_fails=number"
                                    + " fail_timeout=seconds backup down resolve service=any"
                                    + " route=any slow_start=any drain"),
                    Map.entry(
                            "server stream-upstream",
                            "1 weight=positive max_conns=number max_fails=number"
                                    + " fail_timeout=seconds backup down resolve service=any"
                                    + " slow_start=any"),
                    Map.entry("access_log", "2 buffer=wide flush=time gzip gzip=level if=any"),
                    Map.entry("limit_req", "0 zone=any burst=positive delay=positive nodelay"),
                    Map.entry("limit_req_zone", "1 zone=zone rate=rate sync"),
                    Map.entry("limit_conn_zone", "1 zone=zone"),
                    Map.entry("open_file_cache", "0 max=positive inactive=seconds off"),
                    Map.entry(
                            "open_log_file_cache",
                            "0 max=positive inactive=seconds min_uses=positive valid=seconds off"),
                    Map.entry("random", "0 two least_conn least_time least_time=any"),
                    Map.entry("hash", "1 consistent"),
                    Map.entry("rewrite", "2 last break redirect permanent"),
                    Map.entry("add_header", "2 always"),
                    Map.entry("add_trailer", "2 always"),
                    Map.entry("fastcgi_param", "2 if_not_empty"),
                    Map.entry("uwsgi_param", "2 if_not_empty"),
                    Map.entry("scgi_param", "2 if_not_empty"));

    private static final String CACHE_PATH =
            "1 levels=any use_temp_path=flag keys_zone=zone inactive=seconds max_size=offset"
                    + " min_free=offset loader_files=number loader_sleep=time loader_threshold=time"
                    + " manager_files=number manager_sleep=time manager_threshold=time purger=flag"
                    + " purger_files=number purger_sleep=time purger_threshold=time";

    /// The smallest shared memory: eight pages.
    static final long ZONE_MIN = 8 * 4096;

    private final Version version;
    private final NginxProblems problems;
    private final Map<String, String[]> forms = new HashMap<>();

    NginxParameterRules(Version version, NginxProblems problems) {
        this.version = version;
        this.problems = problems;
    }

    void check(NginxDirective directive, String context) {
        String taken = TAKEN.get(directive.name());
        if (taken == null) {
            taken = TAKEN.get(directive.name() + " " + context);
        }
        if (taken == null && directive.name().endsWith("_cache_path")) {
            taken = CACHE_PATH;
        }
        if (taken == null) {
            return;
        }
        String[] forms = forms(taken);
        for (int i = Integer.parseInt(forms[0]); i < directive.arguments(); i++) {
            String argument = directive.argument(i);
            if (!NginxPlaceholders.isFilledInLater(argument)
                    && !(isTaken(forms, argument) && existsHere(argument))) {
                problems.refuse(
                        directive,
                        "invalid parameter "
                                + Shown.of(argument)
                                + " in \""
                                + directive.name()
                                + "\"",
                        advice(forms, argument));
                return;
            }
        }
    }

    private String[] forms(String taken) {
        String[] known = forms.get(taken);
        if (known == null) {
            known = taken.split(" ");
            forms.put(taken, known);
        }
        return known;
    }

    private boolean existsHere(String parameter) {
        return switch (parameter) {
            case "quic" -> version.atLeast(1, 25);
            case "multipath" -> version.atLeast(1, 31);
            case "spdy" -> !version.atLeast(1, 20);
            default -> true;
        };
    }

    private static String advice(String[] forms, String argument) {
        int equals = argument.indexOf('=');
        for (int i = 1; i < forms.length && equals > 0; i++) {
            if (forms[i].startsWith(argument.substring(0, equals + 1))) {
                return "it takes " + forms[i].replace("=", "=<") + ">";
            }
        }
        return "check its spelling; a blank may be missing or too many";
    }

    private static boolean isTaken(String[] forms, String argument) {
        for (int i = 1; i < forms.length; i++) {
            String form = forms[i];
            int equals = form.indexOf('=');
            if (equals < 0 && argument.equals(form)) {
                return true;
            }
            if (equals > 0
                    && argument.regionMatches(0, form, 0, equals + 1)
                    && holds(form.substring(equals + 1), argument.substring(equals + 1))) {
                return true;
            }
        }
        return false;
    }

    private static boolean holds(String form, String value) {
        return switch (form) {
            case "number" -> NginxQuantity.number(value) >= 0;
            case "positive" -> NginxQuantity.number(value) > 0;
            case "level" -> NginxQuantity.number(value) >= 1 && NginxQuantity.number(value) <= 9;
            case "size" -> NginxQuantity.size(value) >= 0;
            case "wide" -> NginxQuantity.size(value) > 0;
            case "offset" -> NginxQuantity.offset(value) >= 0;
            case "time" -> NginxQuantity.milliseconds(value) >= 0;
            case "seconds" -> NginxQuantity.seconds(value) >= 0;
            case "flag" -> value.equals("on") || value.equals("off");
            case "rate" -> isRate(value);
            case "zone" -> isZone(value);
            default -> true;
        };
    }

    private static boolean isRate(String value) {
        boolean perTime = value.endsWith("r/s") || value.endsWith("r/m");
        return NginxQuantity.number(perTime ? value.substring(0, value.length() - 3) : value) > 0;
    }

    private static boolean isZone(String value) {
        int colon = value.indexOf(':');
        return colon > 0 && NginxQuantity.size(value.substring(colon + 1)) >= 2 * 4096;
    }
}
