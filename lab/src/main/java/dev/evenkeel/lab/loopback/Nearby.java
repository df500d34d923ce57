package dev.evenkeel.lab.loopback;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.evenkeel.text.Glob;
import dev.evenkeel.text.Source;
import dev.evenkeel.text.Sources;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// The files that the configuration of another machine names, found where they may lie here: the
/// longest part of a path that leads somewhere from the folder of the configuration or from a
/// folder above, up to `top`.
final class Nearby implements Sources {
    private final Path folder;
    private final Path top;

    Nearby(Path folder, Path top) {
        this.folder = folder;
        this.top = top;
    }

    @Override
    public Lookup read(String path) {
        List<Path> found = search(path);
        if (found.isEmpty()) {
            return new Missing();
        }
        try {
            return new Found(Source.of(path, Files.readAllBytes(found.getFirst())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public boolean exists(String path) {
        return !search(path).isEmpty();
    }

    @Override
    public List<String> match(String pattern) {
        return search(pattern).stream().map(path -> top.relativize(path).toString()).toList();
    }

    /// All files that a pattern may mean, by name.
    private List<Path> search(String pattern) {
        String rest = pattern.startsWith("/") ? pattern.substring(1) : pattern;
        while (!rest.isEmpty()) {
            for (Path from = folder;
                    from != null && from.startsWith(top);
                    from = from.getParent()) {
                List<Path> found = inside(from, rest);
                if (!found.isEmpty()) {
                    return found;
                }
            }
            int slash = rest.indexOf('/');
            rest = slash < 0 ? "" : rest.substring(slash + 1);
        }
        return List.of();
    }

    private static List<Path> inside(Path from, String pattern) {
        int slash = pattern.lastIndexOf('/');
        String name = pattern.substring(slash + 1);
        try {
            String parent = Source.readable(slash < 0 ? "" : pattern.substring(0, slash));
            Path in = from.resolve(parent).normalize();
            if (name.isEmpty() || name.equals("*") || !Files.isDirectory(in)) {
                return List.of();
            }
            var glob = new Glob(name);
            try (Stream<Path> files = Files.list(in)) {
                return files.filter(Files::isRegularFile)
                        .filter(file -> glob.matches(name(file)))
                        .sorted()
                        .toList();
            }
        } catch (InvalidPathException e) {
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String name(Path file) {
        return new String(
                String.valueOf(file.getFileName())
                        .getBytes(java.nio.charset.StandardCharsets.UTF_8),
                ISO_8859_1);
    }
}
