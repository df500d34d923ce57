package dev.evenkeel.report;

import dev.evenkeel.model.Request;

/// A request as the command that sends it.
final class CurlText {
    private static final int HTTP_PORT = 80;
    private static final int HTTPS_PORT = 443;

    private CurlText() {}

    /// `curl -X POST https://shop.example/login -H 'X-Tenant: a'`, with what curl cannot say behind
    /// a `#`: the client, if it is one of those that matter.
    static String of(Request request, boolean isClientOfInterest, Secrets secrets) {
        var connection = request.connection();
        var line = new StringBuilder("curl");
        switch (request.method()) {
            case "GET", "" -> {}
            case "HEAD" -> line.append(" -I");
            default -> line.append(" -X ").append(quoted(request.method()));
        }
        if (connection.version().equals("1.0")) {
            line.append(" --http1.0");
        }
        line.append(' ').append(quoted(secrets.masked(url(request))));
        if (request.host().isEmpty()) {
            line.append(" -H 'Host:'");
        }
        for (Request.Header header : request.headers()) {
            line.append(" -H ").append(quoted(header.name() + ": " + value(header, secrets)));
        }
        var remarks = new StringBuilder();
        if (isClientOfInterest && !connection.source().isEmpty()) {
            remarks.append(" from ").append(connection.source());
        }
        if (!connection.sni().isEmpty() && !connection.sni().equals(name(request.host()))) {
            remarks.append(" SNI ").append(connection.sni());
        }
        return Columns.visible(Wording.readable(line + (remarks.isEmpty() ? "" : "  #" + remarks)));
    }

    private static String url(Request request) {
        var connection = request.connection();
        int standard = connection.tls() ? HTTPS_PORT : HTTP_PORT;
        String host = request.host().isEmpty() ? "127.0.0.1" : request.host();
        boolean said = connection.port() == 0 || connection.port() == standard || hasPort(host);
        return (connection.tls() ? "https://" : "http://")
                + host
                + (said ? "" : ":" + connection.port())
                + request.target();
    }

    private static boolean hasPort(String host) {
        return host.indexOf(':', host.lastIndexOf(']') + 1) >= 0;
    }

    private static String name(String host) {
        return hasPort(host) ? host.substring(0, host.lastIndexOf(':')) : host;
    }

    /// Cookies that conditions ask for are no secrets, unless the configuration says so.
    static String value(Request.Header header, Secrets secrets) {
        boolean hidden =
                Wording.isSensitive(header.name()) && !header.name().equalsIgnoreCase("Cookie");
        return hidden ? Secrets.MASK : Wording.readable(secrets.masked(header.value()));
    }

    /// For a shell.
    private static String quoted(String word) {
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            boolean plain =
                    (c >= 'a' && c <= 'z')
                            || (c >= 'A' && c <= 'Z')
                            || (c >= '0' && c <= '9')
                            || "/:._-~%=,+@".indexOf(c) >= 0;
            if (!plain) {
                return "'" + word.replace("'", "'\\''") + "'";
            }
        }
        return word;
    }
}
