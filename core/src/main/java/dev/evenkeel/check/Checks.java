package dev.evenkeel.check;

import java.util.List;

/// All checks there are.
public final class Checks {
    private static final List<Check> ALL = List.of();

    private Checks() {}

    public static List<Check> all() {
        return ALL;
    }

    /// The kebab-case of a class name: `UnusedPool` becomes `unused-pool`.
    static String id(String className) {
        var id = new StringBuilder();
        for (int i = 0; i < className.length(); i++) {
            char c = className.charAt(i);
            if (c >= 'A' && c <= 'Z') {
                id.append(i > 0 ? "-" : "").append((char) (c + ('a' - 'A')));
            } else {
                id.append(c);
            }
        }
        return id.toString();
    }
}
