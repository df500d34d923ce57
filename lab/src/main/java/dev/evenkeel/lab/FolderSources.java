package dev.evenkeel.lab;

import dev.evenkeel.text.Glob;
import dev.evenkeel.text.Source;
import dev.evenkeel.text.Sources;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// The texts beside a configuration: relative paths lie under the folder, absolute ones are not
/// looked up, so that no run depends on what a machine happens to have.
public record FolderSources(Path folder) implements Sources {
    @Override
    public Lookup read(String path) {
        Path file = resolve(path);
        if (file == null || !Files.exists(file)) {
            return new Missing();
        }
        if (!Files.isRegularFile(file)) {
            return new Unreadable("is no file");
        }
        try {
            return new Found(Source.of(path, Files.readAllBytes(file)));
        } catch (IOException e) {
            return new Unreadable("cannot be read");
        }
    }

    @Override
    public boolean exists(String path) {
        Path file = resolve(path);
        return file != null && Files.exists(file);
    }

    @Override
    public List<String> match(String pattern) {
        if (pattern.startsWith("/") || !Files.isDirectory(folder)) {
            return List.of();
        }
        var glob = new Glob(pattern);
        int depth = pattern.split("/", -1).length;
        try (Stream<Path> files = Files.walk(folder, depth)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString().replace('\\', '/'))
                    .filter(glob::matches)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private @Nullable Path resolve(String path) {
        try {
            return path.startsWith("/") ? null : folder.resolve(path).normalize();
        } catch (InvalidPathException e) {
            return null;
        }
    }
}
