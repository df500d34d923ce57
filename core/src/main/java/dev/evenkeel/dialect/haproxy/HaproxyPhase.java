package dev.evenkeel.dialect.haproxy;

/// The families of rules, in the order in which a request meets them, whatever the order of their
/// lines is. Source: src/tcp_rules.c and src/http_ana.c of 2.6; configuration manual, 4.1.
enum HaproxyPhase {
    CONNECTION("tcp-request connection"),
    SESSION("tcp-request session"),
    CONTENT("tcp-request content"),
    MONITOR("monitor-uri"),
    REQUEST("http-request"),
    STATISTICS("stats"),
    REDIRECT("redirect"),
    POOL("use_backend"),
    SERVER("use-server"),
    /// Everything after the server was chosen: it cannot change where a request goes.
    RESPONSE("http-response");

    private final String block;

    HaproxyPhase(String block) {
        this.block = block;
    }

    /// The name of the block that holds the rules of this phase.
    String block() {
        return block;
    }

    /// Where expressions of this phase are evaluated.
    HaproxyPlace place(boolean inFrontend) {
        return switch (this) {
            case CONNECTION -> HaproxyPlace.CONNECTION;
            case SESSION -> HaproxyPlace.SESSION;
            case CONTENT, MONITOR, REQUEST, STATISTICS, REDIRECT, POOL ->
                    inFrontend ? HaproxyPlace.REQUEST : HaproxyPlace.POOL_REQUEST;
            case SERVER -> HaproxyPlace.POOL_REQUEST;
            case RESPONSE -> HaproxyPlace.RESPONSE;
        };
    }

    boolean isHttp() {
        return switch (this) {
            case MONITOR, REQUEST, STATISTICS, REDIRECT -> true;
            case CONNECTION, SESSION, CONTENT, POOL, SERVER, RESPONSE -> false;
        };
    }
}
