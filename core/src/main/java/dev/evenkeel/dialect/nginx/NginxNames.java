package dev.evenkeel.dialect.nginx;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The variables that nginx knows without any being declared.
final class NginxNames {
    private final Set<String> names = new HashSet<>();
    private final List<String> starts = new ArrayList<>();

    private static final class Standard {
        private static final NginxNames HTTP = beside("http ");
        private static final NginxNames STREAM = beside("stream ");
    }

    private NginxNames() {}

    static NginxNames http() {
        return Standard.HTTP;
    }

    static NginxNames stream() {
        return Standard.STREAM;
    }

    /// Whether a variable of this name, in small letters and without `$`, is always there.
    boolean know(String name) {
        if (names.contains(name)) {
            return true;
        }
        for (String start : starts) {
            if (name.startsWith(start)) {
                return true;
            }
        }
        return false;
    }

    private static NginxNames beside(String kind) {
        var found = new NginxNames();
        try (InputStream in = NginxNames.class.getResourceAsStream("nginx-variables.table")) {
            if (in == null) {
                throw new IllegalStateException("no table of variables");
            }
            for (String line : new String(in.readAllBytes(), UTF_8).lines().toList()) {
                if (line.startsWith(kind)) {
                    String name = line.substring(kind.length());
                    if (name.endsWith("_")) {
                        found.starts.add(name);
                    } else {
                        found.names.add(name);
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }
}
