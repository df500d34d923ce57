package dev.evenkeel.dialect.haproxy;

import dev.evenkeel.model.Version;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.Map;

/// Settings of proxies: what HAProxy refuses in them.
final class HaproxyProxyLines {
    private final HaproxyProblems problems;
    private final Version version;
    private final HaproxyActionLines actions;
    private final HaproxyStickTables tables;
    private final Map<Long, HaproxySection> identifiers = new HashMap<>();
    private boolean isNamed;

    HaproxyProxyLines(HaproxyProblems problems, HaproxyKeywords keywords, Version version) {
        this.problems = problems;
        this.version = version;
        this.actions = new HaproxyActionLines(problems, keywords, version);
        this.tables = new HaproxyStickTables(problems, version);
    }

    void begin(HaproxySection section) {
        isNamed = !section.name().isEmpty();
    }

    void check(HaproxySection section, HaproxyLine line) {
        String word = line.word(0);
        switch (word) {
            case "mode" -> mode(line);
            case "timeout" -> refuse(line, 2, HaproxyNumbers.timeFault(line.word(2), false));
            case "balance" -> refuse(line, 1, balanceFault(line));
            case "hash-type" -> hashType(line);
            case "hash-balance-factor" -> {
                int factor = HaproxyNumbers.intNumber(line.word(1));
                if (factor != 0 && factor <= 100) {
                    refuse(line, 1, "the factor must be 0 or above 100");
                }
            }
            case "cookie" -> cookie(line);
            case "option" -> HaproxyOptions.check(problems, line);
            case "stats" -> stats(line);
            case "http-reuse" -> oneOf(line, 1, "never", "safe", "aggressive", "always");
            case "id" -> identifier(section, line);
            case "load-server-state-from-file" -> oneOf(line, 1, "global", "local", "none");
            case "errorfile", "errorloc", "errorloc302", "errorloc303" ->
                    refuse(line, 1, statusFault(line.word(1), version));
            case "acl",
                    "http-request",
                    "http-response",
                    "http-after-response",
                    "tcp-request",
                    "tcp-response" ->
                    rule(section, line);
            case "redirect" -> actions.check(line);
            case "filter" -> filter(line);
            case "http-error" -> {
                if (!line.is(1, "status")) {
                    refuse(line, 1, "'status' must stand here");
                }
            }
            case "stick-table" -> tables.check(line, 1);
            case "capture" -> capture(line);
            case "dispatch" -> refuse(line, 1, HaproxyAddressRules.PEER.fault(line.word(1)));
            case "source" -> source(line);
            case "monitor" -> conditional(line, 2);
            case "force-persist", "ignore-persist" -> conditional(line, 1);
            case "use-server" -> conditional(line, 2);
            case "use_backend" -> {
                if (line.size() > 2 && !isConditional(line, 2)) {
                    refuse(line, 2, "only 'if' or 'unless' may follow the name of the backend");
                }
            }
            case "compression" -> compression(line);
            case "email-alert" -> {
                if (line.is(1, "level")) {
                    oneOf(line, 2, HaproxyLogLines.LEVELS);
                }
            }
            case "retry-on" -> retryOn(line);
            case "declare" -> {
                if (!line.is(2, "request") && !line.is(2, "response")) {
                    refuse(line, 2, "'request' or 'response' must stand here");
                } else if (!line.is(3, "len")) {
                    refuse(line, 3, "'len' must stand here");
                } else if (HaproxyNumbers.intNumber(line.word(4)) <= 0) {
                    refuse(line, 4, "a length above 0 must follow 'len'");
                }
            }
            case "clitcpka-idle", "clitcpka-intvl", "srvtcpka-idle", "srvtcpka-intvl" ->
                    refuse(line, 1, HaproxyNumbers.timeFault(line.word(1), true));
            default -> {}
        }
    }

    private void refuse(HaproxyLine line, int index, @Nullable String fault) {
        if (fault != null) {
            problems.refused(line, index, fault, "");
        }
    }

    private void oneOf(HaproxyLine line, int index, String... allowed) {
        refuse(line, index, HaproxyServerLines.oneOf(line.word(index), allowed));
    }

    private void mode(HaproxyLine line) {
        String mode = line.word(1);
        boolean known =
                switch (mode) {
                    case "http", "tcp" -> true;
                    case "log" -> version.atLeast(2, 9);
                    case "spop" -> version.atLeast(3, 1);
                    case "haterm" -> version.atLeast(3, 4);
                    default -> false;
                };
        if (!known) {
            problems.refused(
                    line,
                    1,
                    "there is no mode '" + HaproxyNames.shown(mode) + "'",
                    mode.equals("health")
                            ? "use 'http-request return status 200' instead"
                            : "use 'http' or 'tcp'");
        }
    }

