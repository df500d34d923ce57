package dev.evenkeel.routing;

import dev.evenkeel.model.Action;
import dev.evenkeel.model.Field;

import org.jspecify.annotations.Nullable;

import java.util.function.Supplier;

/// Changes of a request on its way.
final class Changes {
    private Changes() {}

    static void apply(
            RequestState state, Field field, Action.Change change, @Nullable String value) {
        boolean header =
                field.kind() == Field.Kind.HEADER || field.kind() == Field.Kind.HEADER_LINE;
        switch (change) {
            // A header that is set to nothing is there, and empty; an address stays as it was.
            case SET -> {
                if (value != null || !isEndOfConnection(field)) {
                    state.set(field, header && value == null ? "" : value);
                }
            }
            case ADD -> {
                if (header) {
                    state.headers().add(field.name(), value == null ? "" : value);
                    state.headersChanged();
                } else {
                    state.set(field, value);
                }
            }
            case REMOVE -> state.set(field, null);
        }
    }

    private static boolean isEndOfConnection(Field field) {
        return switch (field.kind()) {
            case SOURCE, SOURCE_PORT, DESTINATION, DESTINATION_PORT -> true;
            default -> false;
        };
    }

    /// Every value of a field that the expression matches becomes `replacement`, which may use the
    /// groups of that match.
    static void replace(
            RequestState state,
            Field field,
            String pattern,
            boolean ignoreCase,
            Supplier<@Nullable String> replacement) {
        Regex regex = Regex.of(pattern, ignoreCase);
        switch (field.kind()) {
            case HEADER, HEADER_LINE -> {
                Headers headers = state.headers();
                for (int i = 0; i < headers.size(); i++) {
                    if (headers.name(i).equals(field.name())) {
                        String value = headers.value(i);
                        headers.value(
                                i,
                                field.kind() == Field.Kind.HEADER
                                        ? elements(state, regex, value, replacement)
                                        : replaced(state, regex, value, replacement));
                    }
                }
                state.headersChanged();
            }
            default -> {
                String value = state.field(field);
                String replaced =
                        value == null ? null : replacedOrNull(state, regex, value, replacement);
                if (replaced != null) {
                    state.set(field, replaced);
                }
            }
        }
    }

    private static String elements(
            RequestState state,
            @Nullable Regex regex,
            String line,
            Supplier<@Nullable String> replacement) {
        if (line.indexOf(',') < 0) {
            return replaced(state, regex, line, replacement);
        }
        var text = new StringBuilder(line.length());
        int copied = 0;
        for (var elements = new Elements(line); elements.hasNext(); ) {
            String element = elements.next();
            String replaced = replacedOrNull(state, regex, element, replacement);
            if (replaced != null) {
                // What is replaced loses the blanks around it.
                text.append(line, copied, elements.start()).append(replaced);
                copied = elements.end();
            }
        }
        return text.append(line, copied, line.length()).toString();
    }

    private static String replaced(
            RequestState state,
            @Nullable Regex regex,
            String value,
            Supplier<@Nullable String> replacement) {
        String replaced = replacedOrNull(state, regex, value, replacement);
        return replaced == null ? value : replaced;
    }

    /// `null` without a match.
    private static @Nullable String replacedOrNull(
            RequestState state,
            @Nullable Regex regex,
            String value,
            Supplier<@Nullable String> replacement) {
        if (regex == null || RequestState.isUnknown(value)) {
            return RequestState.UNKNOWN;
        }
        try {
            java.util.regex.Matcher match = regex.matcher(value);
            if (!match.find()) {
                return null;
            }
            state.captures(match.toMatchResult(), regex.names());
            String text = replacement.get();
            return text == null ? "" : text;
        } catch (Regex.TooLong | StackOverflowError _) {
            return RequestState.UNKNOWN;
        }
    }
}
