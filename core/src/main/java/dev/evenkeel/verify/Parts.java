package dev.evenkeel.verify;

import dev.evenkeel.model.Field;
import dev.evenkeel.model.Request;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// Puts other values into the parts of a request.
final class Parts {
    private Parts() {}

    /// A request with another value of a field; `null` where a client cannot send it, or not
    /// easily.
    static @Nullable Request with(Request request, Field field, String value) {
        return switch (field.kind()) {
            case METHOD -> isToken(value) ? method(request, value) : null;
            case HOST -> host(request, value);
            case PATH, NORMALISED_PATH -> path(request, value);
            case TARGET, URI -> isTarget(value) ? target(request, value) : null;
            case QUERY, NORMALISED_QUERY -> query(request, value);
            case QUERY_PARAMETER, QUERY_PARAMETER_ANY_CASE, QUERY_ARGUMENT ->
                    query(request, field.name() + "=" + value);
            case HEADER, HEADER_LINE -> header(request, field.name(), value);
            case COOKIE, COOKIE_ANY_CASE -> header(request, "Cookie", field.name() + "=" + value);
            case SOURCE -> connection(request, value, request.connection().sni());
            case SNI ->
                    request.connection().tls() && isName(value)
                            ? connection(request, request.connection().source(), value)
                            : null;
            case SCHEME,
                    HTTP_VERSION,
                    HEADER_COUNT,
                    BODY,
                    SOURCE_PORT,
                    DESTINATION,
                    DESTINATION_PORT,
                    TLS,
                    ALPN,
                    STATUS ->
                    null;
        };
    }

    private static Request method(Request request, String method) {
        return new Request(
                method, request.host(), request.target(), request.headers(), request.connection());
    }

    private static @Nullable Request host(Request request, String host) {
        if (!isName(host)) {
            return null;
        }
        return new Request(
                request.method(), host, request.target(), request.headers(), request.connection());
    }

    private static Request target(Request request, String target) {
        return new Request(
                request.method(), request.host(), target, request.headers(), request.connection());
    }

    private static @Nullable Request path(Request request, String path) {
        int mark = request.target().indexOf('?');
        String whole = path.startsWith("/") ? path : "/" + path;
        boolean good = isTarget(whole) && whole.indexOf('?') < 0;
        return good
                ? target(request, whole + (mark < 0 ? "" : request.target().substring(mark)))
                : null;
    }

    private static @Nullable Request query(Request request, String query) {
        int mark = request.target().indexOf('?');
        String path = mark < 0 ? request.target() : request.target().substring(0, mark);
        String whole = path + "?" + query;
        return isTarget(whole) ? target(request, whole) : null;
    }

    private static @Nullable Request header(Request request, String name, String value) {
        if (name.equalsIgnoreCase("host")) {
            return host(request, value);
        }
        if (!isToken(name) || !value.equals(value.strip())) {
            return null;
        }
        List<Request.Header> headers = new ArrayList<>(request.headers());
        headers.removeIf(header -> header.name().equalsIgnoreCase(name));
        headers.add(new Request.Header(name, value));
        return new Request(
                request.method(), request.host(), request.target(), headers, request.connection());
    }

    private static Request connection(Request request, String source, String sni) {
        var said = request.connection();
        return new Request(
                request.method(),
                request.host(),
                request.target(),
                request.headers(),
                new Request.Connection(source, said.port(), said.tls(), sni, said.version()));
    }

    /// Sources: RFC 9110, 5.6.2; RFC 3986, 3.3 and 3.2.2.
    private static boolean isToken(String text) {
        return isOf(text, "!#$%&'*+-.^_`|~");
    }

    private static boolean isTarget(String text) {
        return text.startsWith("/") && isOf(text, "-._~!$&'()*+,;=:@/?%");
    }

    private static boolean isName(String text) {
        return isOf(text, "-._:");
    }

    private static boolean isOf(String text, String others) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            if (!letter && !(c >= '0' && c <= '9') && others.indexOf(c) < 0) {
                return false;
            }
        }
        return !text.isEmpty();
    }
}
