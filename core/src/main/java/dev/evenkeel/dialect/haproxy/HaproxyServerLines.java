package dev.evenkeel.dialect.haproxy;

import dev.evenkeel.dialect.Directive;
import dev.evenkeel.dialect.LineCoverage;
import dev.evenkeel.model.Version;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// `server`, `default-server` and `server-template` lines: what HAProxy refuses in them.
final class HaproxyServerLines {
    private static final Set<String> TLS_VERSIONS =
            Set.of("SSLv3", "TLSv1.0", "TLSv1.1", "TLSv1.2", "TLSv1.3");

    private final HaproxyProblems problems;
    private final HaproxyKeywords keywords;
    private final LineCoverage coverage;
    private final Version version;
    private final Map<String, HaproxyLine> names = new HashMap<>();
    private final Set<Long> identifiers = new HashSet<>();

    HaproxyServerLines(
            HaproxyProblems problems,
            HaproxyKeywords keywords,
            LineCoverage coverage,
            Version version) {
        this.problems = problems;
        this.keywords = keywords;
        this.coverage = coverage;
        this.version = version;
    }

    /// A new section begins: names of servers count within one.
    void begin() {
        names.clear();
        identifiers.clear();
    }

    void check(HaproxyLine line) {
        switch (line.word(0)) {
            case "default-server" -> parameters(line, 1);
            case "server-template" -> template(line);
            default -> server(line);
        }
    }

    private void server(HaproxyLine line) {
        if (line.size() < 3) {
            problems.refused(
                    line,
                    line.size(),
                    "a server needs a name and an address",
                    "write: server NAME ADDRESS:PORT");
            return;
        }
        name(line);
        address(line, 2);
        HaproxyLine twin = names.putIfAbsent(line.word(1), line);
        if (twin != null) {
            problems.refused(
                    line,
                    1,
                    "another server of this section is named '"
                            + line.word(1)
                            + "', in "
                            + twin.span(),
                    "give one of them another name");
        }
        parameters(line, 3);
    }

    private void template(HaproxyLine line) {
        if (line.size() < 4) {
            problems.refused(
                    line,
                    line.size(),
                    "a server template needs a prefix, a number and an address",
                    "write: server-template PREFIX 1-3 ADDRESS:PORT");
            return;
        }
        name(line);
        String range = line.word(2);
        int dash = range.indexOf('-');
        long first = HaproxyNumbers.number(range);
        boolean wrong =
                dash >= 0
                        ? first < 0 || HaproxyNumbers.number(range.substring(dash + 1)) < first
                        : first < 1;
        if (wrong) {
            problems.refused(line, 2, "'" + range + "' is no number of servers", "write 5, or 1-5");
        }
        address(line, 3);
        parameters(line, 4);
    }

    private void name(HaproxyLine line) {
        char bad = HaproxyNames.invalid(line.word(1));
        if (bad != 0) {
            problems.refused(
                    line,
                    1,
                    "the character '" + bad + "' may not stand in the name of a server",
                    "use letters, digits and - _ . : only");
        }
    }

    private void address(HaproxyLine line, int index) {
        String fault = HaproxyAddressRules.SERVER.fault(line.word(index));
        if (fault != null) {
            problems.refused(line, index, fault, "write ADDRESS:PORT");
        }
    }

    /// The parameters from an index on; false when reading stopped at one that is refused.
    boolean parameters(HaproxyLine line, int from) {
        int i = from;
        while (i < line.size()) {
            String word = line.word(i);
            Directive row = keywords.parameter("server", word);
            if (row == null) {
                if (!line.isUnresolved(i)) {
                    HaproxyRefusals.unknownParameter(
                            problems, line, i, "server", keywords, version);
                }
                return false;
            }
            coverage.mark(line.source(), line.start(), line.end(), row.support());
            String fault = fault(line, i, row);
            if (fault != null && !line.isUnresolved(Math.min(i + 1, line.size() - 1))) {
                problems.refused(line, Math.min(i + 1, line.size()), fault, "");
                return false;
            }
            i = word.equals("source") ? behindSource(line, i) : i + 1 + row.argumentsMin();
        }
        return true;
    }

    private static int behindSource(HaproxyLine line, int index) {
        int i = index + 2;
        while (line.is(i, "usesrc") || line.is(i, "interface")) {
            i += 2;
        }
        return i;
    }

