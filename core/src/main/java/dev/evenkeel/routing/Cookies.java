package dev.evenkeel.routing;

import org.jspecify.annotations.Nullable;

import java.util.function.Predicate;

/// Cookies of a request, from left to right over all its lines.
final class Cookies {
    private Cookies() {}

    /// Tells each value of a name until one is wanted; whether one was.
    static boolean any(Headers headers, String name, Predicate<String> wanted) {
        for (int i = 0; i < headers.size(); i++) {
            if (headers.name(i).equals("cookie") && any(headers.value(i), name, false, wanted)) {
                return true;
            }
        }
        return false;
    }

    static @Nullable String firstAnyCase(Headers headers, String name) {
        var found = new String[1];
        for (int i = 0; i < headers.size(); i++) {
            if (headers.name(i).equals("cookie")
                    && any(
                            headers.value(i),
                            name,
                            true,
                            value -> {
                                found[0] = value;
                                return true;
                            })) {
                return found[0];
            }
        }
        return null;
    }

    private static boolean any(
            String line, String name, boolean anyCase, Predicate<String> wanted) {
        int start = 0;
        while (start <= line.length()) {
            int end = line.indexOf(';', start);
            end = end < 0 ? line.length() : end;
            int equals = line.indexOf('=', start);
            if (equals >= 0 && equals < end) {
                String key = Elements.trimmed(line.substring(start, equals));
                boolean same = anyCase ? key.equalsIgnoreCase(name) : key.equals(name);
                if (same && wanted.test(Elements.trimmed(line.substring(equals + 1, end)))) {
                    return true;
                }
            }
            start = end + 1;
        }
        return false;
    }
}
