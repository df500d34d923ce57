package dev.evenkeel.lab.conformance;

import dev.evenkeel.loopback.Call;
import dev.evenkeel.model.Request;
import dev.evenkeel.model.Request.Connection;
import dev.evenkeel.model.Request.Header;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Requests aimed at the boundaries of a configuration: what it looks at, and what differs from
/// that in a character, in case, in how it is written.
final class Requests {
    private final Chance chance;
    private final Aim aim;

    /// Whether the proxy decodes paths, so that their escapes must be sound.
    private final boolean decodes;

    Requests(Chance chance, Aim aim, boolean decodes) {
        this.chance = chance;
        this.aim = aim;
        this.decodes = decodes;
    }

    Call next(List<Integer> ports) {
        String method = chance.in100(65) ? "GET" : chance.oneOf(Words.METHODS);
        var headers = new ArrayList<Header>();
        headers(headers);
        cookies(headers);
        if (List.of("POST", "PUT", "PATCH", "DELETE").contains(method)) {
            headers.add(new Header("Content-Length", "0"));
        }
        String version = chance.in100(2) ? "1.0" : "1.1";
        boolean nameless = version.equals("1.0") && chance.in100(30);
        String host = nameless ? "" : host();
        String source =
                !aim.sources.isEmpty() && chance.in100(40)
                        ? chance.oneOf(aim.sources)
                        : Words.source(chance);
        var connection = new Connection(source, chance.oneOf(ports), false, "", version);
        String target = target();
        if (chance.in100(2) && (decodes ? isPlain(host) : true)) {
            target = absolute(host, target);
        } else if (method.equals("OPTIONS") && chance.in100(10)) {
            target = "*";
        }
        var request = new Request(method, host, target, headers, connection);
        return new Call(request, chance.in100(15));
    }

    private static boolean isPlain(String host) {
        return !host.isEmpty() && host.indexOf(':') < 0;
    }

    /// The target with scheme and host before it, and sometimes with another port than the host.
    private String absolute(String host, String target) {
        if (decodes) {
            return "http://" + host + target;
        }
        String named = host.isEmpty() ? chance.oneOf(Words.HOSTS) : host;
        if (named.indexOf(':') < 0) {
            named += chance.maybe(40, ":" + chance.oneOf("80", "443", "8080", ""));
        } else if (chance.in100(20)) {
            named = named.substring(0, named.indexOf(':'));
        }
        String scheme = chance.oneOf("http://", "http://", "https://", "HTTP://");
        boolean bare = chance.in100(20);
        return scheme + chance.maybe(10, "user@") + named + (bare ? "" : target);
    }

    /// A connection that speaks TLS, with or without the name of a host.
    Call encrypted(int port) {
        String name =
                switch (chance.between(0, 9)) {
                    case 0 -> "";
                    case 1 -> "x." + chance.oneOf(Words.HOSTS);
                    case 2 -> chance.oneOf(Words.HOSTS).toUpperCase(Locale.ROOT);
                    case 3 -> chance.oneOf(Words.HOSTS) + "x";
                    default -> chance.oneOf(aim.hosts.isEmpty() ? Words.HOSTS : aim.hosts);
                };
        var connection = new Connection(Words.source(chance), port, true, name, "1.1");
        return new Call(new Request("GET", name, "/", List.of(), connection), true);
    }

    private String host() {
        String host =
                !aim.hosts.isEmpty() && chance.in100(75)
                        ? chance.oneOf(aim.hosts)
                        : chance.oneOf(Words.HOSTS);
        return switch (chance.between(0, 19)) {
            case 0, 1 -> host.toUpperCase(Locale.ROOT);
            case 2 -> host.substring(0, 1).toUpperCase(Locale.ROOT) + host.substring(1);
            case 3, 4 -> host + ":" + chance.oneOf("80", "8080", "443");
            case 5 -> "x" + host;
            case 6 -> "x." + host;
            case 7 -> host + "x";
            case 8 -> host.length() > 2 ? host.substring(1) : host;
            case 9 -> host.length() > 2 ? host.substring(0, host.length() - 1) : host;
            case 10 -> decodes ? host + "." : host;
            case 11 -> "www." + host;
            default -> host;
        };
    }

    private String target() {
        String path =
                !aim.paths.isEmpty() && chance.in100(75)
                        ? chance.oneOf(aim.paths)
                        : Words.path(chance);
        if (!path.startsWith("/")) {
            path = "/" + path;
        }
        if (chance.in100(60)) {
            path = changed(path);
        }
        if (chance.in100(10)) {
            path = changed(path);
        }
        return path + query();
    }

