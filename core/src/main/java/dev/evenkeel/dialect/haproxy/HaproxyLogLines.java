package dev.evenkeel.dialect.haproxy;

import dev.evenkeel.model.Version;

/// `log` lines of all sections: what HAProxy refuses in them.
final class HaproxyLogLines {
    static final String[] LEVELS = {
        "emerg", "alert", "crit", "err", "warning", "notice", "info", "debug"
    };

    private static final String[] FACILITIES = {
        "kern", "user", "mail", "daemon", "auth", "syslog", "lpr", "news", "uucp", "cron", "auth2",
        "ftp", "ntp", "audit", "alert", "cron2", "local0", "local1", "local2", "local3", "local4",
        "local5", "local6", "local7",
    };

    private static final String[] FORMATS = {
        "local", "rfc3164", "rfc5424", "priority", "short", "timed", "iso", "raw"
    };

    private final HaproxyProblems problems;
    private final Version version;

    HaproxyLogLines(HaproxyProblems problems, Version version) {
        this.problems = problems;
        this.version = version;
    }

    void check(HaproxySection section, HaproxyLine line) {
        if (line.modifier() == HaproxyLine.Modifier.NO) {
            if (line.size() > 1) {
                problems.refused(line, 1, "'no log' takes no argument", "remove it");
            }
            return;
        }
        if (line.size() == 2 && line.is(1, "global")) {
            if (section.kind().equals("global")) {
                problems.refused(line, 1, "'log global' may not stand in the global section", "");
            }
            return;
        }
        if (line.is(1, "global")) {
            problems.refused(
                    line, 2, "nothing may follow 'log global'", "remove it, it stands in global");
            return;
        }
        if (line.size() < 3) {
            problems.refused(
                    line,
                    line.size(),
                    "a target and a facility must follow",
                    "write: log ADDRESS local0");
            return;
        }
        int i = 2;
        if (line.is(i, "len")) {
            long length = HaproxyNumbers.intNumber(line.word(i + 1));
            if (length < 80 || length > 65535) {
                problems.refused(line, i + 1, "a length is 80 to 65535", "");
                return;
            }
            i += 2;
        }
        if (line.is(i, "format")) {
            if (refused(line, i + 1, FORMATS)) {
                return;
            }
            i += 2;
        }
        if (line.is(i, "profile") && version.atLeast(3, 1)) {
            i += 2;
        }
        if (line.is(i, "sample")) {
            i += 2;
        }
        if (refused(line, i++, FACILITIES)) {
            return;
        }
        for (int levels = 0; i < line.size() && levels < 2; levels++) {
            if (refused(line, i++, LEVELS)) {
                return;
            }
        }
        if (i < line.size()) {
            problems.refused(line, i, "nothing may follow the levels", "remove it");
            return;
        }
        target(line);
    }

    private void target(HaproxyLine line) {
        String target = line.word(1);
        boolean plain =
                switch (target) {
                    case "stdout", "stderr" -> true;
                    default -> target.startsWith("ring@") || target.startsWith("backend@");
                };
        String fault = plain ? null : HaproxyAddressRules.LOG.fault(target);
        if (fault != null) {
            problems.refused(line, 1, fault, "");
        }
    }

    private boolean refused(HaproxyLine line, int index, String... allowed) {
        String fault = HaproxyServerLines.oneOf(line.word(index), allowed);
        if (fault != null) {
            problems.refused(line, index, fault, "");
        }
        return fault != null;
    }
}
