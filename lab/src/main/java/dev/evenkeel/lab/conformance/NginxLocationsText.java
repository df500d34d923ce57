package dev.evenkeel.lab.conformance;

import dev.evenkeel.loopback.StandIns;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Writes what one server of nginx does: rewriting, locations, where requests are passed to.
final class NginxLocationsText {
    private static final int DEPTH_MAX = 3;

    private final Chance chance;
    private final Aim aim;
    private final NginxText text;
    private final NginxVariablesText variables;
    private final List<String> pools;
    private final List<String> named = new ArrayList<>();
    private int variableCount;
    private int left;
    private String literal = "";

    NginxLocationsText(
            Chance chance,
            Aim aim,
            NginxText text,
            NginxVariablesText variables,
            List<String> pools) {
        this.chance = chance;
        this.aim = aim;
        this.text = text;
        this.variables = variables;
        this.pools = pools;
    }

    /// The inside of a server with about so many rules.
    void server(StandIns servers, int standIn, int rules) {
        literal = servers.block().address(Math.min(standIn, servers.count() - 1));
        left = rules;
        int fallbacks = chance.in100(50) ? chance.between(1, 2) : 0;
        for (int i = 0; i < fallbacks; i++) {
            named.add("@f" + i);
        }
        if (chance.in100(45)) {
            errorPages();
        }
        if (chance.in100(30)) {
            rewriting(chance.between(1, 3), false);
        }
        if (chance.in100(10)) {
            text.line(access());
        }
        for (String name : named) {
            text.open("location " + name);
            content(true);
            text.close();
            left--;
        }
        var taken = new HashSet<String>();
        while (left > 0) {
            location("", 0, taken);
        }
        if (taken.add("/") && chance.in100(80)) {
            text.open("location /");
            content(false);
            text.close();
        }
    }

    private void errorPages() {
        int count = chance.between(1, 2);
        for (int i = 0; i < count; i++) {
            String codes =
                    chance.oneOf(
                            "404", "403 404", "410", "405", "301 302", "500 502", "403", "503 418");
            String status = chance.oneOf(" ", " ", " = ", " =200 ", " =404 ", " =302 ");
            String target =
                    switch (chance.between(0, 5)) {
                        case 0 -> "/e$uri";
                        case 1 -> "http://x.example/" + variables.variable();
                        case 2, 3 -> aim.path(Words.path(chance));
                        default -> named.isEmpty() ? "/e" : chance.oneOf(named);
                    };
            boolean redirects = codes.startsWith("3") && !target.startsWith("http");
            if (!redirects) {
                text.line("error_page " + codes + status + target + ";");
            }
        }
        if (chance.in100(20)) {
            text.line("recursive_error_pages on;");
        }
    }

    /// A location inside another lies below its prefix.
    private void location(String above, int depth, Set<String> taken) {
        left--;
        String head;
        boolean regex = false;
        switch (chance.between(0, 9)) {
            case 0 -> {
                head = "= " + aim.path(above + Words.path(chance));
            }
            case 1 -> {
                head = "^~ " + aim.path(above + Words.path(chance));
            }
            case 2, 3 -> {
                List<String> chosen = chance.oneOf(Words.PATH_REGEXES);
                aim.path(above + chosen.get(1));
                aim.path(chosen.get(1));
                head = chance.oneOf("~ ", "~* ") + quoted(chosen.get(0));
                regex = true;
            }
            default -> {
                head = aim.path(above + Words.path(chance));
            }
        }
        if (!taken.add(head.startsWith("^~ ") ? head.substring(3) : head)) {
            return;
        }
        text.open("location " + head);
        if (depth < DEPTH_MAX && left > 0 && !head.startsWith("=") && chance.in100(25)) {
            var inside = new HashSet<String>();
            int count = chance.between(1, 3);
            String prefix = regex ? "" : head.replace("^~ ", "");
            prefix = prefix.endsWith("/") ? prefix.substring(0, prefix.length() - 1) : prefix;
            for (int i = 0; i < count; i++) {
                if (regex) {
                    regexLocation(inside);
                } else {
                    location(prefix, depth + 1, inside);
                }
            }
        }
        content(regex);
        text.close();
    }

    private void regexLocation(Set<String> taken) {
        left--;
        List<String> chosen = chance.oneOf(Words.PATH_REGEXES);
        if (taken.add(chosen.get(0))) {
            aim.path(chosen.get(1));
            text.open("location ~ " + quoted(chosen.get(0)));
            content(true);
            text.close();
        }
    }

    private static String quoted(String regex) {
        return regex.contains("{") ? "\"" + regex + "\"" : regex;
    }

    /// What a location does; `literally` where the path cannot be replaced.
    private void content(boolean literally) {
        if (chance.in100(25)) {
            rewriting(chance.between(1, 3), true);
        }
        if (chance.in100(8)) {
            errorPages();
        }
        if (!literally && chance.in100(3)) {
            text.line("internal;");
        }
        if (chance.in100(4)) {
            text.open("limit_except " + chance.oneOf("GET", "GET POST", "PUT"));
            text.line("deny all;");
            text.close();
        }
        if (chance.in100(3)) {
            text.line("proxy_method " + chance.oneOf("POST", "GET") + ";");
        }
        if (chance.in100(6)) {
            text.line(access());
            if (chance.in100(50)) {
                text.line("deny all;");
            }
        }
        if (chance.in100(20)) {
            text.line(
                    "proxy_set_header "
                            + chance.oneOf("X-Tenant ", "X-Flag ", "Host ", "X-Real ")
                            + chance.oneOf("$host", "$remote_addr", variables.value(), "\"\"")
                            + ";");
        }
        if (chance.in100(8)) {
            text.line("proxy_http_version 1.1;");
        }
        switch (chance.between(0, 19)) {
            case 0, 1 -> text.line(answer() + ";");
            case 2 -> text.line("try_files $uri " + fallback() + ";");
            case 3 ->
                    text.line(
                            "try_files $uri $uri/ "
                                    + chance.oneOf("/index.html", "/app", "=404", "=503", "/x?q=1")
                                    + ";");
            case 4 -> {
                if (chance.in100(20)) {
                    return;
                }
                text.line("proxy_pass http://" + chance.oneOf(pools) + ";");
            }
            default -> text.line("proxy_pass " + pass(literally) + ";");
        }
    }

