package dev.evenkeel.dialect.haproxy;

import dev.evenkeel.dialect.Directive;
import dev.evenkeel.dialect.LineCoverage;
import dev.evenkeel.model.Version;

import org.jspecify.annotations.Nullable;

import java.util.Set;

/// `bind` lines, and the parameters of `stats socket`: what HAProxy refuses in them.
final class HaproxyBindLines {
    private static final Set<String> TLS_VERSIONS =
            Set.of("SSLv3", "TLSv1.0", "TLSv1.1", "TLSv1.2", "TLSv1.3");

    private final HaproxyProblems problems;
    private final HaproxyKeywords keywords;
    private final LineCoverage coverage;
    private final Version version;

    HaproxyBindLines(
            HaproxyProblems problems,
            HaproxyKeywords keywords,
            LineCoverage coverage,
            Version version) {
        this.problems = problems;
        this.keywords = keywords;
        this.coverage = coverage;
        this.version = version;
    }

    /// A line whose addresses are the word at `index`, followed by parameters.
    void check(HaproxyLine line, int index, HaproxyAddressRules rules) {
        if (line.size() <= index) {
            problems.refused(
                    line, index, "an address to listen at is missing", "write: bind ADDRESS:PORT");
            return;
        }
        String addresses = line.word(index);
        int start = 0;
        while (start <= addresses.length()) {
            int comma = addresses.indexOf(',', start);
            int end = comma < 0 ? addresses.length() : comma;
            String fault = rules.fault(addresses.substring(start, end));
            if (fault != null) {
                problems.refused(line, index, fault, "write ADDRESS:PORT, or *:PORT for all");
                return;
            }
            start = end + 1;
        }
        parameters(line, index + 1);
    }

    void parameters(HaproxyLine line, int from) {
        int i = from;
        while (i < line.size()) {
            String word = line.word(i);
            Directive row = keywords.parameter("bind", word);
            if (row == null) {
                if (!line.isUnresolved(i)) {
                    HaproxyRefusals.unknownParameter(problems, line, i, "bind", keywords, version);
                }
                return;
            }
            if (line.is(0, "bind")) {
                coverage.mark(line.source(), line.start(), line.end(), row.support());
            }
            String fault = fault(word, line.word(i + 1), row);
            if (fault != null && !line.isUnresolved(Math.min(i + 1, line.size() - 1))) {
                problems.refused(line, Math.min(i + 1, line.size()), fault, "");
                return;
            }
            i += 1 + row.argumentsMin();
        }
    }

    private static boolean isOctal(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '7') {
                return false;
            }
        }
        return !text.isEmpty();
    }

    private @Nullable String fault(String word, String value, Directive row) {
        if (row.argumentsMin() > 0 && value.isEmpty()) {
            return "a value for '" + word + "' is missing";
        }
        long number = HaproxyNumbers.intNumber(value);
        return switch (word) {
            case "level" -> HaproxyServerLines.oneOf(value, "user", "operator", "admin");
            case "severity-output" -> HaproxyServerLines.oneOf(value, "none", "number", "string");
            case "verify" -> HaproxyServerLines.oneOf(value, "none", "optional", "required");
            case "expose-fd" -> HaproxyServerLines.oneOf(value, "listeners");
            case "ssl-min-ver", "ssl-max-ver" ->
                    TLS_VERSIONS.contains(value) ? null : "'" + value + "' is no version of TLS";
            case "proto" -> HaproxyRefusals.protocolFault(value);
            case "nice" -> number < -1024 || number > 1024 ? "a niceness is -1024 to 1024" : null;
            case "id" -> number <= 0 ? "an id is a number above 0" : null;
            case "maxconn", "backlog" ->
                    number < 0 ? "'" + word + "' needs a number from 0 on" : null;
            case "mss" ->
                    number == 0 || number > 65535 || number < -65535
                            ? "a segment size is a number from 1 to 65535"
                            : null;
            case "mode" ->
                    isOctal(value) ? null : "'" + HaproxyNames.shown(value) + "' is no octal mode";
            case "tcp-ut" -> HaproxyNumbers.timeFault(value, false);
            case "accept-netscaler-cip" ->
                    HaproxyNumbers.isNumber(value) ? null : "'" + word + "' needs a number";
            default -> null;
        };
    }
}
