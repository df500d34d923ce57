package dev.evenkeel.dialect.haproxy;

import dev.evenkeel.dialect.LineCoverage;
import dev.evenkeel.dialect.Support;
import dev.evenkeel.model.Balancing;
import dev.evenkeel.model.Ignored;
import dev.evenkeel.model.NamedCondition;
import dev.evenkeel.model.Version;
import dev.evenkeel.text.Span;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What the translation of one configuration shares: its version, the names in it, the texts it
/// reads, and what is collected on the way.
final class HaproxyContext {
    final HaproxyConfig config;
    final Version version;
    final HaproxySamples samples;
    final HaproxyFiles files;
    final HaproxyTables tables;
    final HaproxyProblems problems;

    /// Whether there is one group of threads on any machine.
    final Balancing.State threads;

    /// Whether any rule sets the method of a request.
    final boolean setsMethods;

    /// How many servers of a pool are used at the start, where somebody asks.
    final Map<String, String> usable = new HashMap<>();

    final List<Ignored> ignored = new ArrayList<>();
    final List<NamedCondition> conditions = new ArrayList<>();
    private final LineCoverage coverage;
    private final Map<String, HaproxySection> proxies = new HashMap<>();
    private final Map<String, HaproxySection> pools = new HashMap<>();
    private final Map<String, HaproxySection> listeners = new HashMap<>();
    private final Map<String, Duration> durations = new HashMap<>();
    private final Set<String> userlists = new HashSet<>();
    private final Set<String> servers = new HashSet<>();

    /// Lines that declare stick tables.
    private final Map<String, HaproxyLine> declared = new HashMap<>();

    HaproxyContext(HaproxyConfig config, LineCoverage coverage, HaproxyProblems problems) {
        this.problems = problems;
        this.config = config;
        this.version = config.version();
        this.setsMethods = setsMethods(config);
        this.threads = HaproxyThreads.state(config);
        this.samples = new HaproxySamples(version);
        this.coverage = coverage;
        this.files = new HaproxyFiles(this);
        this.tables = new HaproxyTables(files);
        for (HaproxySection section : config.sections()) {
            name(section);
        }
    }

    private static boolean setsMethods(HaproxyConfig config) {
        for (HaproxySection section : config.sections()) {
            for (HaproxyLine line : section.lines()) {
                if (line.is(0, "http-request") && line.is(1, "set-method")) {
                    return true;
                }
            }
        }
        return false;
    }

    private void name(HaproxySection section) {
        if (section.isProxy()) {
            proxies.putIfAbsent(section.name(), section);
            if (section.isBackend()) {
                pools.putIfAbsent(section.name(), section);
            }
            if (section.isFrontend()) {
                listeners.putIfAbsent(section.name(), section);
            }
        } else if (section.kind().equals("userlist")) {
            userlists.add(section.name());
        } else if (section.kind().equals("peers")) {
            for (HaproxyLine line : section.lines()) {
                if (line.is(0, "table")) {
                    declared.put(section.name() + "/" + line.word(1), line);
                }
            }
        }
    }

    @Nullable HaproxySection pool(String name) {
        return pools.get(name);
    }

    @Nullable HaproxySection listener(String name) {
        return listeners.get(name);
    }

    boolean isUserlist(String name) {
        return userlists.contains(name);
    }

    /// Whether a stick table of this name can exist: that of a proxy or of a peers section.
    boolean isStickTable(String name) {
        return proxies.containsKey(name) || declared.containsKey(name);
    }

    /// The line that declares a stick table: of a proxy, or of a peers section; `null` without one.
    @Nullable HaproxyLine stickTable(String name) {
        HaproxyLine known = declared.get(name);
        HaproxySection proxy = proxies.get(name);
        if (known == null && proxy != null) {
            for (HaproxyLine line : proxy.lines()) {
                if (line.is(0, "stick-table")) {
                    declared.put(name, line);
                    return line;
                }
            }
        }
        return known;
    }

    /// Whether a server of this name exists; without `pool/` it is one of `here`.
    boolean hasServer(String here, String name) {
        if (servers.isEmpty()) {
            for (HaproxySection section : pools.values()) {
                for (HaproxyLine line : section.lines()) {
                    if (line.is(0, "server")) {
                        servers.add(section.name() + "/" + line.word(1));
                    } else if (line.is(0, "server-template")) {
                        servers.addAll(HaproxyServers.names(section.name() + "/", line));
                    }
                }
            }
            servers.add("");
        }
        return servers.contains(name.indexOf('/') < 0 ? here + "/" + name : name);
    }

    /// Whether the version is at least this one.
    boolean atLeast(int major, int minor) {
        return version.atLeast(major, minor);
    }

    /// A duration whose unit is a millisecond. Most sections have the same few.
    Duration milliseconds(String text) {
        Duration known = durations.get(text);
        if (known == null) {
            known = HaproxyQuantities.milliseconds(text);
            durations.put(text, known);
        }
        return known;
    }

    void mark(HaproxyLine line, Support support) {
        coverage.mark(line.span(), support);
    }

    void refuse(HaproxyRefusal refusal) {
        problems.add(refusal.problem());
    }

    void refuse(Span span, String message, String advice) {
        problems.refused(span, message, advice);
    }
}