    private String fallback() {
        return named.isEmpty() ? "/" + chance.oneOf(Words.SEGMENTS) : chance.oneOf(named);
    }

    private String pass(boolean literally) {
        String pool = chance.in100(92) ? chance.oneOf(pools) : literal;
        String variable = variables.poolVariable();
        if (!variable.isEmpty() && chance.in100(20)) {
            return "http://"
                    + variable
                    + chance.oneOf("", "", "$request_uri", "/x$uri", "$uri$is_args$args");
        }
        if (literally) {
            return "http://" + pool + chance.maybe(15, chance.oneOf("$request_uri", "/r$uri"));
        }
        return "http://"
                + pool
                + chance.oneOf(
                        "", "", "", "/", "/to", "/to/", "/to/x?k=v", "$request_uri", "/fix$uri");
    }

    private String access() {
        return chance.oneOf(
                "allow 127.0.0.0/16;",
                "deny 127.1.9.0/24;",
                "deny 127.0.0.1;",
                "allow 127.2.0.0/15;");
    }

    private String answer() {
        return switch (chance.between(0, 6)) {
            case 0 -> "return " + chance.oneOf("200", "204", "403", "404", "410", "444", "503");
            case 1 -> "return 200 \"ok $uri\"";
            case 2 ->
                    "return "
                            + chance.oneOf("301 ", "302 ", "307 ", "308 ", "303 ")
                            + chance.oneOf("/there", "https://$host$request_uri", "/l$uri");
            case 3 -> "return https://x.example$request_uri";
            case 4 ->
                    "return 302 http://"
                            + chance.oneOf("$host", "$http_host")
                            + "/"
                            + variables.variable();
            default -> "return " + chance.oneOf("301", "302") + " " + variables.value();
        };
    }

    private void rewriting(int count, boolean inLocation) {
        for (int i = 0; i < count; i++) {
            switch (chance.between(0, 9)) {
                case 0, 1, 2, 3 -> text.line(rewrite() + ";");
                case 4, 5 -> set();
                case 6 -> {
                    if (inLocation && chance.in100(20)) {
                        text.line("break;");
                    } else {
                        set();
                    }
                }
                default -> condition(inLocation);
            }
        }
    }

    private void set() {
        String name = "$v" + (variableCount++ % 3);
        text.line(
                "set "
                        + name
                        + " "
                        + chance.oneOf(variables.value(), chance.oneOf(Words.VALUES), "\"\"")
                        + ";");
    }

    private String rewrite() {
        List<String> rewrite =
                chance.oneOf(
                        List.of(
                                List.of("^/old/(.*)$ /new/$1", "/old/a"),
                                List.of("^/api(/.*)?$ /v1$1", "/api/x"),
                                List.of("^/user/([^/]+)/(.*)$ /u/$2?name=$1", "/user/anna/b"),
                                List.of("^/a(b?)/ /ab$1/c?", "/ab/x"),
                                List.of("[.]php$ /app", "/find.php"),
                                List.of("^(/.*)/img/(.*)$ $1/static/$2", "/a/img/logo.png"),
                                List.of("^ /all$uri", "/"),
                                List.of("^/v2/(?<rest>.*) /v1/$rest?v=2&$args?", "/v2/x")));
        aim.path(rewrite.get(1));
        String rule = "rewrite " + rewrite.get(0);
        if (chance.in100(15)) {
            rule = rule.replace(" /", " " + chance.oneOf("http://x.example/", "https://$host/"));
        }
        return rule
                + chance.oneOf("", " last", " last", " break", " break", " redirect", " permanent");
    }

    private void condition(boolean inLocation) {
        String variable = variables.variable();
        String value = chance.oneOf(Words.VALUES);
        String test =
                switch (chance.between(0, 8)) {
                    case 0 -> "(" + variable + ")";
                    case 1, 2 -> "(" + variable + chance.oneOf(" = ", " != ") + value + ")";
                    case 3 -> "(" + variable + chance.oneOf(" ~ ", " !~ ") + "^" + value + ")";
                    case 4 -> "(" + variable + chance.oneOf(" ~* ", " !~* ") + value + "$)";
                    case 5 -> "($request_method = " + chance.oneOf(Words.METHODS) + ")";
                    case 6 -> "($uri ~ ^/(api|old)/(.*)$)";
                    case 7 -> "($http_user_agent ~* (mozilla|blue))";
                    default ->
                            "($host "
                                    + chance.oneOf("= ", "!= ")
                                    + aim.host(chance.oneOf(Words.HOSTS))
                                    + ")";
                };
        if (test.contains("user_agent")) {
            aim.header("User-Agent", "Mozilla/5.0");
        }
        text.open("if " + test);
        switch (chance.between(0, 5)) {
            case 0, 1 -> text.line(answer() + ";");
            case 2 -> text.line(rewrite() + ";");
            case 3 -> {
                set();
                if (chance.in100(30)) {
                    text.line(chance.oneOf("break;", "return 418;"));
                }
            }
            default -> {
                if (inLocation) {
                    text.line("proxy_pass http://" + chance.oneOf(pools) + ";");
                } else {
                    set();
                }
            }
        }
        text.close();
    }
}
