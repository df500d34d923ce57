package dev.evenkeel.dialect.haproxy;

import dev.evenkeel.model.Version;

import org.jspecify.annotations.Nullable;

/// Lines of the global section: what HAProxy refuses in them.
final class HaproxyGlobalLines {
    private final HaproxyProblems problems;
    private final HaproxyBindLines binds;
    private final Version version;

    HaproxyGlobalLines(HaproxyProblems problems, HaproxyBindLines binds, Version version) {
        this.problems = problems;
        this.binds = binds;
        this.version = version;
    }

    void check(HaproxyLine line) {
        String value = line.word(1);
        String fault =
                switch (line.word(0)) {
                    case "stats" -> stats(line);
                    case "tune.idletimer" -> HaproxyNumbers.timeFault(value, false);
                    case "hard-stop-after",
                            "grace",
                            "close-spread-time",
                            "max-spread-checks",
                            "tune.lua.session-timeout",
                            "tune.lua.service-timeout",
                            "tune.lua.task-timeout" ->
                            value.equals("infinite")
                                    ? null
                                    : HaproxyNumbers.timeFault(value, false);
                    case "tune.ssl.lifetime" -> HaproxyNumbers.timeFault(value, true);
                    case "ssl-default-bind-options", "ssl-default-server-options" -> tls(line);
                    case "tune.bufsize" ->
                            HaproxyNumbers.intNumber(value) <= 0
                                    ? "a size above 0 must stand here"
                                    : null;
                    case "tune.ssl.default-dh-param" ->
                            HaproxyNumbers.intNumber(value) < 1024
                                    ? "a number from 1024 on must stand here"
                                    : null;
                    case "ssl-server-verify" -> HaproxyServerLines.oneOf(value, "none", "required");
                    case "spread-checks" -> between(value, 0, 50);
                    case "nbthread" -> number(value, version.atLeast(2, 7) ? 4096 : 64);
                    case "thread-groups" -> number(value, version.atLeast(2, 7) ? 64 : 1);
                    case "tune.http.maxhdr" -> between(value, 1, 32767);
                    case "tune.comp.maxlevel" -> between(value, 1, 9);
                    case "maxcompcpuusage" -> between(value, 0, 100);
                    case "tune.maxrewrite", "tune.pattern.cache-size" ->
                            HaproxyNumbers.intNumber(value) < 0 ? "a negative number" : null;
                    case "tune.idle-pool.shared",
                            "tune.listener.multi-queue",
                            "tune.sched.low-latency",
                            "tune.fd.edge-triggered" ->
                            HaproxyServerLines.oneOf(value, "on", "off", "fair");
                    case "master-worker" ->
                            line.size() > 1
                                    ? HaproxyServerLines.oneOf(value, "no-exit-on-failure")
                                    : null;
                    default -> null;
                };
        if (fault != null) {
            problems.refused(line, Math.min(1, line.size() - 1), fault, "");
        }
    }

    private static @Nullable String tls(HaproxyLine line) {
        for (int i = 1; i < line.size(); i++) {
            String word = line.word(i);
            if (line.isUnresolved(i)) {
                return null;
            }
            switch (word) {
                case "ssl-min-ver", "ssl-max-ver" -> {
                    String value = line.word(++i);
                    if (!HaproxyServerLines.isTlsVersion(value) && !line.isUnresolved(i)) {
                        return "'" + HaproxyNames.shown(value) + "' is no version of TLS";
                    }
                }
                case "no-tls-tickets", "prefer-client-ciphers", "tls-tickets" -> {}
                default -> {
                    boolean version = word.startsWith("no-") || word.startsWith("force-");
                    String of = word.substring(word.indexOf('-') + 1);
                    boolean known =
                            switch (of) {
                                case "sslv3", "tlsv10", "tlsv11", "tlsv12", "tlsv13" -> version;
                                default -> false;
                            };
                    if (!known) {
                        return "there is no option '" + HaproxyNames.shown(word) + "' for TLS";
                    }
                }
            }
        }
        return null;
    }

    private @Nullable String stats(HaproxyLine line) {
        switch (line.word(1)) {
            case "socket" -> binds.check(line, 2, HaproxyAddressRules.BIND);
            case "timeout" -> {
                return HaproxyNumbers.timeFault(line.word(2), false);
            }
            case "maxconn" -> {
                return HaproxyNumbers.intNumber(line.word(2)) <= 0
                        ? "a number above 0 must follow"
                        : null;
            }
            case "bind-process" -> {
                return null;
            }
            default -> {
                return "'stats' needs socket, maxconn or timeout here";
            }
        }
        return null;
    }

    private static @Nullable String number(String value, int most) {
        return HaproxyNumbers.isNumber(value)
                ? between(value, 1, most)
                : "'" + HaproxyNames.shown(value) + "' is no number";
    }

    private static @Nullable String between(String value, int least, int most) {
        int number = HaproxyNumbers.intNumber(value);
        return number < least || number > most
                ? "a number from " + least + " to " + most + " must stand here"
                : null;
    }
}