    private String changed(String path) {
        int at = chance.between(1, path.length());
        return switch (chance.between(0, 13)) {
            case 0 -> path + chance.oneOf("x", "1", "-", "z/y");
            case 1 -> path.length() > 1 ? path.substring(0, path.length() - 1) : path;
            case 2 -> path + "/";
            case 3 -> path + "/" + chance.oneOf(Words.SEGMENTS);
            case 4 -> path.toUpperCase(Locale.ROOT);
            case 5 -> path.substring(0, at) + "/" + path.substring(at);
            case 6 -> escaped(path, Math.min(at, path.length() - 1));
            case 7 -> "/" + chance.oneOf(Words.SEGMENTS) + path;
            case 8 ->
                    path.substring(0, at)
                            + chance.oneOf("/./", "/../", "/x/../")
                            + path.substring(at);
            case 9 -> "/a/b" + path.substring(0, at) + "/.." + path.substring(at);
            case 10 -> path + "/" + "long-".repeat(chance.between(20, 200));
            case 11 ->
                    path
                            + chance.oneOf(
                                    "%20b",
                                    "%C3%A4", "%2Fx", ";v=1", "+", "%3Fq", "~a", "%zz", "%2");
            case 12 -> path.substring(0, at) + chance.oneOf(Words.SEGMENTS) + path.substring(at);
            default -> path + "." + chance.oneOf("png", "PNG", "css", "php");
        };
    }

    /// The same path with one character percent-encoded.
    private String escaped(String path, int at) {
        if (at < 1 || path.charAt(at) == '%' || inEscape(path, at)) {
            return path;
        }
        String hex =
                String.format(Locale.ROOT, chance.oneOf("%02x", "%02X"), (int) path.charAt(at));
        return path.substring(0, at) + "%" + hex + path.substring(at + 1);
    }

    private static boolean inEscape(String path, int at) {
        return path.charAt(at - 1) == '%' || (at > 1 && path.charAt(at - 2) == '%');
    }

    private String query() {
        if (chance.in100(45)) {
            return chance.maybe(5, "?");
        }
        var query = new StringBuilder("?");
        int count = chance.between(1, 4);
        for (int i = 0; i < count; i++) {
            query.append(i > 0 ? chance.oneOf("&", "&", "&", "&&", ";") : "");
            query.append(parameter());
        }
        return query.toString();
    }

    private String parameter() {
        var names = new ArrayList<>(aim.parameters.keySet());
        names.add(chance.oneOf(Words.PARAMETERS));
        String name = chance.oneOf(names);
        List<String> known = aim.parameters.getOrDefault(name, Words.VALUES);
        String value = value(known);
        return switch (chance.between(0, 11)) {
            case 0 -> name;
            case 1 -> name + "=";
            case 2 -> name.toUpperCase(Locale.ROOT) + "=" + value;
            case 3 -> "x" + name + "=" + value;
            case 4 -> name + "x=" + value;
            case 5 -> name + "=" + value + "=1";
            case 6 -> name + "=%61" + value;
            default -> name + "=" + value;
        };
    }

    private String value(List<String> known) {
        String value = chance.in100(75) ? chance.oneOf(known) : chance.oneOf(Words.VALUES);
        return switch (chance.between(0, 11)) {
            case 0 -> value.toUpperCase(Locale.ROOT);
            case 1 -> value + "x";
            case 2 -> "x" + value;
            case 3 -> value.length() > 1 ? value.substring(1) : value;
            case 4 -> chance.oneOf(Words.NUMBERS);
            default -> value;
        };
    }

    private void headers(List<Header> headers) {
        var names = new ArrayList<>(aim.headers.keySet());
        names.add(chance.oneOf(Words.HEADERS));
        int count = chance.between(0, Math.min(5, names.size() + 1));
        for (int i = 0; i < count; i++) {
            String name = chance.oneOf(names);
            String value = value(aim.headers.getOrDefault(name, Words.VALUES));
            String written =
                    switch (chance.between(0, 29)) {
                        case 0, 1, 2, 3 -> name.toLowerCase(Locale.ROOT);
                        case 4 -> name.toUpperCase(Locale.ROOT);
                        case 5 -> name.replace('-', '_');
                        default -> name;
                    };
            headers.add(
                    new Header(
                            written,
                            switch (chance.between(0, 12)) {
                                case 0 -> "";
                                case 1 -> value + ", " + value(Words.VALUES);
                                case 2 -> value(Words.VALUES) + "," + value;
                                case 3 -> "  " + value + " ";
                                case 4 -> value + " " + value(Words.VALUES);
                                case 5 -> "\"" + value + ",x\"," + value;
                                default -> value;
                            }));
        }
    }

    private void cookies(List<Header> headers) {
        var names = new ArrayList<>(aim.cookies.keySet());
        if (chance.in100(names.isEmpty() ? 85 : 45)) {
            return;
        }
        names.add(chance.oneOf(Words.COOKIES));
        int lines = chance.in100(10) ? 2 : 1;
        for (int line = 0; line < lines; line++) {
            var value = new StringBuilder();
            int count = chance.between(1, 3);
            for (int i = 0; i < count; i++) {
                String name = chance.oneOf(names);
                value.append(i > 0 ? chance.oneOf("; ", "; ", ";") : "");
                value.append(name).append('=');
                value.append(value(aim.cookies.getOrDefault(name, Words.VALUES)));
            }
            headers.add(new Header("Cookie", value.toString()));
        }
    }
}
