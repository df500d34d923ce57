package dev.evenkeel.dialect.haproxy;

import dev.evenkeel.model.Protocol;
import dev.evenkeel.text.Span;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// Which sections name which: a name of nothing keeps HAProxy from starting.
final class HaproxyReferences {
    private final HaproxyContext context;
    private final Map<String, Protocol> pools = new HashMap<>();
    private final Set<String> named = new HashSet<>();

    HaproxyReferences(HaproxyContext context) {
        this.context = context;
    }

    /// Notes what a section names. `own` are its settings.
    void add(HaproxySection section, HaproxySettings own) {
        if (section.isBackend()) {
            pools.put(section.name(), own.protocol());
        }
        if (!section.isFrontend()) {
            return;
        }
        HaproxyLine fallback = own.line("default_backend");
        if (fallback != null) {
            name(section, fallback.word(1));
        }
        for (HaproxyLine line : section.lines()) {
            if (line.is(0, "use_backend")) {
                name(section, line.word(1));
            }
        }
    }

    private void name(HaproxySection section, String pool) {
        if (!pool.equals(section.name())) {
            named.add(pool);
        }
    }

    /// Whether another section sends requests to a pool.
    boolean isNamed(String pool) {
        return named.contains(pool);
    }

    /// Refuses what a section names and nobody declares, or what cannot work together.
    void check(HaproxySection section, HaproxySettings own) {
        if (section.isFrontend()) {
            HaproxyLine fallback = own.line("default_backend");
            if (fallback != null) {
                checkPool(section, own, fallback);
            }
        }
        boolean disabled = own.isDisabled();
        for (HaproxyLine line : section.lines()) {
            boolean chooses = line.is(0, "use_backend");
            if (!disabled && (chooses || line.is(0, "default_backend"))) {
                checkLoop(section, line);
            }
            if (chooses && section.isFrontend()) {
                checkPool(section, own, line);
            } else if (line.is(0, "use-server") && section.isBackend()) {
                checkServer(section, line);
            }
        }
    }

    private void checkLoop(HaproxySection section, HaproxyLine line) {
        if (section.isBackend() && line.is(1, section.name())) {
            context.refuse(
                    line.span(1),
                    "'" + section.name() + "' would send requests to itself",
                    "name another backend, or remove the line");
        }
    }

    private void checkPool(HaproxySection section, HaproxySettings own, HaproxyLine line) {
        String name = line.word(1);
        if (name.isEmpty() || name.indexOf('%') >= 0 || line.isUnresolved(1)) {
            return;
        }
        Protocol protocol = pools.get(name);
        Span span = line.span(1);
        if (protocol == null) {
            context.refuse(
                    span,
                    "there is no backend '" + name + "'",
                    "declare it with backend " + name + ", or correct the name");
        } else if (own.protocol() == Protocol.HTTP && protocol == Protocol.TCP) {
            context.refuse(
                    span,
                    "the backend '"
                            + name
                            + "' is in TCP mode, "
                            + section.name()
                            + " in HTTP mode",
                    "give both the same mode");
        }
    }

    private void checkServer(HaproxySection section, HaproxyLine line) {
        String name = line.word(1);
        if (name.indexOf('%') < 0
                && !line.isUnresolved(1)
                && !context.hasServer(section.name(), name)) {
            context.refuse(
                    line.span(1),
                    "there is no server '" + name + "' in " + section.name(),
                    "declare it, or correct the name");
        }
    }
}
