package dev.evenkeel.dialect;

import dev.evenkeel.model.Version;

import org.jspecify.annotations.Nullable;

import java.util.Set;

/// One row of a dialect's directive table: where a keyword may stand, how many arguments it takes
/// (`argumentsMax` -1: any number), how far it is understood, and the versions that know it
/// (`since` inclusive, `until` exclusive: the first version that refuses it).
public record Directive(
        String keyword,
        Set<String> contexts,
        int argumentsMin,
        int argumentsMax,
        Support support,
        @Nullable Version since,
        @Nullable Version until) {
    public Directive {
        contexts = Set.copyOf(contexts);
    }

    public boolean standsIn(String context) {
        return contexts.contains(context);
    }

    public boolean takes(int arguments) {
        return arguments >= argumentsMin && (argumentsMax < 0 || arguments <= argumentsMax);
    }

    public boolean existsIn(Version version) {
        return (since == null || since.compareTo(version) <= 0)
                && (until == null || version.compareTo(until) < 0);
    }
}
