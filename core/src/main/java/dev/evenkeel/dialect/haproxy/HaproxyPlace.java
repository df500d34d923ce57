package dev.evenkeel.dialect.haproxy;

import dev.evenkeel.dialect.Directive;

/// Where in the life of a request an expression is evaluated: it decides which fetches have a
/// value.
enum HaproxyPlace {
    CONNECTION,
    SESSION,
    /// A request in a frontend.
    REQUEST,
    /// A request in a backend.
    POOL_REQUEST,
    RESPONSE,
    LOG,
    /// Health checks: whatever is asked for.
    CHECK;

    boolean offers(Directive fetch) {
        return switch (this) {
            case CHECK -> true;
            case CONNECTION -> fetch.standsIn("always") || fetch.standsIn("connection");
            case SESSION -> early(fetch);
            case REQUEST -> early(fetch) || request(fetch);
            case POOL_REQUEST -> early(fetch) || request(fetch) || fetch.standsIn("pool");
            case RESPONSE -> early(fetch) || late(fetch) || fetch.standsIn("response");
            case LOG -> early(fetch) || late(fetch) || fetch.standsIn("log");
        };
    }

    private static boolean early(Directive fetch) {
        return fetch.standsIn("always")
                || fetch.standsIn("connection")
                || fetch.standsIn("session");
    }

    private static boolean request(Directive fetch) {
        return fetch.standsIn("request") || fetch.standsIn("kept-request");
    }

    private static boolean late(Directive fetch) {
        return fetch.standsIn("pool")
                || fetch.standsIn("server")
                || fetch.standsIn("kept-request")
                || fetch.standsIn("kept-response");
    }
}
