package dev.evenkeel.text;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The texts a configuration may name (includes, maps, ACL files, certificates). The edge decides
/// where they lie; the core only asks by the path as written in the configuration.
public interface Sources {
    /// What is found under a path as written. Asking twice gives the same answer.
    Lookup read(String path);

    /// Whether something is there, without reading it (certificates, keys, directories).
    boolean exists(String path);

    /// The paths that a shell pattern (`*`, `?`, `[…]`) or a directory stands for, in the order in
    /// which a balancer reads them (by name); empty when there are none.
    List<String> match(String pattern);

    /// The answer to [#read].
    sealed interface Lookup {}

    record Found(Source source) implements Lookup {}

    record Missing() implements Lookup {}

    /// There, but of no use; `why` completes “FILE …”, for example “is a directory”.
    record Unreadable(String why) implements Lookup {}

    /// Texts in memory by path, for examples and tests.
    static Sources of(Map<String, String> texts) {
        var sorted = new TreeMap<>(texts);
        return new Sources() {
            @Override
            public Lookup read(String path) {
                String text = sorted.get(path);
                return text == null ? new Missing() : new Found(Source.of(path, text));
            }

            @Override
            public boolean exists(String path) {
                return sorted.containsKey(path);
            }

            @Override
            public List<String> match(String pattern) {
                var glob = new Glob(pattern);
                return sorted.keySet().stream().filter(glob::matches).toList();
            }
        };
    }

    /// No texts at all.
    static Sources none() {
        return of(Map.of());
    }
}
