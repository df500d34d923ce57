package dev.evenkeel.dialect.haproxy;

import dev.evenkeel.dialect.Directive;
import dev.evenkeel.dialect.LineCoverage;
import dev.evenkeel.model.Version;

import org.jspecify.annotations.Nullable;

/// What HAProxy refuses in lines whose keyword it knows: too few or too many arguments, and
/// arguments it cannot use. Conditions, expressions and the arguments of rules are not judged here.
final class HaproxyRefusals {
    private final HaproxyProblems problems;
    private final Version version;
    private final HaproxyServerLines servers;
    private final HaproxyBindLines binds;
    private final HaproxyProxyLines proxies;
    private final HaproxyCheckLines checks;
    private final HaproxyGlobalLines globals;
    private final HaproxyOtherLines others;
    private final HaproxyLogLines logs;

    HaproxyRefusals(
            HaproxyProblems problems,
            HaproxyKeywords keywords,
            LineCoverage coverage,
            Version version) {
        this.problems = problems;
        this.version = version;
        this.servers = new HaproxyServerLines(problems, keywords, coverage, version);
        this.binds = new HaproxyBindLines(problems, keywords, coverage, version);
        this.proxies = new HaproxyProxyLines(problems, keywords, version);
        this.checks = new HaproxyCheckLines(problems);
        this.globals = new HaproxyGlobalLines(problems, binds, version);
        this.logs = new HaproxyLogLines(problems, version);
        this.others = new HaproxyOtherLines(problems, servers, binds, logs, version);
    }

    void begin(HaproxySection section) {
        servers.begin();
        checks.begin();
        others.begin();
        proxies.begin(section);
    }

    void check(HaproxySection section, HaproxyLine line, HaproxyKeywords.Found found) {
        Directive row = found.row();
        int given = line.size() - found.words();
        boolean plain = line.modifier() == HaproxyLine.Modifier.NONE;
        boolean tooFew = row != null && plain && given < row.argumentsMin();
        boolean tooMany = row != null && row.argumentsMax() >= 0 && given > row.argumentsMax();
        if (row != null && !line.hasUnresolved() && (tooFew || tooMany)) {
            arity(line, found, row, given);
            return;
        }
        if (line.is(0, "log") && !section.kind().equals("log-profile")) {
            logs.check(section, line);
            return;
        }
        switch (section.kind()) {
            case "frontend", "backend", "listen", "defaults" -> proxy(section, line);
            case "global" -> globals.check(line);
            case "healthcheck" -> checks.check(line);
            default -> others.check(section, line);
        }
    }

    /// Whether HAProxy refuses the line in a proxy without servers, where it ignores most others.
    static boolean needsBackend(HaproxyLine line) {
        return switch (line.word(0)) {
            case "server", "server-template", "default-server" -> true;
            default -> false;
        };
    }

    private void proxy(HaproxySection section, HaproxyLine line) {
        switch (line.word(0)) {
            case "server", "server-template", "default-server" -> servers.check(line);
            case "bind" -> binds.check(line, 1, HaproxyAddressRules.BIND);
            case "http-check", "tcp-check" -> checks.check(line);
            default -> proxies.check(section, line);
        }
    }

    private void arity(HaproxyLine line, HaproxyKeywords.Found found, Directive row, int given) {
        String keyword = HaproxyNames.shown(found.keyword());
        if (given < row.argumentsMin()) {
            problems.refused(
                    line,
                    line.size(),
                    "'" + keyword + "' needs " + count(row.argumentsMin()) + ", it has " + given,
                    "see '" + keyword + "' in the manual of HAProxy " + version);
        } else {
            problems.refused(
                    line,
                    found.words() + row.argumentsMax(),
                    "'"
                            + keyword
                            + "' takes "
                            + (row.argumentsMax() == 0 ? "no" : "at most")
                            + (row.argumentsMax() == 0
                                    ? " argument"
                                    : " " + count(row.argumentsMax())),
                    "remove what follows, or put it into quotes if it belongs together");
        }
    }

    private static String count(int arguments) {
        return arguments + (arguments == 1 ? " argument" : " arguments");
    }

    /// Refuses a parameter of a server or bind line that the version does not know.
    static void unknownParameter(
            HaproxyProblems problems,
            HaproxyLine line,
            int index,
            String kind,
            HaproxyKeywords keywords,
            Version version) {
        String word = HaproxyNames.shown(line.word(index));
        for (Directive row : keywords.parameterRows(kind, line.word(index))) {
            Version since = row.since();
            boolean early = since != null && since.compareTo(version) > 0;
            problems.refused(
                    line,
                    index,
                    early
                            ? "the parameter '" + word + "' needs HAProxy " + since + " or later"
                            : "the parameter '" + word + "' was removed in HAProxy " + row.until(),
                    "remove it");
            return;
        }
        problems.refused(
                line,
                index,
                "a " + kind + " line has no parameter '" + word + "'",
                "look for a misspelling, or for a value too much before it");
    }

    /// What is wrong with the name of a protocol; null when nothing is.
    static @Nullable String protocolFault(String value) {
        return HaproxyServerLines.oneOf(value, "h1", "h2", "none", "fcgi", "quic", "spop", "qmux");
    }
}
