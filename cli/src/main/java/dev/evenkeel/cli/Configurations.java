package dev.evenkeel.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.evenkeel.dialect.Dialect;
import dev.evenkeel.dialect.Dialects;
import dev.evenkeel.dialect.Input;
import dev.evenkeel.text.Glob;
import dev.evenkeel.text.Source;
import dev.evenkeel.text.Sources.Found;
import dev.evenkeel.text.Sources.Missing;
import dev.evenkeel.text.Sources.Unreadable;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Turns what stands on the command line into configurations that can be read.
final class Configurations {
    /// More files are no configuration directory.
    private static final int FILES_MAX = 10_000;

    /// So much of a file tells what language it is.
    private static final int TELLING_BYTES = 256 << 10;

    private final Path working;
    private final Map<String, String> environment;

    Configurations(Path working, Map<String, String> environment) {
        this.working = working;
        var bytes = new HashMap<String, String>();
        environment.forEach((name, value) -> bytes.put(Source.bytes(name), Source.bytes(value)));
        this.environment = Map.copyOf(bytes);
    }

    /// A configuration: what it is read as, and everything needed to read it.
    record Configuration(DialectChoice as, Input input) {}

    /// Opens a file, or a directory of files; `as` is `null` to find the dialect from the content.
    Configuration open(String given, @Nullable DialectChoice as, @Nullable Path root)
            throws CannotAnswer {
        Path path = Paths.of(given);
        if (Files.isDirectory(working.resolve(path))) {
            return directory(path, as, root);
        }
        Source text = text(path, given);
        DialectChoice found = as == null ? dialectOf(text) : as;
        Path parent = path.getParent();
        return configuration(found, List.of(text), parent == null ? Path.of("") : parent, root);
    }

    private Configuration configuration(
            DialectChoice as, List<Source> texts, Path beside, @Nullable Path root) {
        var sources = new FileSources(working, root, beside);
        return new Configuration(as, new Input(texts, sources, as.version(), environment));
    }

    private Source text(Path path, String name) throws CannotAnswer {
        return switch (BoundedFile.given(working.resolve(path), name)) {
            case Found found -> found.source();
            case Missing _ -> throw new CannotAnswer(name + " does not exist");
            case Unreadable unreadable -> throw new CannotAnswer(name + " " + unreadable.why());
        };
    }

    private static DialectChoice dialectOf(Source text) throws CannotAnswer {
        String start = text.text().substring(0, Math.min(text.length(), TELLING_BYTES));
        var found = Dialects.resembling(Source.of(text.name(), start.getBytes(ISO_8859_1)));
        if (found.isPresent()) {
            return DialectChoice.of(found.get());
        }
        if (text.text().isBlank()) {
            throw new CannotAnswer(text.name() + " is empty");
        }
        String what = text.text().indexOf('\0') >= 0 ? " is not a text" : " looks like neither";
        throw new CannotAnswer(
                text.name() + what + "; say with --as whether it is " + DialectChoice.all());
    }

    private Configuration directory(Path path, @Nullable DialectChoice as, @Nullable Path root)
            throws CannotAnswer {
        List<Dialect> candidates = as == null ? Dialects.all() : List.of(as.dialect());
        DialectChoice best = as;
        List<Source> texts = List.of();
        int most = -1;
        var patterns = new ArrayList<String>();
        for (Dialect dialect : candidates) {
            String pattern = dialect.filesOfDirectory();
            if (pattern.isEmpty()) {
                continue;
            }
            patterns.add(pattern);
            List<Source> found = texts(path, pattern);
            int resemblance = found.stream().mapToInt(dialect::resemblance).sum();
            if (!found.isEmpty() && resemblance > most) {
                most = resemblance;
                best = as == null ? DialectChoice.of(dialect) : as;
                texts = found;
            }
        }
        if (best == null || texts.isEmpty()) {
            String none = patterns.isEmpty() ? "" : ", without " + String.join(" or ", patterns);
            throw new CannotAnswer(path + " is a directory" + none + "; name its main file");
        }
        return configuration(best, texts, path, root);
    }

    private List<Source> texts(Path directory, String pattern) throws CannotAnswer {
        var glob = new Glob(pattern);
        var files = new ArrayList<Path>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(working.resolve(directory))) {
            for (Path entry : entries) {
                String name = String.valueOf(entry.getFileName());
                if (glob.matches(name) && !name.startsWith(".") && !Files.isDirectory(entry)) {
                    files.add(directory.resolve(name));
                }
                if (files.size() > FILES_MAX) {
                    throw new CannotAnswer(directory + " holds more than " + FILES_MAX + " files");
                }
            }
        } catch (IOException e) {
            throw new CannotAnswer(directory + " cannot be read");
        }
        files.sort(Comparator.comparing(Path::toString));
        var texts = new ArrayList<Source>();
        for (Path file : files) {
            texts.add(text(file, file.toString()));
        }
        return texts;
    }
}
