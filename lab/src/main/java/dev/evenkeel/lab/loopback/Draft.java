package dev.evenkeel.lab.loopback;

import dev.evenkeel.lab.conformance.Chance;
import dev.evenkeel.model.Field;
import dev.evenkeel.model.Request;
import dev.evenkeel.model.Request.Connection;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// A request that is being made to meet conditions.
public final class Draft {
    private static final String HOST = "plain.example";

    private String method = "GET";
    private @Nullable String host;
    private @Nullable String path;
    private @Nullable String query;
    private String source = "127.0.0.1";
    private final Map<String, String> headers = new LinkedHashMap<>();
    private final Map<String, String> cookies = new LinkedHashMap<>();

    /// Gives a field a value, where a client can.
    void set(Field field, String value) {
        switch (field.kind()) {
            case METHOD -> method = word(value, "GET");
            case HOST, SNI -> host = word(value, HOST);
            case PATH, NORMALISED_PATH -> path(value, false);
            case TARGET, URI -> path(value, true);
            case QUERY, NORMALISED_QUERY -> query = sound(value);
            case QUERY_PARAMETER, QUERY_PARAMETER_ANY_CASE, QUERY_ARGUMENT -> {
                String one = field.name() + "=" + sound(value);
                query = query == null ? one : query + "&" + one;
            }
            case HEADER, HEADER_LINE -> header(field.name(), value);
            case HEADER_COUNT -> header(field.name(), "1");
            case COOKIE, COOKIE_ANY_CASE -> cookies.put(field.name(), word(value, "x"));
            case SOURCE -> source = Networks.address(value);
            case SCHEME,
                    HTTP_VERSION,
                    BODY,
                    SOURCE_PORT,
                    DESTINATION,
                    DESTINATION_PORT,
                    TLS,
                    ALPN,
                    STATUS -> {}
        }
    }

    private void header(String name, String value) {
        String lower = name.toLowerCase(Locale.ROOT);
        switch (lower) {
            case "host" -> host = word(value, HOST);
            case "cookie" -> {
                int equals = value.indexOf('=');
                if (equals > 0) {
                    cookies.put(word(value.substring(0, equals), "c"), value.substring(equals + 1));
                } else {
                    cookies.put(word(value, "c"), "1");
                }
            }
            case "content-length", "transfer-encoding", "connection", "upgrade", "expect", "te" ->
                    headers.putIfAbsent("X-Left-Out", "1");
            default -> headers.put(name, line(value));
        }
    }

    private void path(String value, boolean whole) {
        String text = value;
        int scheme = text.indexOf("://");
        if (scheme > 0) {
            int slash = text.indexOf('/', scheme + 3);
            text = slash < 0 ? "/" : text.substring(slash);
        }
        int mark = text.indexOf('?');
        if (mark >= 0 && whole) {
            query = sound(text.substring(mark + 1));
            text = text.substring(0, mark);
        }
        text = sound(text).replace("?", "%3F");
        path = text.startsWith("/") ? text : "/" + text;
    }

    /// Only bytes that may stand in a request target.
    private static String sound(String text) {
        var sound = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c > ' ' && c < 0x7f && "\"<>\\^`{|}#".indexOf(c) < 0) {
                sound.append(c);
            } else {
                sound.append(String.format(Locale.ROOT, "%%%02X", (int) c & 0xff));
            }
        }
        return sound.toString();
    }

    private static String word(String text, String otherwise) {
        String word = text.replaceAll("[^\\x21-\\x7e]|[\"',;/\\\\]", "");
        return word.isEmpty() ? otherwise : word;
    }

    private static String line(String text) {
        return text.replaceAll("[^\\x20-\\x7e]", "").strip();
    }

    /// Changes something a little.
    public void blur(Chance chance) {
        String now = path == null ? "/" : path;
        String name = host == null ? HOST : host;
        switch (chance.between(0, 13)) {
            case 0 -> path = now + "x";
            case 1 -> path = now.length() > 1 ? now.substring(0, now.length() - 1) : now;
            case 2 -> path = now + "/";
            case 3 -> path = now + "/more/index.php";
            case 4 -> path = now.toUpperCase(Locale.ROOT);
            case 5 -> host = name.toUpperCase(Locale.ROOT);
            case 6 -> host = name + ":8080";
            case 7 -> host = "x." + name;
            case 8 -> host = name.substring(1).isEmpty() ? name : name.substring(1);
            case 9 -> method = chance.oneOf("POST", "HEAD", "OPTIONS", "PUT", "DELETE");
            case 10 -> query = query == null ? "a=1" : query + "&b=2";
            case 11 -> path = "/" + chance.oneOf("static", "api", "admin") + now;
            case 12 -> source = "127.0.0." + chance.between(2, 20);
            default -> headers.put("X-Forwarded-Proto", "https");
        }
    }

    public Request request(int port, boolean tls, String version) {
        var lines = new ArrayList<Request.Header>();
        headers.forEach((name, value) -> lines.add(new Request.Header(name, value)));
        if (!cookies.isEmpty()) {
            List<String> pairs =
                    cookies.entrySet().stream().map(c -> c.getKey() + "=" + c.getValue()).toList();
            lines.add(new Request.Header("Cookie", String.join("; ", pairs)));
        }
        if (List.of("POST", "PUT", "PATCH", "DELETE").contains(method)) {
            lines.add(new Request.Header("Content-Length", "0"));
        }
        String name = host == null ? HOST : host;
        String target = (path == null ? "/" : path) + (query == null ? "" : "?" + query);
        String sni = tls ? sni(name) : "";
        return new Request(
                method, name, target, lines, new Connection(source, port, tls, sni, version));
    }

    /// The name that a client would ask for; empty where it would ask for none.
    static String sni(String host) {
        int colon = host.indexOf(':');
        String name = (colon < 0 ? host : host.substring(0, colon)).toLowerCase(Locale.ROOT);
        boolean sound = name.matches("[a-z0-9]([a-z0-9.-]*[a-z0-9])?") && !name.contains("..");
        return sound && !name.matches("[0-9.]+") ? name : "";
    }
}
