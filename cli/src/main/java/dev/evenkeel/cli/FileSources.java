package dev.evenkeel.cli;

import dev.evenkeel.text.Glob;
import dev.evenkeel.text.Source;
import dev.evenkeel.text.Sources;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The files that a configuration names. Absolute paths are looked up under the root first, then as
/// they are; relative paths beside the main configuration. Paths go in and out as a configuration
/// writes them, a char a byte.
final class FileSources implements Sources {
    /// So many directory entries are looked at for one pattern, however many stars it has.
    private static final int ENTRIES_MAX = 100_000;

    private final Path working;
    private final @Nullable Path root;
    private final Path beside;
    private final Map<String, Lookup> read = new HashMap<>();
    private final Map<String, List<String>> matched = new HashMap<>();

    /// `working` is the working directory, against which the other two may be relative; names of
    /// sources do not show it.
    FileSources(Path working, @Nullable Path root, Path beside) {
        this.working = working;
        this.root = root;
        this.beside = beside;
    }

    @Override
    public Lookup read(String path) {
        Lookup known = read.get(path);
        if (known == null) {
            known = readNow(path);
            read.put(path, known);
        }
        return known;
    }

    private Lookup readNow(String path) {
        Lookup last = new Missing();
        for (Path candidate : candidates(path)) {
            last = BoundedFile.named(working.resolve(candidate), candidate.toString());
            if (!(last instanceof Missing)) {
                return last;
            }
        }
        return last;
    }

    @Override
    public boolean exists(String path) {
        for (Path candidate : candidates(path)) {
            if (Files.exists(working.resolve(candidate))) {
                return true;
            }
        }
        return false;
    }

    /// Where a path may lie, the better place first.
    private List<Path> candidates(String path) {
        try {
            String readable = Source.readable(path);
            if (!readable.startsWith("/")) {
                return List.of(beside.resolve(readable));
            }
            var itself = Path.of(readable);
            return root == null ? List.of(itself) : List.of(under(root, readable), itself);
        } catch (InvalidPathException e) {
            return List.of();
        }
    }

    private static Path under(Path root, String absolute) {
        int start = 0;
        while (start < absolute.length() && absolute.charAt(start) == '/') {
            start++;
        }
        return root.resolve(absolute.substring(start));
    }

    @Override
    public List<String> match(String pattern) {
        List<String> known = matched.get(pattern);
        if (known == null) {
            known = matchNow(pattern);
            matched.put(pattern, known);
        }
        return known;
    }

    private List<String> matchNow(String pattern) {
        for (Path candidate : candidates(pattern)) {
            // Only the part that was written may hold stars, not the folder it is looked up in.
            var found = new Search(working).find(pattern, candidate);
            if (!found.isEmpty()) {
                return found;
            }
        }
        return List.of();
    }

    /// One walk along the segments of a pattern.
    private static final class Search {
        private final Path working;
        private final List<String> found = new ArrayList<>();
        private int entries;

        Search(Path working) {
            this.working = working;
        }

        /// `place` is where the pattern lies as a path.
        List<String> find(String pattern, Path place) {
            String[] segments = pattern.split("/+", -1);
            int first = pattern.startsWith("/") ? 1 : 0;
            Path start = place;
            for (int i = first; i < segments.length && start != null; i++) {
                start = segments[i].isEmpty() ? start : start.getParent();
            }
            Path home = working.resolve(start == null ? Path.of("") : start);
            walk(home, first == 1 ? "/" : "", segments, first);
            found.sort(null);
            return List.copyOf(found);
        }

        private void walk(Path home, String written, String[] segments, int index) {
            if (index == segments.length || segments[index].isEmpty()) {
                arrive(home, written);
                return;
            }
            String segment = segments[index];
            boolean isLast = index == segments.length - 1;
            if (!Glob.isPattern(segment)) {
                Path next = home.resolve(Source.readable(segment));
                String name = written + segment;
                if (isLast) {
                    arrive(next, name);
                } else {
                    walk(next, name + "/", segments, index + 1);
                }
                return;
            }
            var glob = new Glob(segment);
            for (String entry : entries(home)) {
                // A leading dot must be written. Source: POSIX.1-2017, 2.13.3.
                boolean hidden = entry.startsWith(".") && !segment.startsWith(".");
                if (hidden || !glob.matches(entry)) {
                    continue;
                }
                Path next = home.resolve(Source.readable(entry));
                if (isLast) {
                    add(next, written + entry);
                } else {
                    walk(next, written + entry + "/", segments, index + 1);
                }
            }
        }

        /// A directory stands for the files in it.
        private void arrive(Path place, String written) {
            if (!Files.isDirectory(place)) {
                add(place, written);
                return;
            }
            String prefix = written.isEmpty() || written.endsWith("/") ? written : written + "/";
            for (String entry : entries(place)) {
                Path next = place.resolve(Source.readable(entry));
                if (!entry.startsWith(".") && !Files.isDirectory(next)) {
                    add(next, prefix + entry);
                }
            }
        }

        private void add(Path place, String written) {
            if (Files.exists(place)) {
                found.add(written);
            }
        }

        /// The names in a directory, as bytes; none when it cannot be read.
        private List<String> entries(Path directory) {
            var names = new ArrayList<String>();
            if (!Files.isDirectory(directory)) {
                return names;
            }
            try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
                for (Path entry : stream) {
                    if (++entries > ENTRIES_MAX) {
                        return names;
                    }
                    names.add(Source.bytes(String.valueOf(entry.getFileName())));
                }
            } catch (IOException | UncheckedIOException e) {
                return names;
            }
            return names;
        }
    }
}
