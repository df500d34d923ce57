package dev.evenkeel.model;

import org.jspecify.annotations.Nullable;

import java.util.Optional;

/// A release line such as 2.6 or 1.30. `patch` is the release within the line, -1 where none is
/// said: all releases of a line are equal, and few things ask for it.
public record Version(int major, int minor, int patch) implements Comparable<Version> {
    /// Reads `MAJOR.MINOR`, with or without further parts (`2.6.12`); empty when it is no version.
    public static Optional<Version> parse(String text) {
        String[] parts = text.split("\\.", -1);
        if (parts.length < 2 || !number(parts[0]) || !number(parts[1])) {
            return Optional.empty();
        }
        int patch = parts.length > 2 && number(parts[2]) ? Integer.parseInt(parts[2]) : -1;
        return Optional.of(
                new Version(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), patch));
    }

    public static Version of(int major, int minor) {
        return new Version(major, minor, -1);
    }

    public boolean atLeast(int otherMajor, int otherMinor) {
        return compareTo(of(otherMajor, otherMinor)) >= 0;
    }

    /// Whether it is of the same line as another.
    public boolean is(int otherMajor, int otherMinor) {
        return major == otherMajor && minor == otherMinor;
    }

    private static boolean number(String text) {
        return !text.isEmpty()
                && text.length() < 6
                && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    @Override
    public int compareTo(Version other) {
        int byMajor = Integer.compare(major, other.major);
        return byMajor != 0 ? byMajor : Integer.compare(minor, other.minor);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Version version && is(version.major, version.minor);
    }

    @Override
    public int hashCode() {
        return 31 * major + minor;
    }

    @Override
    public String toString() {
        return major + "." + minor;
    }
}
