package dev.evenkeel.hash;

import org.jspecify.annotations.Nullable;

import java.util.Map;

/// All hash functions there are, by the names they have in configurations.
public final class HashFunctions {
    private static final Map<String, HashFunction> ALL =
            Map.of(
                    "sdbm", new Sdbm(),
                    "djb2", new Djb2(),
                    "crc32", new Crc32(),
                    "wt6", new Wt6(),
                    "none", new NumberItself(),
                    "murmur2", new Murmur2());

    private HashFunctions() {}

    /// The function of that name; `null` when there is none.
    public static @Nullable HashFunction named(String name) {
        return ALL.get(name);
    }
}
