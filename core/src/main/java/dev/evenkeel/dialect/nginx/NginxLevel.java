package dev.evenkeel.dialect.nginx;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// One level of a configuration (`http`, `server`, `location`, …) and the levels around it, from
/// which it inherits what it does not say itself.
final class NginxLevel {
    private static final int INDEXED = 4;

    private final @Nullable NginxLevel outer;
    private final List<NginxDirective> directives;
    private @Nullable Map<String, List<NginxDirective>> byName;

    /// A bit for each name here, and for each name here or around: most of what is asked for stands
    /// nowhere.
    private final long names;

    private final long namesAround;

    NginxLevel(@Nullable NginxLevel outer, List<NginxDirective> directives) {
        this.outer = outer;
        this.directives = directives;
        long bits = 0;
        for (NginxDirective directive : directives) {
            bits |= bit(directive.name());
        }
        this.names = bits;
        this.namesAround = outer == null ? bits : bits | outer.namesAround;
    }

    private static long bit(String name) {
        int hash = name.hashCode();
        return 1L << (hash ^ hash >>> 7 ^ hash >>> 19);
    }

    List<NginxDirective> directives() {
        return directives;
    }

    @Nullable NginxLevel outer() {
        return outer;
    }

    /// The directives of a name at this level alone.
    List<NginxDirective> own(String name) {
        if ((names & bit(name)) == 0) {
            return List.of();
        }
        if (directives.size() < INDEXED) {
            return few(name);
        }
        Map<String, List<NginxDirective>> index = byName;
        if (index == null) {
            index = new HashMap<>();
            for (NginxDirective directive : directives) {
                index.computeIfAbsent(directive.name(), _ -> new ArrayList<>(1)).add(directive);
            }
            byName = index;
        }
        return index.getOrDefault(name, List.of());
    }

    private List<NginxDirective> few(String name) {
        List<NginxDirective> found = List.of();
        for (NginxDirective directive : directives) {
            if (directive.is(name)) {
                if (found.isEmpty()) {
                    found = new ArrayList<>(1);
                }
                found.add(directive);
            }
        }
        return found;
    }

    boolean has(String name) {
        return !own(name).isEmpty();
    }

    /// The directives of a name at the nearest level that has any: what a level says replaces all
    /// that is said around it.
    List<NginxDirective> inherited(String name) {
        if ((namesAround & bit(name)) == 0) {
            return List.of();
        }
        for (NginxLevel level = this; level != null; level = level.outer) {
            List<NginxDirective> own = level.own(name);
            if (!own.isEmpty()) {
                return own;
            }
        }
        return List.of();
    }

    /// The nearest level, this or around it, that has one of the names; `null` when none has.
    @Nullable NginxLevel nearest(String... names) {
        for (NginxLevel level = this; level != null; level = level.outer) {
            for (String name : names) {
                if (level.has(name)) {
                    return level;
                }
            }
        }
        return null;
    }

    /// The last directive of a name in force at this level.
    @Nullable NginxDirective setting(String name) {
        List<NginxDirective> found = inherited(name);
        return found.isEmpty() ? null : found.getLast();
    }

    /// The first argument of a directive in force at this level, else a default.
    String setting(String name, String standard) {
        NginxDirective found = setting(name);
        return found == null ? standard : found.argument(0);
    }

    boolean isOn(String name) {
        return setting(name, "off").equalsIgnoreCase("on");
    }

    /// The last directive of a name at this level alone.
    @Nullable NginxDirective ownLast(String name) {
        List<NginxDirective> found = own(name);
        return found.isEmpty() ? null : found.getLast();
    }
}
