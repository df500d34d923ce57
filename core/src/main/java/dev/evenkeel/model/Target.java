package dev.evenkeel.model;

/// The program a configuration is meant for: the name of its dialect and its version.
public record Target(String dialect, Version version) {
    @Override
    public String toString() {
        return dialect + ":" + version;
    }
}
