package dev.evenkeel.cli;

import dev.evenkeel.model.Request;
import dev.evenkeel.predict.Asked;
import dev.evenkeel.predict.Entry;
import dev.evenkeel.predict.Entry.Security;
import dev.evenkeel.report.AddressText;
import dev.evenkeel.report.RequestForm;
import dev.evenkeel.text.Source;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The request that `curl` would send for a URL and headers: without a body, and with the path as
/// it was written.
final class UrlRequest {
    private static final int PORT_MAX = 65535;

    private final String method;
    private final List<Request.Header> headers = new ArrayList<>();
    private Security security = Security.UNSAID;
    private String host = "";
    private String target = "/";
    private int port;

    private UrlRequest(String method) {
        this.method = method;
    }

    /// What is asked; `where` says which listener and address are meant, `source` who asks (empty:
    /// not said).
    static Asked of(String method, String url, List<String> headers, Entry where, String source)
            throws CannotAnswer {
        if (!RequestForm.isToken(method)) {
            throw new CannotAnswer(method + " is no method; write for example: GET " + url);
        }
        var request = new UrlRequest(method);
        request.url(Source.bytes(url), url);
        for (String header : headers) {
            request.header(Source.bytes(header));
        }
        if (!source.isEmpty() && !AddressText.isAddress(source)) {
            throw new CannotAnswer("--from " + source + ": must be an IP address");
        }
        return request.asked(where, source);
    }

    private Asked asked(Entry where, String source) {
        var entry = new Entry(where.listener(), where.address(), port, security);
        // Only the first version may come without a host.
        String version = host.isEmpty() ? "1.0" : "1.1";
        var connection =
                new Request.Connection(source, port, security == Security.TLS, "", version);
        return new Asked(
                null, entry, new Request(method, host, target, headers, connection), false);
    }

    private void url(String url, String shown) throws CannotAnswer {
        String fault = RequestForm.faultOfWord(url);
        if (!fault.isEmpty()) {
            throw new CannotAnswer("the URL " + fault);
        }
        int fragment = url.indexOf('#');
        String rest = fragment < 0 ? url : url.substring(0, fragment);
        if (rest.startsWith("/") || rest.equals("*")) {
            target = rest;
            return;
        }
        int scheme = rest.indexOf("://");
        security = Security.PLAIN;
        if (scheme >= 0) {
            security = security(rest.substring(0, scheme), shown);
            rest = rest.substring(scheme + 3);
        }
        int end = 0;
        while (end < rest.length() && rest.charAt(end) != '/' && rest.charAt(end) != '?') {
            end++;
        }
        authority(rest.substring(0, end), shown);
        String path = rest.substring(end);
        target = path.startsWith("/") ? path : "/" + path;
    }

    private static Security security(String scheme, String shown) throws CannotAnswer {
        return switch (scheme.toLowerCase(Locale.ROOT)) {
            case "http" -> Security.PLAIN;
            case "https" -> Security.TLS;
            default ->
                    throw new CannotAnswer(
                            shown + ": only http:// and https:// can be asked about");
        };
    }

    private void authority(String authority, String shown) throws CannotAnswer {
        if (authority.indexOf('@') >= 0) {
            throw new CannotAnswer(
                    "the URL holds a name and password; give them as -H 'Authorization: …'");
        }
        int bracket = authority.lastIndexOf(']');
        int colon = authority.indexOf(':', Math.max(bracket, 0));
        String name = colon < 0 ? authority : authority.substring(0, colon);
        if (name.isEmpty()) {
            throw new CannotAnswer(shown + ": the host is missing, as in http://shop.example/");
        }
        if (name.startsWith("[")
                && (bracket != name.length() - 1
                        || !AddressText.isAddress(name.substring(1, bracket)))) {
            throw new CannotAnswer(shown + ": " + name + " is no IPv6 address in brackets");
        }
        host = name;
        if (colon < 0 || colon == authority.length() - 1) {
            return;
        }
        port = port(authority.substring(colon + 1), shown);
        int standard = security == Security.TLS ? 443 : 80;
        host = port == standard ? name : name + ":" + port;
    }

    private static int port(String digits, String shown) throws CannotAnswer {
        int port = 0;
        for (int i = 0; i < digits.length() && port <= PORT_MAX; i++) {
            char c = digits.charAt(i);
            port = c >= '0' && c <= '9' ? 10 * port + c - '0' : PORT_MAX + 1;
        }
        if (port < 1 || port > PORT_MAX) {
            throw new CannotAnswer(shown + ": the port must be a number from 1 to " + PORT_MAX);
        }
        return port;
    }

    private void header(String header) throws CannotAnswer {
        int colon = header.indexOf(':');
        if (colon < 0) {
            throw new CannotAnswer("-H must be 'Name: value', as in -H 'X-Tenant: a'");
        }
        String name = header.substring(0, colon);
        String value = header.substring(colon + 1).strip();
        String fault = RequestForm.faultOfHeader(name, value);
        if (!fault.isEmpty()) {
            throw new CannotAnswer("-H: " + fault);
        }
        if (name.equalsIgnoreCase("Host")) {
            host = value;
        } else {
            headers.add(new Request.Header(name, value));
        }
    }
}
