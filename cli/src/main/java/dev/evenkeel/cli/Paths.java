package dev.evenkeel.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/// Paths from the command line.
final class Paths {
    private Paths() {}

    static Path of(String given) throws CannotAnswer {
        try {
            return Path.of(given);
        } catch (InvalidPathException e) {
            throw new CannotAnswer("this is no path of a file: " + given.replace('\0', '?'));
        }
    }
}
