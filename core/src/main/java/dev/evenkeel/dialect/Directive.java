package dev.evenkeel.dialect;

import dev.evenkeel.model.Version;

import org.jspecify.annotations.Nullable;

import java.util.Set;

/// One row of a dialect's directive table: where a keyword may stand, what it takes, how far it is
/// understood, and the versions that know it (`since` inclusive, `until` exclusive: the first
/// version that refuses it).
public record Directive(
        String keyword,
        Set<String> contexts,
        Arguments arguments,
        Support support,
        @Nullable Version since,
        @Nullable Version until) {
    public Directive {
        contexts = Set.copyOf(contexts);
    }

    public boolean standsIn(String context) {
        return contexts.contains(context);
    }

    public boolean takes(int number) {
        return arguments.takes(number);
    }

    public int argumentsMin() {
        return arguments.min();
    }

    /// -1: any number.
    public int argumentsMax() {
        return arguments.max();
    }

    public boolean existsIn(Version version) {
        return (since == null || since.compareTo(version) <= 0)
                && (until == null || version.compareTo(until) < 0);
    }
}
