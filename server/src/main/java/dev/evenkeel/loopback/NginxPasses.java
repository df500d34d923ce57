package dev.evenkeel.loopback;

import dev.evenkeel.dialect.nginx.NginxDirective;
import dev.evenkeel.text.Span;

import org.jspecify.annotations.Nullable;

import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Changes where requests are passed to: hosts become stand-ins that speak HTTP.
final class NginxPasses {
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{?(\\w+)");

    /// Scheme, authority and the rest; a variable that holds a path ends the authority.
    private static final Pattern URL =
            Pattern.compile(
                    "(?:(\\$?[a-z_]+)://)?((?:[^/?$]|\\$(?!\\{?(?:request_|document_)?uri))*)(.*)");

    private static final Pattern IN_PARTS = Pattern.compile("(.*)://\\$(\\w+):\\$(\\w+)(.*)");

    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9_.-]+|\\[[0-9A-Fa-f:]+]");

    private final Places places;
    private final Set<String> pools = new HashSet<>();
    private final Set<String> variables = new HashSet<>();

    /// Variables that hold a host alone, and a port alone.
    private final Set<String> hosts = new HashSet<>();

    private final Set<String> ports = new HashSet<>();
    private String lastHost = "";

    NginxPasses(Places places) {
        this.places = places;
    }

    void pool(String name) {
        pools.add(name);
    }

    /// Requests are passed to this: what its variables hold are addresses.
    void uses(String url) {
        Matcher parts = IN_PARTS.matcher(url);
        Matcher authority = URL.matcher(url);
        if (parts.matches()) {
            hosts.add(parts.group(2));
            ports.add(parts.group(3));
        } else if (authority.matches()) {
            Matcher variable = VARIABLE.matcher(authority.group(2));
            while (variable.find()) {
                variables.add(variable.group(1));
            }
        }
    }

    void pass(NginxDirective pass, Edits edits) {
        if (pass.arguments() == 0) {
            return;
        }
        if (!pass.is("proxy_pass")) {
            edits.replace(pass.nameSpan(), "proxy_pass", pass.name() + " becomes proxy_pass");
        }
        String url = changed(pass.argument(0), pass.is("proxy_pass"), true);
        if (url != null) {
            edits.replace(pass.argumentSpan(0), quoted(url), "addresses passed to");
        }
    }

    private static String quoted(String url) {
        return url.contains("{") || url.contains(";") || url.contains(" ")
                ? "\"" + url + "\""
                : url;
    }

    /// The same URL at a stand-in; `null` when it says nothing that is known.
    private @Nullable String changed(String url, boolean speaksHttp, boolean withScheme) {
        Matcher parts = URL.matcher(url);
        if (!parts.matches()) {
            return null;
        }
        boolean scheme = parts.group(1) != null || (withScheme && !url.startsWith("$"));
        String before = scheme || !speaksHttp ? "http://" : "";
        String authority = parts.group(2);
        String path = parts.group(3);
        if (authority.startsWith("unix:")) {
            int end = url.indexOf(':', url.indexOf("unix:") + 5);
            String socket = url.substring(url.indexOf("unix:"), end < 0 ? url.length() : end);
            return before + places.server(socket, socket) + (end < 0 ? "" : url.substring(end + 1));
        }
        int colon = authority.lastIndexOf(':');
        String host =
                colon < 0 || authority.endsWith("]") ? authority : authority.substring(0, colon);
        if (pools.contains(authority) || authority.contains("$")) {
            return before + authority + path;
        }
        return HOST.matcher(host).matches()
                ? before + host(authority, parts.group(1)) + path
                : null;
    }

    /// The stand-in for a host that is written as an address; its pool is named with the port.
    private String host(String authority, @Nullable String scheme) {
        boolean port = authority.lastIndexOf(':') > authority.lastIndexOf(']');
        String usual = "https".equals(scheme) || "grpcs".equals(scheme) ? ":443" : ":80";
        return places.server(port ? authority : authority + usual, authority);
    }

    /// The values of variables that hold addresses.
    void values(NginxDirective each, Edits edits) {
        int last = each.arguments() - 1;
        if (each.is("set")) {
            if (last == 1 && !part(each, edits) && isAddress(each.argument(0))) {
                value(each.argument(1), each.argumentSpan(1), edits);
            }
        } else if (last >= 0 && isAddress(each.argument(last))) {
            for (NginxDirective entry : each.block()) {
                if (entry.arguments() == 1 && !isAboutTable(entry, each)) {
                    value(entry.argument(0), entry.argumentSpan(0), edits);
                }
            }
        }
    }

    /// Whether a line of a table says something about it, instead of a key and its value.
    private static boolean isAboutTable(NginxDirective line, NginxDirective table) {
        return line.is("include") || (table.is("geo") && (line.is("delete") || line.is("proxy")));
    }

    /// Whether the variable holds one part of an address, which is then changed.
    private boolean part(NginxDirective set, Edits edits) {
        String variable = set.argument(0).replaceFirst("^\\$", "");
        if (hosts.contains(variable)) {
            lastHost = set.argument(1);
            String address = host(lastHost, null);
            String host = address.substring(0, address.indexOf(':'));
            edits.replace(set.argumentSpan(1), host, "addresses passed to");
            return true;
        }
        if (ports.contains(variable)) {
            String address = host(lastHost, null);
            String port = address.substring(address.indexOf(':') + 1);
            edits.replace(set.argumentSpan(1), port, "addresses passed to");
            return true;
        }
        return false;
    }

    private boolean isAddress(String variable) {
        return variable.startsWith("$") && variables.contains(variable.substring(1));
    }

    private void value(String value, Span span, Edits edits) {
        if (!value.isEmpty() && !value.startsWith("$")) {
            String changed = changed(value, true, false);
            if (changed != null) {
                edits.replace(span, quoted(changed), "addresses passed to");
            }
        }
    }
}
