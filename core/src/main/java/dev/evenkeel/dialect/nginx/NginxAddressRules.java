package dev.evenkeel.dialect.nginx;

import org.jspecify.annotations.Nullable;

import java.util.Locale;

/// The addresses that directives name: where to listen, where servers are, who is let in. Names
/// that do not resolve here may resolve elsewhere: they are no mistake.
final class NginxAddressRules {
    private NginxAddressRules() {}

    static @Nullable String fault(NginxDirective directive, String context) {
        String first = directive.argument(0);
        if (NginxPlaceholders.isFilledInLater(first)) {
            return null;
        }
        return switch (directive.name()) {
            case "listen" -> listen(first, context);
            case "server" -> context.endsWith("upstream") ? server(first, context) : null;
            case "resolver" -> resolver(directive);
            case "proxy_pass" -> context.startsWith("stream") ? pass(first) : proxyPass(first);
            case "fastcgi_pass", "scgi_pass", "memcached_pass" -> pass(first);
            case "uwsgi_pass" -> pass(without(without(first, "suwsgi://"), "uwsgi://"));
            case "grpc_pass" -> pass(without(without(first, "grpcs://"), "grpc://"));
            case "allow", "deny" -> rule(first);
            default -> null;
        };
    }

    private static @Nullable String listen(String address, String context) {
        NginxUrl url = NginxUrl.of(address, NginxUrl.Use.LISTEN);
        if (url.fault() != null) {
            return url.fault() + " in " + Shown.of(address) + " of the \"listen\" directive";
        }
        return context.startsWith("stream") && url.port() == 0 && !url.isUnix()
                ? "no port in " + Shown.of(address) + " of the \"listen\" directive"
                : null;
    }

    private static @Nullable String server(String address, String context) {
        NginxUrl url = NginxUrl.of(address, NginxUrl.Use.CONNECT);
        if (url.fault() != null) {
            return url.fault() + " in upstream " + Shown.of(address);
        }
        return context.startsWith("stream") && url.port() == 0 && !url.isUnix()
                ? "no port in upstream " + Shown.of(address)
                : null;
    }

    private static @Nullable String resolver(NginxDirective directive) {
        int servers = 0;
        for (String word : directive.argumentList()) {
            if (word.startsWith("valid=")) {
                if (NginxQuantity.seconds(word.substring(6)) < 0) {
                    return "invalid parameter: " + word;
                }
            } else if (word.startsWith("ipv6=") || word.startsWith("ipv4=")) {
                if (!word.endsWith("=on") && !word.endsWith("=off")) {
                    return "invalid parameter: " + word;
                }
            } else if (!word.startsWith("status_zone=")) {
                servers++;
                String fault = NginxUrl.of(word, NginxUrl.Use.CONNECT).fault();
                if (fault != null && !NginxPlaceholders.isFilledInLater(word)) {
                    return fault + " in resolver " + Shown.of(word);
                }
            }
        }
        return servers == 0 ? "no name servers defined" : null;
    }

    private static @Nullable String proxyPass(String address) {
        if (address.indexOf('$') >= 0) {
            return null;
        }
        String lower = address.toLowerCase(Locale.ROOT);
        int start = lower.startsWith("http://") ? 7 : lower.startsWith("https://") ? 8 : -1;
        if (start < 0) {
            return "invalid URL prefix";
        }
        String rest = address.substring(start);
        String fault = NginxUrl.of(rest, NginxUrl.Use.CONNECT_WITH_URI).fault();
        return fault == null ? null : fault + " in upstream " + Shown.of(rest);
    }

    private static @Nullable String pass(String address) {
        if (address.indexOf('$') >= 0) {
            return null;
        }
        String fault = NginxUrl.of(address, NginxUrl.Use.CONNECT).fault();
        return fault == null ? null : fault + " in upstream " + Shown.of(address);
    }

    private static String without(String text, String start) {
        return text.startsWith(start) ? text.substring(start.length()) : text;
    }

    private static @Nullable String rule(String who) {
        if (who.equals("all") || who.equals("unix:")) {
            return null;
        }
        return NginxNetwork.isNetwork(who) ? null : "invalid parameter " + Shown.of(who);
    }
}