    private @Nullable String balanceFault(HaproxyLine line) {
        String algorithm = line.word(1);
        String next = line.word(2);
        if (algorithm.startsWith("random")) {
            return randomFault(algorithm);
        }
        if (algorithm.startsWith("hdr(")) {
            int close = algorithm.indexOf(')');
            if (close <= 4) {
                return "the name of a header must stand in the parentheses";
            }
            return next.isEmpty() || next.equals("use_domain_only")
                    ? null
                    : "only 'use_domain_only' may follow";
        }
        if (algorithm.startsWith("rdp-cookie")) {
            boolean named = algorithm.startsWith("rdp-cookie(") && algorithm.indexOf(')') > 11;
            return named || algorithm.equals("rdp-cookie")
                    ? null
                    : "the name of a cookie must stand in the parentheses";
        }
        return switch (algorithm) {
            case "", "roundrobin", "static-rr", "first", "leastconn", "source" -> null;
            case "uri" -> uriFault(line);
            case "url_param" -> {
                if (next.isEmpty()) {
                    yield "the name of a parameter is missing";
                }
                yield line.size() > 3 && !line.is(3, "check_post")
                        ? "only 'check_post' may follow"
                        : null;
            }
            case "hash" -> {
                if (next.isEmpty()) {
                    yield "the expression to hash is missing";
                }
                yield line.size() > 3 ? "nothing may follow the expression" : null;
            }
            case "sticky", "log-hash" ->
                    version.atLeast(2, 9) ? null : "'" + algorithm + "' needs HAProxy 2.9 or later";
            default ->
                    "there is no algorithm '"
                            + HaproxyNames.shown(algorithm)
                            + "'; there are roundrobin, static-rr, leastconn, first, random,"
                            + " source, uri, url_param, hdr(name), hash, rdp-cookie";
        };
    }

    private static @Nullable String randomFault(String algorithm) {
        if (!algorithm.startsWith("random(") || algorithm.startsWith("random()")) {
            return null;
        }
        int close = algorithm.indexOf(')');
        String draws = close < 0 ? "" : algorithm.substring(7, close);
        return HaproxyNumbers.isNumber(draws) && HaproxyNumbers.number(draws) > 0
                ? null
                : "a number of draws above 0 must stand in the parentheses";
    }

    private static @Nullable String uriFault(HaproxyLine line) {
        int i = 2;
        while (i < line.size()) {
            switch (line.word(i)) {
                case "len", "depth" -> {
                    if (HaproxyNumbers.intNumber(line.word(i + 1)) <= 0) {
                        return "'" + line.word(i) + "' needs a number above 0";
                    }
                    i += 2;
                }
                case "whole", "path-only" -> i++;
                default -> {
                    return "only len, depth, whole and path-only may follow 'uri'";
                }
            }
        }
        return null;
    }

    private void hashType(HaproxyLine line) {
        oneOf(line, 1, "consistent", "map-based");
        if (line.size() > 2) {
            if (version.atLeast(2, 9)) {
                oneOf(line, 2, "sdbm", "djb2", "wt6", "crc32", "none");
            } else {
                oneOf(line, 2, "sdbm", "djb2", "wt6", "crc32");
            }
        }
        if (line.size() > 3) {
            oneOf(line, 3, "avalanche");
        }
    }

    private void cookie(HaproxyLine line) {
        boolean rewrite = false;
        boolean insert = false;
        boolean prefix = false;
        boolean indirect = false;
        boolean preserve = false;
        int i = 2;
        while (i < line.size()) {
            String word = line.word(i);
            String value = line.word(i + 1);
            switch (word) {
                case "rewrite" -> rewrite = true;
                case "insert" -> insert = true;
                case "prefix" -> prefix = true;
                case "indirect" -> indirect = true;
                case "preserve" -> preserve = true;
                case "nocache", "postonly", "httponly", "secure", "dynamic" -> {}
                case "domain", "attr" -> {
                    if (value.isEmpty()) {
                        refuse(line, i + 1, "a value for '" + word + "' is missing");
                        return;
                    }
                    i++;
                }
                case "maxidle", "maxlife" -> {
                    String fault = HaproxyNumbers.timeFault(value, true);
                    if (fault != null) {
                        refuse(line, i + 1, fault);
                        return;
                    }
                    i++;
                }
                default -> {
                    refuse(line, i, "'cookie' has no option '" + HaproxyNames.shown(word) + "'");
                    return;
                }
            }
            i++;
        }
        if (rewrite && indirect) {
            refuse(line, 0, "'rewrite' and 'indirect' exclude each other");
        } else if ((rewrite ? 1 : 0) + (insert ? 1 : 0) + (prefix ? 1 : 0) > 1) {
            refuse(line, 0, "only one of 'rewrite', 'insert' and 'prefix' may be given");
        } else if (preserve && !insert && !indirect) {
            refuse(line, 0, "'preserve' needs 'insert' or 'indirect'");
        }
    }

    private void stats(HaproxyLine line) {
        switch (line.word(1)) {
            case "refresh" -> refuse(line, 2, HaproxyNumbers.timeFault(line.word(2), true));
            case "admin" -> conditional(line, 2);
            case "http-request" -> actions.check(line);
            default -> {}
        }
    }

