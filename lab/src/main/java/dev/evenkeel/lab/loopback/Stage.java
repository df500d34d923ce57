package dev.evenkeel.lab.loopback;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.evenkeel.lab.conformance.StandIns;
import dev.evenkeel.text.Glob;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// What one configuration needs around it: a free port for each address it listens on, a stand-in
/// for each server, the files it names, and the counts of what was changed.
final class Stage {
    /// So many ports in front of the stand-ins are free.
    private static final int DOORS_MAX = 40;

    private static final String CERTIFICATE = "certificate.pem";

    private final StandIns standIns;
    private final Path folder;
    private final Path top;
    private final Map<String, Integer> doors = new HashMap<>();
    private final Map<String, String> servers = new HashMap<>();
    private final Map<String, String> known = new HashMap<>();
    final Map<String, String> files = new TreeMap<>();
    final Map<String, Integer> changes = new TreeMap<>();

    /// `folder` is where the configuration lies, `top` the folder above which nothing is looked
    /// for.
    Stage(StandIns standIns, Path folder, Path top) {
        this.standIns = standIns;
        this.folder = folder;
        this.top = top;
    }

    /// The loopback address that stands for an address which is listened on; `null` when there are
    /// too many.
    @Nullable String door(String address) {
        Integer port = doors.get(address);
        if (port == null) {
            if (doors.size() == DOORS_MAX) {
                return null;
            }
            port = standIns.listenerPort(doors.size());
            doors.put(address, port);
        }
        return "127.0.0.1:" + port;
    }

    /// The address of the stand-in for a server.
    String server(String name) {
        String address = servers.get(name);
        if (address == null) {
            address = standIns.address(servers.size() % standIns.count());
            servers.put(name, address);
        }
        return address;
    }

    /// The file with a certificate and its key.
    String certificate() {
        files.computeIfAbsent(CERTIFICATE, _ -> Certificate.pem());
        return CERTIFICATE;
    }

    /// The name of a file that stands for `path`: the real text where it lies beside the
    /// configuration, else `otherwise`.
    String file(String path, String otherwise) {
        String name = known.get(path);
        if (name == null) {
            Path real = find(path);
            name = "files/" + known.size();
            known.put(path, name);
            files.put(name, real == null ? otherwise : read(real));
        }
        return name;
    }

    /// Puts down a text under a new name.
    String put(String text) {
        String name = "files/" + known.size();
        known.put("\n" + name, name);
        files.put(name, text);
        return name;
    }

    static String read(Path file) {
        try {
            return new String(Files.readAllBytes(file), ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A file beside the configuration that a path may mean: the longest part of it that leads
    /// somewhere from there or from a folder above.
    @Nullable Path find(String path) {
        List<Path> found = match(path);
        return found.isEmpty() ? null : found.getFirst();
    }

    /// All files that a pattern may mean, by name.
    List<Path> match(String pattern) {
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
            Path in = slash < 0 ? from : from.resolve(pattern.substring(0, slash)).normalize();
            if (name.isEmpty() || name.equals("*") || !Files.isDirectory(in)) {
                return List.of();
            }
            var glob = new Glob(name);
            try (Stream<Path> files = Files.list(in)) {
                return files.filter(Files::isRegularFile)
                        .filter(file -> glob.matches(file.getFileName().toString()))
                        .sorted()
                        .toList();
            }
        } catch (InvalidPathException e) {
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
