package dev.evenkeel.dialect.haproxy;

import dev.evenkeel.model.Version;

import org.jspecify.annotations.Nullable;

import java.util.HashSet;
import java.util.Set;

/// Lines of sections that are no proxies: what HAProxy refuses in them.
final class HaproxyOtherLines {
    private final HaproxyProblems problems;
    private final HaproxyServerLines servers;
    private final HaproxyBindLines binds;
    private final HaproxyLogLines logs;
    private final HaproxyStickTables tables;
    private final Set<String> names = new HashSet<>();

    HaproxyOtherLines(
            HaproxyProblems problems,
            HaproxyServerLines servers,
            HaproxyBindLines binds,
            HaproxyLogLines logs,
            Version version) {
        this.problems = problems;
        this.servers = servers;
        this.binds = binds;
        this.logs = logs;
        this.tables = new HaproxyStickTables(problems, version);
    }

    void begin() {
        names.clear();
    }

    void check(HaproxySection section, HaproxyLine line) {
        switch (section.kind()) {
            case "userlist" -> user(line);
            case "peers" -> peer(line);
            case "resolvers" -> resolver(line);
            case "mailers" -> mailer(line);
            case "ring" -> ring(line);
            case "log-forward" -> forward(section, line);
            default -> {}
        }
    }

    private void refuse(HaproxyLine line, int index, @Nullable String fault) {
        if (fault != null) {
            problems.refused(line, index, fault, "");
        }
    }

    private void user(HaproxyLine line) {
        boolean group = line.is(0, "group");
        char bad = HaproxyNames.invalid(line.word(1));
        if (bad != 0) {
            refuse(line, 1, "the character '" + bad + "' may not stand in a name");
            return;
        }
        int i = 2;
        while (i < line.size()) {
            String word = line.word(i);
            boolean known =
                    group
                            ? word.equals("users")
                            : word.equals("password")
                                    || word.equals("insecure-password")
                                    || word.equals("groups");
            if (!known) {
                String may = group ? "users" : "password, insecure-password and groups";
                refuse(line, i, "only " + may + " with a value may follow");
                return;
            }
            i += 2;
        }
        if (!names.add(line.word(0) + " " + line.word(1))) {
            problems.doubtful(
                    line.span(1),
                    "'" + line.word(1) + "' is already there, HAProxy ignores this line",
                    "remove it, or give it another name");
        }
    }

    private void peer(HaproxyLine line) {
        switch (line.word(0)) {
            case "peer", "server" -> {
                char bad = HaproxyNames.invalid(line.word(1));
                if (bad != 0) {
                    refuse(line, 1, "the character '" + bad + "' may not stand in a name");
                    return;
                }
                if (line.size() > 2) {
                    if (line.is(0, "peer")) {
                        refuse(line, 2, HaproxyAddressRules.PEER.fault(line.word(2)));
                    }
                    servers.parameters(line, 3);
                }
            }
            case "default-server" -> servers.parameters(line, 1);
            case "bind" -> {
                binds.check(line, 1, HaproxyAddressRules.PEER);
                if (!names.add("bind")) {
                    refuse(line, 0, "a peers section listens at one place only");
                }
            }
            case "default-bind" -> binds.parameters(line, 1);
            case "table" -> tables.check(line, 2);
            default -> {}
        }
    }

    private void resolver(HaproxyLine line) {
        switch (line.word(0)) {
            case "nameserver" -> {
                char bad = HaproxyNames.invalid(line.word(1));
                if (bad != 0) {
                    refuse(line, 1, "the character '" + bad + "' may not stand in a name");
                } else if (!names.add(line.word(1))) {
                    refuse(line, 1, "there are two name servers '" + line.word(1) + "'");
                } else {
                    refuse(line, 2, HaproxyAddressRules.NAMESERVER.fault(line.word(2)));
                }
            }
            case "hold" -> {
                String time = HaproxyNumbers.timeFault(line.word(2), false);
                String event =
                        HaproxyServerLines.oneOf(
                                line.word(1),
                                "nx",
                                "other",
                                "refused",
                                "timeout",
                                "valid",
                                "obsolete");
                refuse(line, time != null ? 2 : 1, time != null ? time : event);
            }
            case "timeout" -> timeout(line, "resolve", "retry");
            case "accepted_payload_size" -> {
                int size = HaproxyNumbers.intNumber(line.word(1));
                refuse(line, 1, size < 512 || size > 65535 ? "a size is 512 to 65535" : null);
            }
            default -> {}
        }
    }

    private void timeout(HaproxyLine line, String... names) {
        String fault = HaproxyServerLines.oneOf(line.word(1), names);
        refuse(
                line,
                fault == null ? 2 : 1,
                fault == null ? HaproxyNumbers.timeFault(line.word(2), false) : fault);
    }

    private void mailer(HaproxyLine line) {
        if (line.is(0, "mailer")) {
            char bad = HaproxyNames.invalid(line.word(1));
            refuse(
                    line,
                    bad != 0 ? 1 : 2,
                    bad != 0
                            ? "the character '" + bad + "' may not stand in a name"
                            : HaproxyAddressRules.PEER.fault(line.word(2)));
        } else {
            timeout(line, "mail");
        }
    }

    private void ring(HaproxyLine line) {
        switch (line.word(0)) {
            case "size" ->
                    refuse(
                            line,
                            1,
                            HaproxyNumbers.number(line.word(1)) == 0 ? "a size is missing" : null);
            case "server" -> servers.check(line);
            case "timeout" -> {
                if (line.is(1, "connect") || line.is(1, "server")) {
                    timeout(line, "connect", "server");
                }
            }
            case "format" ->
                    refuse(
                            line,
                            1,
                            HaproxyServerLines.oneOf(
                                    line.word(1),
                                    "local",
                                    "rfc3164",
                                    "rfc5424",
                                    "priority",
                                    "short",
                                    "timed",
                                    "iso",
                                    "raw"));
            default -> {}
        }
    }

    private void forward(HaproxySection section, HaproxyLine line) {
        switch (line.word(0)) {
            case "bind" -> binds.check(line, 1, HaproxyAddressRules.BIND);
            case "dgram-bind" -> binds.check(line, 1, HaproxyAddressRules.DATAGRAM);
            case "timeout" -> timeout(line, "client");
            case "log" -> logs.check(section, line);
            default -> {}
        }
    }
}
