package dev.evenkeel.dialect.haproxy;

import dev.evenkeel.dialect.haproxy.HaproxyLine.Modifier;

import org.jspecify.annotations.Nullable;

/// `option` lines: what HAProxy refuses in them.
final class HaproxyOptions {
    private HaproxyOptions() {}

    static void check(HaproxyProblems problems, HaproxyLine line) {
        String option = line.word(1);
        if (line.modifier() != Modifier.NONE && isFixed(option)) {
            problems.refused(
                    line,
                    1,
                    "'" + option + "' takes no 'no' or 'default' before it",
                    "remove the line");
            return;
        }
        String fault =
                switch (option) {
                    case "httplog" ->
                            line.size() > 2 ? HaproxyServerLines.oneOf(line.word(2), "clf") : null;
                    case "forwardfor" -> list(line, true);
                    case "originalto" -> list(line, false);
                    case "http-restrict-req-hdr-names" ->
                            HaproxyServerLines.oneOf(line.word(2), "preserve", "reject", "delete");
                    case "pgsql-check" -> HaproxyServerLines.oneOf(line.word(2), "user");
                    case "mysql-check" -> mysql(line);
                    default -> null;
                };
        if (fault != null) {
            problems.refused(line, Math.min(2, line.size() - 1), fault, "");
        }
    }

    private static boolean isFixed(String option) {
        return switch (option) {
            case "httplog",
                    "tcplog",
                    "httpslog",
                    "tcpka",
                    "httpchk",
                    "ssl-hello-chk",
                    "smtpchk",
                    "pgsql-check",
                    "redis-check",
                    "mysql-check",
                    "ldap-check",
                    "spop-check",
                    "tcp-check",
                    "external-check",
                    "forwardfor",
                    "originalto",
                    "http-restrict-req-hdr-names" ->
                    true;
            default -> false;
        };
    }

    private static @Nullable String list(HaproxyLine line, boolean hasIfNone) {
        int i = 2;
        while (i < line.size()) {
            switch (line.word(i)) {
                case "except" -> {
                    String network = line.word(i + 1);
                    if (network.isEmpty() || !isNetwork(network)) {
                        return "'except' needs an address or a network";
                    }
                    i += 2;
                }
                case "header" -> {
                    if (line.size() == i + 1) {
                        return "'header' needs the name of a header";
                    }
                    i += 2;
                }
                case "if-none" -> {
                    if (!hasIfNone) {
                        return "only 'except' and 'header' may follow";
                    }
                    i++;
                }
                default -> {
                    return "only 'except', 'header' and 'if-none' may follow";
                }
            }
        }
        return null;
    }

    /// Roughly: host names are resolved by HAProxy, so a name is not judged.
    private static boolean isNetwork(String text) {
        int slash = text.indexOf('/');
        if (!HaproxyAddressRules.isHost(slash < 0 ? text : text.substring(0, slash))) {
            return false;
        }
        if (slash < 0) {
            return true;
        }
        String mask = text.substring(slash + 1);
        return mask.indexOf('.') > 0
                || (HaproxyNumbers.isNumber(mask) && HaproxyNumbers.number(mask) <= 128);
    }

    private static @Nullable String mysql(HaproxyLine line) {
        if (line.size() == 2) {
            return null;
        }
        if (!line.is(2, "user") || line.size() == 3) {
            return "only 'user' and a name may follow";
        }
        return line.size() == 4
                ? null
                : HaproxyServerLines.oneOf(line.word(4), "post-41", "pre-41");
    }
}
