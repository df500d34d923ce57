package dev.evenkeel.routing;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.function.Predicate;

/// The header lines of a request in their order; names in lower case.
final class Headers {
    private String[] names = new String[12];
    private String[] values = new String[12];
    private int size;

    int size() {
        return size;
    }

    String name(int index) {
        return names[index];
    }

    String value(int index) {
        return values[index];
    }

    void add(String name, String value) {
        if (size == names.length) {
            names = Arrays.copyOf(names, 2 * size);
            values = Arrays.copyOf(values, 2 * size);
        }
        names[size] = name;
        values[size++] = value;
    }

    boolean isLast(String name) {
        return size > 0 && names[size - 1].equals(name);
    }

    @Nullable String first(String name) {
        for (int i = 0; i < size; i++) {
            if (names[i].equals(name)) {
                return values[i];
            }
        }
        return null;
    }

    /// Every line of that name goes; `value` comes behind the others.
    void set(String name, @Nullable String value) {
        remove(name::equals);
        if (value != null) {
            add(name, value);
        }
    }

    void remove(Predicate<String> wanted) {
        int kept = 0;
        for (int i = 0; i < size; i++) {
            if (!wanted.test(names[i])) {
                names[kept] = names[i];
                values[kept++] = values[i];
            }
        }
        size = kept;
    }

    void value(int index, String value) {
        values[index] = value;
    }

    /// How many elements the lines of a name hold, split at commas.
    int count(String name) {
        int count = 0;
        for (int i = 0; i < size; i++) {
            if (names[i].equals(name)) {
                count += Elements.count(values[i]);
            }
        }
        return count;
    }
}
