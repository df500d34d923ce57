package dev.evenkeel.cli;

import dev.evenkeel.text.Source;
import dev.evenkeel.text.Sources.Found;
import dev.evenkeel.text.Sources.Lookup;
import dev.evenkeel.text.Sources.Missing;
import dev.evenkeel.text.Sources.Unreadable;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;

/// Reads whole files, but nothing that is endless or larger than any configuration.
final class BoundedFile {
    static final int BYTES_MAX = 64 << 20;

    /// The kinds of files in the mode that Unix keeps for each. Source: POSIX.1-2017, sys/stat.h.
    private static final int KIND = 0170000;

    private static final int REGULAR = 0100000;
    private static final int DIRECTORY = 0040000;
    private static final int PIPE = 0010000;

    private BoundedFile() {}

    /// What a configuration on the command line holds: also what a pipe brings, as in `evenkeel
    /// check <(generate)`.
    static Lookup given(Path path, String name) {
        return read(path, name, true);
    }

    /// What a file named in a configuration holds. A pipe is refused: nobody might ever write to
    /// it.
    static Lookup named(Path path, String name) {
        return read(path, name, false);
    }

    private static Lookup read(Path path, String name, boolean alsoPipes) {
        try {
            int kind = (Integer) Files.getAttribute(path, "unix:mode") & KIND;
            if (kind == DIRECTORY) {
                return new Unreadable("is a directory");
            }
            if (kind != REGULAR && !(kind == PIPE && alsoPipes)) {
                return new Unreadable("is a device, a pipe or a socket, not a file");
            }
            if (kind == REGULAR && Files.size(path) > BYTES_MAX) {
                return tooLarge();
            }
            try (InputStream in = Files.newInputStream(path)) {
                byte[] bytes = in.readNBytes(BYTES_MAX + 1);
                return bytes.length > BYTES_MAX ? tooLarge() : new Found(Source.of(name, bytes));
            }
        } catch (NoSuchFileException | NotDirectoryException e) {
            return new Missing();
        } catch (AccessDeniedException e) {
            return new Unreadable("cannot be read: permission denied");
        } catch (IOException e) {
            String why = e.getMessage();
            return new Unreadable("cannot be read: " + (why == null ? "input error" : why));
        }
    }

    private static Unreadable tooLarge() {
        return new Unreadable("is larger than " + (BYTES_MAX >> 20) + " MiB");
    }
}