    /// What is wrong with the parameter at an index; null when nothing is.
    private @Nullable String fault(HaproxyLine line, int i, Directive row) {
        String word = line.word(i);
        String value = line.word(i + 1);
        return switch (word) {
            case "weight" -> {
                long weight = HaproxyNumbers.number(value);
                yield weight < 0 || weight > 256 ? "a weight is a number from 0 to 256" : null;
            }
            case "id" -> identifier(value);
            case "inter", "fastinter", "downinter", "agent-inter" -> interval(value);
            case "slowstart" -> HaproxyNumbers.timeFault(value, false);
            case "pool-purge-delay", "tcp-ut" -> HaproxyNumbers.timeFault(value, false);
            case "rise", "fall", "error-limit" ->
                    HaproxyNumbers.intNumber(value) <= 0
                            ? "'" + word + "' needs a number above 0"
                            : null;
            case "observe" -> oneOf(value, "none", "layer4", "layer7");
            case "on-error" -> oneOf(value, "fastinter", "fail-check", "sudden-death", "mark-down");
            case "on-marked-down" -> oneOf(value, "shutdown-sessions");
            case "on-marked-up" -> oneOf(value, "shutdown-backup-sessions");
            case "ws" -> oneOf(value, "auto", "h1", "h2");
            case "log-proto" -> oneOf(value, "legacy", "octet-count");
            case "resolve-prefer" -> oneOf(value, "ipv4", "ipv6");
            case "init-state" -> oneOf(value, "none", "up", "down", "fully-up", "fully-down");
            case "hash-key" ->
                    version.atLeast(3, 4)
                            ? oneOf(value, "id", "addr", "addr-port", "guid", "id32")
                            : oneOf(value, "id", "addr", "addr-port");
            case "verify" -> oneOf(value, "none", "required");
            case "ssl-min-ver", "ssl-max-ver" ->
                    TLS_VERSIONS.contains(value) ? null : "'" + value + "' is no version of TLS";
            case "proto", "check-proto" -> HaproxyRefusals.protocolFault(value);
            case "addr", "agent-addr" -> value.isEmpty() ? "an address is missing" : null;
            case "source" -> HaproxyAddressRules.SOURCE.fault(value);
            case "socks4" -> HaproxyAddressRules.PEER.fault(value);
            case "usesrc" -> "'usesrc' may only follow 'source'";
            case "resolve-opts" -> allOf(value, "allow-dup-ip", "ignore-weight", "prevent-dup-ip");
            case "proxy-v2-options" ->
                    allOf(
                            value,
                            "ssl",
                            "cert-cn",
                            "cert-key",
                            "cert-sig",
                            "ssl-cipher",
                            "authority",
                            "crc32c",
                            "unique-id");
            case "pool-max-conn" ->
                    value.isEmpty() || HaproxyNumbers.intNumber(value) < -1
                            ? "'pool-max-conn' needs a number from -1 on"
                            : null;
            case "init-addr" -> initialAddress(value);
            case "maxconn", "minconn", "maxqueue", "resolvers" -> null;
            default ->
                    row.argumentsMin() > 0 && value.isEmpty()
                            ? "a value for '" + word + "' is missing"
                            : null;
        };
    }

    static boolean isTlsVersion(String text) {
        return TLS_VERSIONS.contains(text);
    }

    private @Nullable String identifier(String value) {
        long id = HaproxyNumbers.intNumber(value);
        if (id <= 0) {
            return "an id is a number above 0";
        }
        return identifiers.add(id) ? null : "the id " + id + " is used twice in this section";
    }

    private static @Nullable String interval(String value) {
        String fault = HaproxyNumbers.timeFault(value, false);
        return fault == null && HaproxyNumbers.number(value) == 0
                ? "this time must be above 0"
                : fault;
    }

    private static @Nullable String initialAddress(String value) {
        if (value.isEmpty()) {
            return null;
        }
        for (String method : value.split(",", -1)) {
            boolean known =
                    switch (method) {
                        case "libc", "last", "none", "" -> true;
                        default ->
                                method.indexOf(':') >= 0
                                        || HaproxyNumbers.isDigit(method.charAt(0));
                    };
            if (!known) {
                return "'" + method + "' is not one of last, libc, none and an address";
            }
        }
        return null;
    }

    static @Nullable String oneOf(String value, String... allowed) {
        for (String word : allowed) {
            if (word.equals(value)) {
                return null;
            }
        }
        String given = value.isEmpty() ? "a value is missing, give " : shown(value) + "give ";
        return given + String.join(", ", allowed);
    }

    private static String shown(String value) {
        return "'" + HaproxyNames.shown(value) + "' cannot stand here, ";
    }

    private static @Nullable String allOf(String value, String... allowed) {
        for (String word : value.split(",", -1)) {
            String fault = oneOf(word, allowed);
            if (fault != null) {
                return fault;
            }
        }
        return null;
    }
}
