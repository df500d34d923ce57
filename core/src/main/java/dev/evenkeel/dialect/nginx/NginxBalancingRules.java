package dev.evenkeel.dialect.nginx;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Upstreams: declared once, with servers that can serve, and with parameters that their balancing
/// method knows. Source: nginx, `ngx_http_upstream.c` and the modules of the methods.
final class NginxBalancingRules {
    /// The methods that know no backup servers.
    private static final Set<String> WITHOUT_BACKUP = Set.of("hash", "ip_hash", "random");

    private static final Set<String> METHODS =
            Set.of("hash", "ip_hash", "random", "least_conn", "least_time", "fair");

    private final NginxProblems problems;

    NginxBalancingRules(NginxProblems problems) {
        this.problems = problems;
    }

    /// Checks the upstreams among the directives of an `http` or `stream` block.
    void check(List<NginxDirective> directives, String serverContext) {
        Map<String, NginxDirective> upstreams = new HashMap<>();
        for (NginxDirective directive : directives) {
            if (directive.is("upstream") && directive.hasBlock()) {
                String name = directive.argument(0).toLowerCase(Locale.ROOT);
                if (upstreams.putIfAbsent(name, directive) != null) {
                    problems.refuse(
                            directive,
                            "duplicate upstream " + Shown.of(directive.argument(0)),
                            "the same name is on line " + upstreams.get(name).span().line());
                }
                servers(directive);
            }
        }
        if (serverContext.equals("server")) {
            ports(directives, upstreams);
        }
    }

    private void servers(NginxDirective upstream) {
        String method = "";
        int servers = 0;
        int primary = 0;
        boolean unknown = false;
        for (NginxDirective directive : upstream.block()) {
            unknown |= NginxPlaceholders.isFilledInLater(directive.name());
            if (METHODS.contains(directive.name())) {
                method = directive.name();
            } else if (directive.is("server")) {
                servers++;
                boolean backup = directive.argumentList().contains("backup");
                primary += backup ? 0 : 1;
                if (backup && WITHOUT_BACKUP.contains(method)) {
                    problems.refuse(
                            directive,
                            "balancing method does not support parameter \"backup\"",
                            "\"" + method + "\" knows no backup servers");
                }
            } else if (directive.name().startsWith("balancer_by_lua")) {
                unknown = true;
            }
        }
        if (servers == 0 && !unknown) {
            problems.refuse(
                    upstream.closing(),
                    "no servers are inside upstream",
                    "upstream " + Shown.of(upstream.argument(0)) + " needs a \"server\"");
        } else if (primary == 0 && !unknown) {
            problems.refuse(
                    upstream,
                    "no servers in upstream " + Shown.of(upstream.argument(0)),
                    "all of them are backup servers");
        }
    }

    /// A name that is an upstream takes no port.
    private void ports(List<NginxDirective> directives, Map<String, NginxDirective> upstreams) {
        for (NginxDirective directive : directives) {
            if (directive.is("proxy_pass") && directive.argument(0).indexOf('$') < 0) {
                String address = directive.argument(0);
                int host = address.indexOf("://") + 3;
                NginxUrl url =
                        NginxUrl.of(
                                address.substring(Math.min(Math.max(host, 0), address.length())),
                                NginxUrl.Use.CONNECT_WITH_URI);
                if (url.port() > 0 && upstreams.containsKey(url.host().toLowerCase(Locale.ROOT))) {
                    problems.refuse(
                            directive,
                            "upstream " + Shown.of(url.host()) + " may not have port " + url.port(),
                            "the ports stand in the upstream's servers; drop this one");
                }
            }
            if (!directive.is("upstream") && directive.hasBlock()) {
                ports(directive.block(), upstreams);
            }
        }
    }
}
