package dev.evenkeel.lab.conformance;

import java.util.List;

/// The few words of which generated configurations and requests are made; few, so that they meet.
final class Words {
    static final List<String> HOSTS =
            List.of(
                    "shop.example",
                    "api.shop.example",
                    "www.example.com",
                    "example.com",
                    "a.b.example.com",
                    "cdn.example",
                    "localhost",
                    "10.0.0.1");

    static final List<String> SEGMENTS =
            List.of("api", "v1", "v2", "a", "ab", "abc", "app", "old", "new", "img", "user", "42");

    static final List<String> FILES =
            List.of("index.html", "logo.png", "a.PNG", "x.tar.gz", "main.css", "find.php");

    static final List<String> HEADERS =
            List.of("X-Tenant", "X-Flag", "User-Agent", "X-Count", "Accept-Language", "X-Real");

    static final List<String> VALUES =
            List.of("a", "b", "ab", "blue", "Blue", "green", "en-GB", "Mozilla/5.0", "x1", "beta");

    static final List<String> NUMBERS = List.of("0", "1", "2", "3", "7", "10", "42", "100", "-1");

    static final List<String> PARAMETERS = List.of("id", "q", "page", "Token", "ref");

    static final List<String> COOKIES = List.of("sid", "lang", "Group");

    static final List<String> METHODS =
            List.of("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH");

    /// Regular expressions over paths, each with a path that it matches.
    static final List<List<String>> PATH_REGEXES =
            List.of(
                    List.of("^/api/v[0-9]+", "/api/v2/x"),
                    List.of("[.](png|css|js)$", "/img/logo.png"),
                    List.of("^/user/([^/]+)/(.*)$", "/user/anna/cart"),
                    List.of("^/(old|new)(/|$)", "/old/a"),
                    List.of("/[0-9]{2,4}/", "/a/2024/b"),
                    List.of("^/a+b?$", "/aab"),
                    List.of("abc", "/x/abcd"),
                    List.of("^/v1/(.*)", "/v1/img/x"));

    private Words() {}

    static String path(Chance chance) {
        var path = new StringBuilder();
        int segments = chance.between(0, 3);
        for (int i = 0; i < segments; i++) {
            path.append('/').append(chance.oneOf(SEGMENTS));
        }
        if (path.isEmpty() || chance.in100(40)) {
            path.append('/');
            if (chance.in100(40)) {
                path.append(chance.oneOf(FILES));
            }
        }
        return path.toString();
    }

    static String source(Chance chance) {
        return "127."
                + chance.between(0, 3)
                + "."
                + chance.oneOf("0", "1", "9", "255")
                + "."
                + chance.between(1, 6);
    }
}
