package dev.evenkeel.dialect.haproxy;

import dev.evenkeel.model.Protocol;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What a section sets, on top of what its defaults section sets: for every keyword that a later
/// line replaces, the line that is in force.
final class HaproxySettings {
    private final Map<String, HaproxyLine> lines;
    private final List<HaproxyLine> inheritedServers;
    private final List<HaproxyLine> ownServers;

    private HaproxySettings(
            Map<String, HaproxyLine> lines,
            List<HaproxyLine> inheritedServers,
            List<HaproxyLine> ownServers) {
        this.lines = lines;
        this.inheritedServers = inheritedServers;
        this.ownServers = ownServers;
    }

    /// The settings of a section; `inherited` are those of its defaults section.
    static HaproxySettings of(HaproxySection section, @Nullable HaproxySettings inherited) {
        var lines =
                new HashMap<String, HaproxyLine>(
                        inherited == null ? Map.<String, HaproxyLine>of() : inherited.lines);
        var servers = new ArrayList<HaproxyLine>(0);
        for (HaproxyLine line : section.lines()) {
            String key = key(line);
            if (line.is(0, "default-server")) {
                servers.add(line);
            } else if (!key.isEmpty()) {
                if (line.modifier() == HaproxyLine.Modifier.DEFAULT) {
                    lines.remove(key);
                } else if (isHealthCheck(line)) {
                    put(lines, "health", line);
                } else {
                    lines.put(key, line);
                }
            }
        }
        return new HaproxySettings(
                lines, inherited == null ? List.of() : inherited.standardServers(), servers);
    }

    /// A health check of another kind replaces the former; switching one off leaves the others.
    private static void put(Map<String, HaproxyLine> lines, String key, HaproxyLine line) {
        if (line.modifier() == HaproxyLine.Modifier.NONE) {
            lines.put(key, line);
            return;
        }
        HaproxyLine former = lines.get(key);
        if (former != null && former.is(1, line.word(1))) {
            lines.remove(key);
        }
    }

    /// What a later line of the same kind replaces; empty for lines that add up.
    private static String key(HaproxyLine line) {
        return switch (line.word(0)) {
            case "mode",
                    "balance",
                    "hash-type",
                    "hash-balance-factor",
                    "retries",
                    "cookie",
                    "default_backend",
                    "monitor-uri",
                    "dispatch",
                    "source",
                    "disabled",
                    "enabled",
                    "id",
                    "stats",
                    "persist",
                    "hash-preserve-affinity" ->
                    line.word(0);
            case "option" -> "option " + line.word(1);
            case "timeout" -> "timeout " + line.word(1);
            default -> "";
        };
    }

    private static boolean isHealthCheck(HaproxyLine line) {
        return line.is(0, "option")
                && switch (line.word(1)) {
                    case "httpchk",
                            "tcp-check",
                            "smtpchk",
                            "mysql-check",
                            "pgsql-check",
                            "redis-check",
                            "ldap-check",
                            "ssl-hello-chk",
                            "spop-check",
                            "external-check" ->
                            true;
                    default -> false;
                };
    }

    /// The line in force for a keyword, such as `balance`, `timeout client` or `health`; a line
    /// that switches an option off does not count.
    @Nullable HaproxyLine line(String key) {
        HaproxyLine line = lines.get(key);
        return line == null || line.modifier() == HaproxyLine.Modifier.NO ? null : line;
    }

    boolean has(String key) {
        return line(key) != null;
    }

    /// The `default-server` lines of the defaults section, in order.
    List<HaproxyLine> inheritedServers() {
        return inheritedServers;
    }

    /// Those and the ones of this section.
    private List<HaproxyLine> standardServers() {
        var all = new ArrayList<HaproxyLine>(inheritedServers);
        all.addAll(ownServers);
        return all;
    }

    Protocol protocol() {
        HaproxyLine mode = line("mode");
        if (mode != null && mode.is(1, "http")) {
            return Protocol.HTTP;
        }
        return Protocol.TCP;
    }

    /// Whether the section is switched off.
    boolean isDisabled() {
        HaproxyLine disabled = line("disabled");
        HaproxyLine enabled = line("enabled");
        if (disabled == null || enabled == null) {
            return disabled != null;
        }
        // The later of the two counts; a line of a defaults section is never the later one.
        return !disabled.source().equals(enabled.source()) || disabled.start() > enabled.start();
    }
}
