package dev.evenkeel.cli;

import dev.evenkeel.check.Settings;
import dev.evenkeel.check.Severity;
import dev.evenkeel.predict.Policy;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.Map;

/// What `evenkeel.yaml` says for runs that do not say it themselves; `null` where it says nothing.
record Defaults(
        @Nullable DialectChoice as,
        @Nullable Path root,
        Map<String, String> defines,
        @Nullable String format,
        @Nullable Severity failOn,
        @Nullable Boolean strict,
        Demands demands) {
    static final Defaults NONE =
            new Defaults(
                    null,
                    null,
                    Map.of(),
                    null,
                    null,
                    null,
                    new Demands(Settings.standard(), Policy.NONE));

    /// What is asked of configurations and of their changes.
    record Demands(Settings settings, Policy policy) {}

    Defaults {
        defines = Map.copyOf(defines);
    }

    Settings settings() {
        return demands.settings();
    }

    Policy policy() {
        return demands.policy();
    }
}
