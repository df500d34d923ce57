package dev.evenkeel.cli;

import org.jspecify.annotations.Nullable;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/// Finds the project file of each configuration; reads each once.
final class ProjectFiles {
    private final Path working;
    private final @Nullable Path forced;
    private final Map<Path, Defaults> known = new HashMap<>();

    /// `forced` is the file that is used for every configuration, `null` to look for them.
    ProjectFiles(Path working, @Nullable Path forced) {
        this.working = working;
        this.forced = forced;
    }

    /// The defaults for a configuration: the file beside it, else the nearest one above it, up to
    /// the root of its repository or the working directory. Never further: what lies above is not
    /// the team's.
    Defaults of(Path configuration) throws CannotAnswer {
        if (forced != null) {
            return read(forced);
        }
        Path absolute = working.resolve(configuration).toAbsolutePath().normalize();
        Path folder = Files.isDirectory(absolute) ? absolute : absolute.getParent();
        Path last = folder == null ? null : last(folder);
        for (Path at = folder; at != null; at = at.equals(last) ? null : at.getParent()) {
            Path file = at.resolve(ProjectFile.NAME);
            if (Files.exists(file)) {
                return read(shown(file));
            }
        }
        return Defaults.NONE;
    }

    private Path last(Path folder) {
        for (Path at = folder; at != null; at = at.getParent()) {
            if (Files.exists(at.resolve(".git"))) {
                return at;
            }
        }
        Path here = working.toAbsolutePath().normalize();
        return folder.startsWith(here) ? here : folder;
    }

    /// Relative to the working directory where it lies in it.
    private Path shown(Path file) {
        Path here = working.toAbsolutePath().normalize();
        return file.startsWith(here) ? here.relativize(file) : file;
    }

    private Defaults read(Path file) throws CannotAnswer {
        Defaults defaults = known.get(file);
        if (defaults == null) {
            defaults = ProjectFile.read(working, file);
            known.put(file, defaults);
        }
        return defaults;
    }
}
