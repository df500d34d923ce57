package dev.evenkeel.lab.conformance;

import java.util.List;

/// Writes the rules of one section of HAProxy that change, answer or refuse a request.
final class HaproxyRulesText {
    private final Chance chance;
    private final Aim aim;
    private final HaproxyCriteria criteria;

    HaproxyRulesText(Chance chance, Aim aim, HaproxyCriteria criteria) {
        this.chance = chance;
        this.aim = aim;
        this.criteria = criteria;
    }

    /// Most rules have a condition; what answers always has one.
    String rule() {
        if (chance.in100(22)) {
            return answer() + " " + criteria.condition(4);
        }
        return "http-request " + change() + chance.maybe(65, " " + criteria.condition());
    }

    private String path() {
        return aim.path(Words.path(chance));
    }

    private String change() {
        return switch (chance.between(0, 20)) {
            case 0, 1 ->
                    "set-path "
                            + chance.oneOf(
                                    path(),
                                    "/pre%[path]",
                                    "%[path,lower]",
                                    "/%[req.hdr(host)]%[path]");
            case 2 ->
                    "set-uri "
                            + chance.oneOf(
                                    path() + "?n=1",
                                    "http://set.example%[path]",
                                    "%[url,regsub(^/api,/)]",
                                    "/u%[path]?%[query]");
            case 3 ->
                    "set-query "
                            + chance.oneOf(
                                    "a=1", "%[query]&z=9", "id=%[" + criteria.sample() + "]");
            case 4 -> "set-pathq " + chance.oneOf("/pq%[pathq]", "%[pathq]&k=v", path() + "?x=y");
            case 5, 6, 7 -> "set-header " + header() + " " + criteria.format();
            case 8, 9 -> "add-header " + header() + " " + criteria.format();
            case 10 -> "del-header " + header();
            case 11 -> "del-header X- -m beg";
            case 12, 13 -> "replace-path " + replacement();
            case 14 ->
                    "replace-header "
                            + header()
                            + " "
                            + chance.oneOf("^(.)(.*)$ '\\2\\1'", "a b", "(.*) 'n-\\1'");
            case 15 ->
                    "replace-value "
                            + header()
                            + " "
                            + chance.oneOf("a b", "^(.*)$ '<\\1>'", "x 'y'");
            case 16 ->
                    "replace-uri "
                            + chance.oneOf(
                                    "^/v1/(.*) '/v9/\\1'",
                                    "(.*) '\\1'",
                                    "^([^?]*)\\?(.*)$ '\\1?\\2&r=1'");
            case 17, 18 -> "set-var(" + variable() + ") " + criteria.sample();
            case 19 -> "set-var-fmt(" + variable() + ") " + criteria.format();
            default ->
                    chance.oneOf(
                            "set-method POST",
                            "unset-var(txn.a)",
                            "set-src hdr(X-Real)",
                            "replace-pathq ^/a /b");
        };
    }

    private String replacement() {
        return chance.oneOf(
                "^/api(/.*)?$ '/v1\\1'",
                "(.*) '/all\\1'",
                "^/user/([^/]+)/(.*)$ '/u/\\1/\\2'",
                "/+ /",
                "^/(old|new)/ '/%[req.hdr(X-Tenant)]/\\1/'",
                "'(.*)[.]php$' '\\1.html'");
    }

    private String header() {
        String name = chance.oneOf(Words.HEADERS);
        aim.header(name, chance.oneOf(Words.VALUES));
        return name;
    }

    String variable() {
        return chance.oneOf("txn.", "req.") + chance.oneOf("a", "b");
    }

    private String answer() {
        return switch (chance.between(0, 9)) {
            case 0, 1 ->
                    "http-request deny"
                            + chance.maybe(
                                    60,
                                    " deny_status "
                                            + chance.oneOf("400", "403", "404", "429", "503"));
            case 2 -> "http-request return status " + chance.oneOf("200", "404", "410");
            case 3 -> "http-request return status 200 content-type text/plain string ok";
            case 4, 5 -> "http-request " + redirect();
            case 6, 7 -> redirect();
            case 8 -> chance.in100(70) ? "http-request allow" : "http-request reject";
            default -> "http-request tarpit" + chance.maybe(50, " deny_status 429");
        };
    }

    private String redirect() {
        String redirect =
                switch (chance.between(0, 6)) {
                    case 0 -> "redirect prefix https://" + criteria.host();
                    case 1 ->
                            "redirect prefix "
                                    + chance.oneOf("/p", "/", "http://%[req.hdr(host)]/q");
                    case 2 ->
                            "redirect location "
                                    + chance.oneOf(
                                            "/there",
                                            "http://x.example/?a=1",
                                            "/%[path,field(2,/)]");
                    case 3 -> "redirect location http://%[req.hdr(host)]%[path]?from=%[src]";
                    case 4, 5 -> "redirect scheme https";
                    default -> "redirect location /l/%[url_param(" + criteria.parameter() + ")]";
                };
        return redirect
                + chance.maybe(50, " code " + chance.oneOf("301", "302", "303", "307", "308"))
                + chance.maybe(20, " drop-query")
                + chance.maybe(15, " append-slash")
                + chance.maybe(10, " set-cookie SEEN=1");
    }

    /// A sample over a variable or a part of the request, with a comparison.
    String variableCriterion() {
        return "var("
                + variable()
                + ") -m "
                + chance.oneOf("str ", "beg ", "sub ", "end ")
                + chance.oneOf(List.of("a", "b", "/api", "blue", "GET"));
    }
}
