package dev.evenkeel.lab;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// The files of this project where they lie in the working copy.
public final class Repository {
    private static final Set<String> NOT_OURS =
            Set.of("target", ".git", ".idea", ".vscode", ".fuzz", ".settings", "__pycache__");

    private static final Set<String> BINARY = Set.of("zip", "class", "jar", "png", "gz", "zst");

    private Repository() {}

    /// The folder that holds the modules, found upwards from where this process was started.
    public static Path root() {
        Path start = Path.of("").toAbsolutePath();
        for (Path here = start; here != null; here = here.getParent()) {
            if (Files.exists(here.resolve("lab/pom.xml")) && Files.exists(here.resolve("core"))) {
                return here;
            }
        }
        throw new IllegalStateException("not inside the project: " + start);
    }

    /// A folder beside the repository that only some machines have, or that `name` as a system
    /// property points to; it need not exist.
    public static Path shared(String folder) {
        String given = System.getProperty("shared");
        Path shared = given == null ? root().resolveSibling("shared") : Path.of(given);
        return shared.resolve(folder);
    }

    /// Every text file of the project, as paths relative to the root, sorted.
    public static List<Path> texts() {
        Path root = root();
        var found = new ArrayList<Path>();
        try {
            Files.walkFileTree(
                    root,
                    new SimpleFileVisitor<>() {
                        @Override
                        public FileVisitResult preVisitDirectory(
                                Path folder, BasicFileAttributes is) {
                            return NOT_OURS.contains(folder.getFileName().toString())
                                    ? FileVisitResult.SKIP_SUBTREE
                                    : FileVisitResult.CONTINUE;
                        }

                        @Override
                        public FileVisitResult visitFile(Path file, BasicFileAttributes is) {
                            if (is.isRegularFile() && !BINARY.contains(ending(file))) {
                                found.add(root.relativize(file));
                            }
                            return FileVisitResult.CONTINUE;
                        }
                    });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        found.sort(null);
        return found;
    }

    /// Every Java source of every module.
    public static List<Path> javaSources() {
        return texts().stream().filter(path -> ending(path).equals("java")).toList();
    }

    public static String read(Path relative) {
        try {
            return Files.readString(root().resolve(relative), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static void write(Path relative, String text) {
        try {
            Files.writeString(root().resolve(relative), text, UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String ending(Path path) {
        String name = path.getFileName().toString();
        return name.substring(name.lastIndexOf('.') + 1);
    }
}
