package dev.evenkeel.model;

import java.util.Optional;

/// A release line such as 2.6 or 1.30.
public record Version(int major, int minor) implements Comparable<Version> {
    /// Reads `MAJOR.MINOR`, with or without further parts (`2.6.12`); empty when it is no version.
    public static Optional<Version> parse(String text) {
        String[] parts = text.split("\\.", -1);
        if (parts.length < 2 || !number(parts[0]) || !number(parts[1])) {
            return Optional.empty();
        }
        return Optional.of(new Version(Integer.parseInt(parts[0]), Integer.parseInt(parts[1])));
    }

    public static Version of(int major, int minor) {
        return new Version(major, minor);
    }

    public boolean atLeast(int otherMajor, int otherMinor) {
        return compareTo(new Version(otherMajor, otherMinor)) >= 0;
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
    public String toString() {
        return major + "." + minor;
    }
}
