package dev.evenkeel.dialect.haproxy;

/// What replaces directives that are gone.
final class HaproxyRemoved {
    private HaproxyRemoved() {}

    /// The next step for a line that HAProxy no longer knows.
    static String advice(HaproxyLine line) {
        String word = line.word(0);
        return switch (word) {
            case "reqrep", "reqirep" -> "use 'http-request replace-path' or 'replace-header'";
            case "rsprep", "rspirep" -> "use 'http-response replace-header'";
            case "reqadd" -> "use 'http-request add-header'";
            case "rspadd" -> "use 'http-response add-header'";
            case "reqdel", "reqidel" -> "use 'http-request del-header'";
            case "rspdel", "rspidel" -> "use 'http-response del-header'";
            case "reqdeny", "reqideny", "block" -> "use 'http-request deny'";
            case "rspdeny", "rspideny" -> "use 'http-response deny'";
            case "reqallow", "reqiallow", "reqpass", "reqipass" -> "use 'http-request allow'";
            case "reqtarpit", "reqitarpit" -> "use 'http-request tarpit'";
            case "contimeout" -> "use 'timeout connect'";
            case "clitimeout", "cliexp" -> "use 'timeout client'";
            case "srvtimeout", "srvexp" -> "use 'timeout server'";
            case "redisp", "redispatch" -> "use 'option redispatch'";
            case "nbproc" -> "remove it, threads do this now: see 'nbthread'";
            case "bind-process", "process" -> "remove it, or use 'thread' on the bind line";
            case "monitor-net" -> "use 'http-request return status 200 if { src NETWORK }'";
            case "appsession" -> "use 'stick-table' and 'stick on'";
            case "tune.chksize" -> "remove it";
            case "dispatch" -> "use a server line with that address";
            case "program" -> "start the program by other means";
            case "option" ->
                    switch (line.word(1)) {
                        case "forceclose" -> "use 'option httpclose', or remove it";
                        case "http-tunnel", "http-use-htx" -> "remove it";
                        case "http_proxy" -> "use 'http-request set-dst' and 'set-uri'";
                        default -> "look for a misspelling, or remove it";
                    };
            default -> "look for a misspelling, or remove it";
        };
    }
}