    private void identifier(HaproxySection section, HaproxyLine line) {
        long id = HaproxyNumbers.intNumber(line.word(1));
        if (id <= 0) {
            refuse(line, 1, "an id is a number above 0");
            return;
        }
        HaproxySection twin = identifiers.putIfAbsent(id, section);
        if (twin != null && !twin.equals(section)) {
            refuse(
                    line,
                    1,
                    "the id " + id + " is that of " + twin.kind() + " '" + twin.name() + "'");
        }
    }

    /// What is wrong with the status of an error page; null when nothing is.
    static @Nullable String statusFault(String status, Version version) {
        return switch (HaproxyNumbers.intNumber(status)) {
            case 200,
                    400,
                    401,
                    403,
                    404,
                    405,
                    407,
                    408,
                    410,
                    413,
                    425,
                    429,
                    500,
                    501,
                    502,
                    503,
                    504 ->
                    null;
            case 414, 431 -> version.atLeast(3, 1) ? null : noStatus(status);
            case 422 -> version.atLeast(2, 5) ? null : noStatus(status);
            default -> noStatus(status);
        };
    }

    private static String noStatus(String status) {
        return "'" + HaproxyNames.shown(status) + "' is no status that HAProxy answers by itself";
    }

    private void rule(HaproxySection section, HaproxyLine line) {
        if (line.is(1, "inspect-delay")) {
            refuse(line, 2, HaproxyNumbers.timeFault(line.word(2), false));
        }
        actions.check(line);
        if (!section.kind().equals("defaults")) {
            return;
        }
        if (!isNamed || !version.atLeast(2, 5)) {
            problems.refused(
                    line,
                    0,
                    "'"
                            + line.word(0)
                            + "' may not stand in a defaults section"
                            + (version.atLeast(2, 5) ? " without a name" : ""),
                    version.atLeast(2, 5)
                            ? "give the section a name and use it with 'from'"
                            : "move it to the sections that need it");
        }
    }

    private void source(HaproxyLine line) {
        String fault = HaproxyAddressRules.SOURCE.fault(line.word(1));
        if (fault != null) {
            refuse(line, 1, fault);
            return;
        }
        for (int i = 2; i < line.size(); i += 2) {
            if (!line.is(i, "usesrc") && !line.is(i, "interface")) {
                refuse(line, i, "only 'usesrc' and 'interface' may follow the address");
                return;
            }
            if (line.size() == i + 1) {
                refuse(line, i, "a value for '" + line.word(i) + "' is missing");
            }
        }
    }

    private void capture(HaproxyLine line) {
        boolean cookie = line.is(1, "cookie");
        int at = cookie ? 3 : 4;
        if (!cookie && !line.is(2, "header")) {
            refuse(line, 2, "'header' must stand here");
        } else if (!line.is(at, "len")) {
            refuse(line, at, "'len' must stand here");
        }
    }

    private void filter(HaproxyLine line) {
        int i = 2;
        switch (line.word(1)) {
            case "cache" -> {
                if (line.size() == 2) {
                    refuse(line, 2, "the name of a cache is missing");
                }
                i = 3;
            }
            case "trace" -> {
                while (i < line.size() && isTraceOption(line, i)) {
                    i += line.is(i, "name") ? 2 : 1;
                }
            }
            default -> i = line.size();
        }
        if (i < line.size()) {
            refuse(line, i, "this filter takes no '" + HaproxyNames.shown(line.word(i)) + "'");
        }
    }

    private static boolean isTraceOption(HaproxyLine line, int index) {
        return switch (line.word(index)) {
            case "quiet", "random-parsing", "random-forwarding", "hexdump" -> true;
            case "name" -> line.size() > index + 1;
            default -> false;
        };
    }

    private void conditional(HaproxyLine line, int index) {
        if (!isConditional(line, index)) {
            refuse(line, index, "'if' or 'unless' and a condition must stand here");
        }
    }

    private static boolean isConditional(HaproxyLine line, int index) {
        return line.is(index, "if") || line.is(index, "unless");
    }

    private void compression(HaproxyLine line) {
        if (line.word(1).startsWith("algo")) {
            for (int i = 2; i < line.size(); i++) {
                oneOf(line, i, "identity", "gzip", "deflate", "raw-deflate");
            }
        }
    }

    private void retryOn(HaproxyLine line) {
        for (int i = 1; i < line.size(); i++) {
            oneOf(
                    line,
                    i,
                    "none",
                    "conn-failure",
                    "empty-response",
                    "response-timeout",
                    "0rtt-rejected",
                    "all-retryable-errors",
                    "junk-response",
                    "401",
                    "403",
                    "404",
                    "408",
                    "421",
                    "425",
                    "429",
                    "500",
                    "501",
                    "502",
                    "503",
                    "504");
        }
    }
}
