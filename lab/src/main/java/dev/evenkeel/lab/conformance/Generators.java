package dev.evenkeel.lab.conformance;

/// The generators of all languages.
final class Generators {
    /// How many rules most configurations have at most.
    private static final int RULES_MAX = 60;

    private Generators() {}

    static Generator of(String dialect) {
        return of(dialect, RULES_MAX);
    }

    /// Of configurations with so many rules at most, or a few more.
    static Generator of(String dialect, int rulesMax) {
        return switch (dialect) {
            case "haproxy" -> new HaproxyGenerator(rulesMax);
            case "nginx" -> new NginxGenerator(rulesMax);
            default -> throw new IllegalArgumentException("no generator for " + dialect);
        };
    }
}
