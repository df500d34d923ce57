package dev.evenkeel.dialect.nginx;

import java.util.Set;

/// The URL of a `proxy_pass` or `grpc_pass`, in the parts that its text shows: scheme (empty when a
/// variable hides it), host with port, and target (path and query, empty when there is none).
record NginxPassUrl(String scheme, String authority, String target) {
    /// The variables whose values begin with a slash.
    private static final Set<String> PATHS = Set.of("request_uri", "uri", "document_uri");

    static NginxPassUrl parse(String text) {
        int colon = text.indexOf("://");
        boolean hidden = colon < 0 || text.lastIndexOf('$', colon) >= 0;
        // A variable scheme in front of a written host is as good as a written one.
        boolean only = colon >= 0 && text.startsWith("$") && text.indexOf('/') == colon + 1;
        String scheme = hidden && !only ? "" : text.substring(0, colon);
        String rest = scheme.isEmpty() ? text : text.substring(colon + 3);
        if (rest.startsWith("unix:")) {
            int end = rest.indexOf(':', 5);
            return end < 0
                    ? new NginxPassUrl(scheme, rest, "")
                    : new NginxPassUrl(scheme, rest.substring(0, end), rest.substring(end + 1));
        }
        if (scheme.isEmpty() && colon < 0 && text.startsWith("$")) {
            return new NginxPassUrl("", text, "");
        }
        int end = 0;
        while (end < rest.length() && !beginsTarget(rest, end)) {
            end++;
        }
        String target = rest.substring(end);
        if (target.startsWith("?")) {
            target = "/" + target;
        }
        String known = scheme.isEmpty() ? "http" : scheme;
        return new NginxPassUrl(known, rest.substring(0, end), target);
    }

    /// A target begins with a slash or a question mark, or with a variable that holds a path.
    private static boolean beginsTarget(String rest, int at) {
        char c = rest.charAt(at);
        if (c != '$') {
            return c == '/' || c == '?';
        }
        String name = NginxVariables.name(rest.substring(at, NginxTemplate.nameEnd(rest, at)));
        return at > 0 && PATHS.contains(name);
    }

    int port() {
        return scheme.equalsIgnoreCase("https") || scheme.equals("grpcs") ? 443 : 80;
    }

    /// What `$proxy_host` is: the host, with a port that is not the usual one.
    String hostHeader() {
        if (authority.startsWith("unix:")) {
            return "localhost";
        }
        String usual = ":" + port();
        return authority.endsWith(usual)
                ? authority.substring(0, authority.length() - usual.length())
                : authority;
    }
}
