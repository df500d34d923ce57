package dev.evenkeel.routing;

import dev.evenkeel.model.Field;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// The values of fields that may have several.
final class Occurrences {
    private Occurrences() {}

    /// Tells the values of a field, or the one its occurrence asks for, until one is wanted;
    /// whether one was.
    static boolean any(RequestState state, Field field, Predicate<String> wanted) {
        if (field.occurrence() == 0 && isMany(field.kind())) {
            return every(state, field, wanted);
        }
        String value = state.field(field);
        return value != null && wanted.test(value);
    }

    private static boolean isMany(Field.Kind kind) {
        return switch (kind) {
            case HEADER, HEADER_LINE, COOKIE, QUERY_PARAMETER -> true;
            default -> false;
        };
    }

    /// The value that an occurrence asks for: 0 and 1 the first, -1 the last.
    static @Nullable String one(RequestState state, Field field) {
        int occurrence = field.occurrence();
        if (occurrence >= 0) {
            var finder = new Finder(Math.max(1, occurrence));
            return every(state, field, finder) ? finder.found : null;
        }
        List<String> values = new ArrayList<>(4);
        every(
                state,
                field,
                value -> {
                    values.add(value);
                    return false;
                });
        int index = values.size() + occurrence;
        return index < 0 ? null : values.get(index);
    }

    private static final class Finder implements Predicate<String> {
        private int left;
        private @Nullable String found;

        private Finder(int left) {
            this.left = left;
        }

        @Override
        public boolean test(String value) {
            found = value;
            return --left == 0;
        }
    }

    private static boolean every(RequestState state, Field field, Predicate<String> wanted) {
        return switch (field.kind()) {
            case HEADER -> elements(state.headers(), field.name(), wanted);
            case HEADER_LINE -> lines(state.headers(), field.name(), wanted);
            case COOKIE -> Cookies.any(state.headers(), field.name(), wanted);
            case QUERY_PARAMETER -> parameters(Targets.query(state.uri()), field.name(), wanted);
            default -> throw new IllegalStateException("one value only: " + field);
        };
    }

    private static boolean elements(Headers headers, String name, Predicate<String> wanted) {
        for (int i = 0; i < headers.size(); i++) {
            if (headers.name(i).equals(name)) {
                String line = headers.value(i);
                if (line.indexOf(',') < 0) {
                    if (wanted.test(Elements.trimmed(line))) {
                        return true;
                    }
                    continue;
                }
                for (var elements = new Elements(line); elements.hasNext(); ) {
                    if (wanted.test(elements.next())) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private static boolean lines(Headers headers, String name, Predicate<String> wanted) {
        for (int i = 0; i < headers.size(); i++) {
            if (headers.name(i).equals(name) && wanted.test(headers.value(i))) {
                return true;
            }
        }
        return false;
    }

    private static boolean parameters(
            @Nullable String query, String name, Predicate<String> wanted) {
        if (query == null) {
            return false;
        }
        int start = 0;
        while (start <= query.length()) {
            int end = start;
            while (end < query.length() && "&;?".indexOf(query.charAt(end)) < 0) {
                end++;
            }
            if (Targets.isNamed(query, start, end, name, false)
                    && wanted.test(query.substring(start + name.length() + 1, end))) {
                return true;
            }
            start = end + 1;
        }
        return false;
    }
}
