package dev.evenkeel.dialect.haproxy;

import dev.evenkeel.model.Version;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// The first lines of sections: their names, and the defaults that proxies start from.
final class HaproxyHeaders {
    private final Version version;
    private final HaproxyProblems problems;
    private final Map<String, HaproxySection> frontends = new HashMap<>();
    private final Map<String, HaproxySection> backends = new HashMap<>();
    private final Map<String, HaproxySection> others = new HashMap<>();
    private final Map<String, HaproxySection> defaults = new HashMap<>();
    private final Set<String> repeatedDefaults = new HashSet<>();
    private final Set<String> namedDefaults = new HashSet<>();
    private @Nullable HaproxySection lastDefaults;

    HaproxyHeaders(Version version, HaproxyProblems problems) {
        this.version = version;
        this.problems = problems;
    }

    /// The section that a line begins, still empty.
    HaproxySection section(HaproxyLine line) {
        return switch (line.word(0)) {
            case "frontend", "backend", "listen" -> proxy(line);
            case "defaults" -> defaults(line);
            case "global" -> global(line);
            default -> other(line);
        };
    }

    private static HaproxySection made(
            HaproxyLine line, String name, @Nullable HaproxySection from) {
        return new HaproxySection(line.word(0), name, line, new ArrayList<>(), from);
    }

    private HaproxySection global(HaproxyLine line) {
        if (line.size() > 1) {
            tooMany(line, 1);
        }
        return made(line, "", null);
    }

    private HaproxySection proxy(HaproxyLine line) {
        String name = line.word(1);
        if (name.isEmpty()) {
            problems.refused(line.span(), "this " + line.word(0) + " needs a name", "add one");
            return made(line, "", lastDefaults);
        }
        checkName(line, 1);
        HaproxySection section = made(line, name, from(line, 2));
        if (line.is(2, "from") ? line.size() > 4 || line.size() == 3 : line.size() > 2) {
            boolean address = section.isFrontend();
            problems.refused(
                    line.span(2),
                    address
                            ? "a listening address does not belong here"
                            : "only 'from' and the name of a defaults section may follow the name",
                    address ? "write a line 'bind " + line.word(2) + "' below" : "remove it");
        }
        checkTwin(section, line);
        return section;
    }

    private void checkTwin(HaproxySection section, HaproxyLine line) {
        String name = section.name();
        boolean alsoOther = version.atLeast(3, 1);
        HaproxySection twin = section.isFrontend() ? frontends.get(name) : null;
        if (twin == null && (section.isBackend() && (alsoOther || !section.isFrontend()))) {
            twin = backends.get(name);
        }
        HaproxySection relative = section.isFrontend() ? backends.get(name) : frontends.get(name);
        relative = relative == null && alsoOther ? defaults.get(name) : relative;
        HaproxySection forward = others.get("log-forward " + name);
        if (twin == null) {
            twin = version.atLeast(3, 3) && relative != null ? relative : forward;
        }
        if (twin != null && !line.isUnresolved(1)) {
            problems.refused(
                    line.span(1),
                    "'"
                            + name
                            + "' is already the name of the "
                            + twin.kind()
                            + " section in "
                            + twin.header().span(),
                    "give one of them another name");
        } else if (relative != null && alsoOther && !line.isUnresolved(1)) {
            problems.doubtful(
                    line.span(1),
                    "'"
                            + name
                            + "' is already the name of the "
                            + relative.kind()
                            + " section in "
                            + relative.header().span()
                            + ": HAProxy 3.3 refuses this",
                    "give one of them another name");
        }
        if (section.isFrontend()) {
            frontends.putIfAbsent(name, section);
        }
        if (section.isBackend()) {
            backends.putIfAbsent(name, section);
        }
    }

    private HaproxySection defaults(HaproxyLine line) {
        boolean unnamed = line.is(1, "from") && line.size() == 3;
        String name = unnamed ? "" : line.word(1);
        int at = unnamed ? 1 : 2;
        HaproxySection section = made(line, name, line.is(at, "from") ? from(line, at) : null);
        if (!name.isEmpty()) {
            if (defaults.containsKey(name)) {
                repeatedDefaults.add(name);
                if (version.atLeast(3, 1) && namedDefaults.contains(name)) {
                    problems.refused(
                            line.span(1),
                            "a defaults section '" + name + "' is already there and in use",
                            "give one of them another name");
                }
            }
            defaults.put(name, section);
        }
        lastDefaults = section;
        return section;
    }

    private @Nullable HaproxySection from(HaproxyLine line, int at) {
        if (!line.is(at, "from")) {
            return lastDefaults;
        }
        String name = line.word(at + 1);
        HaproxySection found = defaults.get(name);
        if (found == null) {
            if (!line.isUnresolved(at + 1)) {
                problems.refused(
                        line.span(at + 1),
                        "there is no defaults section '" + name + "' above this line",
                        "name one that stands above, or remove 'from'");
            }
            return lastDefaults;
        }
        namedDefaults.add(name);
        if (repeatedDefaults.contains(name)) {
            problems.refused(
                    line.span(at + 1),
                    "there is more than one defaults section '" + name + "'",
                    "give them different names");
        }
        checkName(line, at + 1);
        return found;
    }

    private HaproxySection other(HaproxyLine line) {
        String kind = line.word(0);
        String name = line.word(1);
        boolean needsName =
                switch (kind) {
                    case "traces" -> false;
                    default -> true;
                };
        HaproxySection section = made(line, name, null);
        if (!needsName) {
            return section;
        }
        if (name.isEmpty()) {
            if (!kind.equals("crt-store")) {
                problems.refused(line.span(), "this " + kind + " section needs a name", "add one");
            }
            return section;
        }
        checkName(line, 1);
        boolean ignoresMore =
                switch (kind) {
                    case "ring", "resolvers", "mailers", "http-errors" -> true;
                    default -> false;
                };
        if (line.size() > 2 && !ignoresMore) {
            tooMany(line, 2);
        }
        HaproxySection twin = others.putIfAbsent(kind + " " + name, section);
        // Only these say so: a repeated peers section is one, of repeated userlists the first
        // counts.
        boolean refuses =
                switch (kind) {
                    case "resolvers",
                            "ring",
                            "cache",
                            "log-forward",
                            "fcgi-app",
                            "peers",
                            "mailers" ->
                            true;
                    default -> false;
                };
        if (twin != null && refuses && !line.isUnresolved(1)) {
            problems.refused(
                    line.span(1),
                    "there is already a "
                            + kind
                            + " section '"
                            + name
                            + "' in "
                            + twin.header().span(),
                    "give one of them another name");
        }
        return section;
    }

    private void tooMany(HaproxyLine line, int at) {
        problems.refused(line.span(at), "nothing more may follow on this line", "remove it");
    }

    private void checkName(HaproxyLine line, int index) {
        char bad = line.isUnresolved(index) ? 0 : HaproxyNames.invalid(line.word(index));
        if (bad != 0) {
            problems.refused(
                    line.span(index),
                    "the character '" + bad + "' may not stand in a name",
                    "use letters, digits and - _ . : only");
        }
    }
}
